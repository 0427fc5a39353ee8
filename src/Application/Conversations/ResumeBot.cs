using GptMessenger.Application.Audit;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Conversations;

/// <summary>The person is done: the bot answers what is said from now on. What was said meanwhile was the person's to answer.</summary>
/// <returns>False: nobody connected this page, or another tenant did.</returns>
public sealed record ResumeBot(ConversationId Conversation) : IRequest<bool>, IAudited
{
    public AuditMark Mark => AuditMark.Of(Conversation, "let the bot go on");
}

internal sealed class ResumeBotHandler(IConnectedPages pages, IConversationInbox inbox) : IRequestHandler<ResumeBot, bool>
{
    public async Task<bool> Handle(ResumeBot request, CancellationToken cancellationToken)
    {
        var id = request.Conversation;
        if (pages.Find(id.Channel, id.Page)?.Tenant != id.Tenant)
        {
            return false;
        }

        await inbox.PauseAsync(id, until: null, cancellationToken);
        return true;
    }
}
