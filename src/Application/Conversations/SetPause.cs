using GptMessenger.Application.Inbox;
using MediatR;

namespace GptMessenger.Application.Conversations;

/// <summary>At the conversation's desk: the bot keeps silent until then; null: it may speak again.</summary>
public sealed record SetPause(ConversationDesk Desk, DateTimeOffset? Until) : IRequest;

internal sealed class SetPauseHandler(ConversationFile file, IBotPause pause, SummaryKeeper summaries) : IRequestHandler<SetPause>
{
    public async Task Handle(SetPause request, CancellationToken cancellationToken)
    {
        var desk = request.Desk;
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            await LoadAsync(desk, cancellationToken);
            if (request.Until is { } until)
            {
                await PauseAsync(desk, until, cancellationToken);
            }
            else
            {
                await pause.ClearAsync(desk.Id, cancellationToken);
                desk.PausedUntil = null;

                // Whoever hands it back has seen to it.
                await summaries.UpdateAsync(desk, summary => summary with { Case = null, PausedUntil = null }, cancellationToken);
            }
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    private async Task LoadAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        try
        {
            await file.LoadAsync(desk, cancellationToken);
        }
        catch (UnreadableFileException)
        {
            // Nothing is answered there either way; the pause is read with the file once somebody has mended it.
        }
    }

    private async Task PauseAsync(ConversationDesk desk, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (desk.Conversation is not null)
        {
            // Whoever loads a conversation asks for its pause only where there is a file: a question saved for every new customer.
            await file.CreateAsync(desk, cancellationToken);
        }

        desk.PauseUntil(until);
        await pause.SetAsync(desk.Id, until, cancellationToken);
    }
}
