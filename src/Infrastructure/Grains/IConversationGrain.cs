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

/// <param name="Outcome">What became of the wish, a <see cref="Application.Replies.Reopening"/>.</param>
/// <param name="Failure">Why it could not be stored; null when it could.</param>
[GenerateSerializer, Immutable, Alias("gptmessenger.reopened")]
internal sealed record ReopenedTurn([property: Id(0)] int Outcome, [property: Id(1)] string? Failure);
