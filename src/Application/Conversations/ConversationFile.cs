using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Conversations;

/// <summary>Brings a desk and the store together. Its callers hold the desk's gate.</summary>
internal sealed class ConversationFile(IConversationStore store, ITurnLedger ledger, IBotPause pause)
{
    // Each try is one write that somebody else won. Against one other writer the second wins; more only under a storm of them.
    private const int MaxTries = 8;

    public async Task LoadAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        if (desk.Conversation is not null)
        {
            if (desk.IsFileInDoubt)
            {
                await ReloadAsync(desk, cancellationToken);
            }

            return;
        }

        var reading = store.ReadAsync(desk.Id, cancellationToken);
        desk.Turn = await ledger.FindOpenAsync(desk.Id, cancellationToken);
        var stored = await reading;
        desk.PausedUntil = stored.Version is null ? null : await pause.ReadAsync(desk.Id, cancellationToken);
        (desk.Conversation, desk.Version) = stored;
    }

    /// <summary>Makes the file of a conversation in which nothing was said yet, where there is none.</summary>
    public async Task CreateAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        if (desk.Version is not null)
        {
            return;
        }

        try
        {
            desk.Version = await WriteAsync(desk, desk.Conversation!, cancellationToken);
        }
        catch (ConversationChangedException)
        {
            await ReloadAsync(desk, cancellationToken);
        }
    }

    /// <summary>Adds the events to the file, each once; writes nothing when it has them all.</summary>
    public async Task AppendAsync(ConversationDesk desk, IReadOnlyList<MessengerEvent> events, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            var current = desk.Conversation!;
            var next = events.Aggregate(current, (conversation, @event) => conversation.With(@event));
            if (ReferenceEquals(next, current))
            {
                return;
            }

            try
            {
                desk.Version = await WriteAsync(desk, next, cancellationToken);
                desk.Conversation = next;
                return;
            }
            catch (ConversationChangedException) when (tries < MaxTries)
            {
                await ReloadAsync(desk, cancellationToken);
            }
            catch (ConversationChangedException e)
            {
                throw new StoreUnavailableException($"{e.Key} is written by others so often that {MaxTries} tries to add to it failed.", e);
            }
        }
    }

    private async Task<string> WriteAsync(ConversationDesk desk, Conversation conversation, CancellationToken cancellationToken)
    {
        try
        {
            return await store.WriteAsync(desk.Id, conversation, desk.Version, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // A store that did not answer may have written. A message that is in the file and not on the desk would end with its turn,
            // unanswered, and be known already when it is delivered again.
            desk.IsFileInDoubt = true;
            throw;
        }
    }

    /// <summary>What others have written meanwhile is on the desk, too.</summary>
    /// <exception cref="TurnTakenOverException">One of them has the desk's turn.</exception>
    public async Task ReloadAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(desk.Id, cancellationToken);
        if (desk.Turn is not null && stored.Version != desk.Version)
        {
            // Who wrote it may be a node that took the conversation over: then the turn is as old as the file was, and may have ended there.
            // Asked after the file was read: who takes over later and writes makes the next write here fail.
            await ledger.ConfirmAsync(desk.Id, cancellationToken);
        }

        (desk.Conversation, desk.Version) = stored;
        desk.IsFileInDoubt = false;
    }
}
