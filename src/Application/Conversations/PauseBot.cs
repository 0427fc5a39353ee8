using FluentValidation;
using GptMessenger.Application.Audit;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Conversations;

/// <summary>A person takes the conversation over: the bot keeps silent there, for as long as after a person's own message unless said otherwise.</summary>
/// <returns>Until when; null: nobody connected this page, or another tenant did.</returns>
public sealed record PauseBot(ConversationId Conversation, int? Minutes) : IRequest<DateTimeOffset?>, IAudited
{
    public AuditMark Mark => AuditMark.Of(Conversation, "paused the bot");
}

internal sealed class PauseBotValidator : AbstractValidator<PauseBot>
{
    private const int MaxMinutes = 100_000;

    public PauseBotValidator() =>
        RuleFor(pause => pause.Minutes).InclusiveBetween(1, MaxMinutes).WithMessage($"minutes should be a whole number from 1 to {MaxMinutes}.");
}

internal sealed class PauseBotHandler(IConnectedPages pages, IConversationInbox inbox, ReplyOptions options, TimeProvider clock)
    : IRequestHandler<PauseBot, DateTimeOffset?>
{
    public async Task<DateTimeOffset?> Handle(PauseBot request, CancellationToken cancellationToken)
    {
        var id = request.Conversation;
        if (pages.Find(id.Channel, id.Page)?.Tenant != id.Tenant)
        {
            return null;
        }

        var until = clock.GetUtcNow() + (request.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : options.HumanPause);
        await inbox.PauseAsync(id, until, cancellationToken);
        return until;
    }
}
