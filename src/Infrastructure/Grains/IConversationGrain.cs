using GptMessenger.Application.Conversations;
using Orleans.Concurrency;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>The doorman of one conversation; its key is the <see cref="Domain.Conversations.ConversationId"/>'s text.</summary>
[Alias("gptmessenger.conversation")]
internal interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>Interleaves: receiving must not wait for a reply under way.</summary>
    [AlwaysInterleave]
    [Alias("Deliver")]
    Task<Delivery> DeliverAsync(DeliveredEvent delivered);

    /// <returns>Why it could not be stored; null: it was.</returns>
    [AlwaysInterleave]
    [Alias("Pause")]
    Task<string?> PauseAsync(DateTimeOffset? until);

    [AlwaysInterleave]
    [Alias("Reopen")]
    Task<ReopenedTurn> ReopenAsync(string turn);

    /// <summary>What keeps the open turn waiting is over: it goes on now.</summary>
    [AlwaysInterleave]
    [Alias("Wake")]
    Task WakeAsync();

    [AlwaysInterleave]
    [Alias("Answer")]
    Task<PersonAnswered> AnswerAsync(string id, string text);

    /// <returns>Why it could not be stored; null: it was.</returns>
    [AlwaysInterleave]
    [Alias("Settle")]
    Task<string?> SettleAsync();

    /// <summary>The customer has got so far.</summary>
    [OneWay]
    [AlwaysInterleave]
    [Alias("NoteSeen")]
    Task NoteSeenAsync(DateTimeOffset? delivered, DateTimeOffset? read);

    /// <summary>The inbox may not know of its newest events: it is told.</summary>
    [OneWay]
    [AlwaysInterleave]
    [Alias("Show")]
    Task ShowAsync();

    /// <summary>Interleaves, because it calls off the reply under way.</summary>
    [AlwaysInterleave]
    [Alias("Erase")]
    Task<Erasure> EraseAsync();
}

/// <summary>An event on its way to its conversation's grain, as it came.</summary>
[GenerateSerializer, Immutable, Alias("gptmessenger.event")]
internal sealed record DeliveredEvent([property: Id(0)] byte[] Json, [property: Id(1)] bool IsStandby, [property: Id(2)] bool IsMissed);

/// <param name="Receipt">What became of the event, a <see cref="Application.Conversations.Receipt"/>.</param>
/// <param name="Failure">Why it could not be stored; null when it was.</param>
[GenerateSerializer, Immutable, Alias("gptmessenger.delivery")]
internal sealed record Delivery([property: Id(0)] int Receipt, [property: Id(1)] string? Failure)
{
    public static Delivery Of(Receipt receipt) => new((int)receipt, Failure: null);

    public static Delivery Failed(string why) => new(0, why);
}

/// <param name="Count">How many files and records were removed.</param>
/// <param name="Failure">Why it could not be done; null when it could.</param>
[GenerateSerializer, Immutable, Alias("gptmessenger.erasure")]
internal sealed record Erasure([property: Id(0)] int Count, [property: Id(1)] string? Failure);

/// <param name="Outcome">What became of it, a <see cref="Application.Inbox.PersonAnswerOutcome"/>.</param>
/// <param name="Reason">For the person who wrote it.</param>
/// <param name="PausedUntil">Until when the bot keeps silent for it.</param>
/// <param name="Failure">Why nobody knows; null when somebody does.</param>
[GenerateSerializer, Immutable, Alias("gptmessenger.answered")]
internal sealed record PersonAnswered([property: Id(0)] int Outcome, [property: Id(1)] string? Reason, [property: Id(2)] DateTimeOffset? PausedUntil, [property: Id(3)] string? Failure);

/// <param name="Outcome">What became of the wish, a <see cref="Application.Replies.Reopening"/>.</param>
/// <param name="Failure">Why it could not be stored; null when it could.</param>
[GenerateSerializer, Immutable, Alias("gptmessenger.reopened")]
internal sealed record ReopenedTurn([property: Id(0)] int Outcome, [property: Id(1)] string? Failure);
