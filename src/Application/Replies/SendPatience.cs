using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>How often a part of a reply is tried, and how long it is waited between two tries.</summary>
internal static class SendPatience
{
    private const int MaxTries = 2;

    /// <summary>Of tries that ended with the process. Most of them never left it, and the thread was read twice after each.</summary>
    private const int MaxTriesAmidCrashes = 4;

    /// <summary>Missing cards are better than doubled ones, and threads do not show them as surely as they show texts.</summary>
    private const int MaxTriesOfCards = 1;

    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan LongestWaitForStore = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    /// <summary>The thread was read twice without a sign of the part, and it may be tried once more.</summary>
    public static bool AllowsAnotherTry(ReplyPart part) => part.Tries < (part is CardsPart ? MaxTriesOfCards : part.IsUnclear ? MaxTries : MaxTriesAmidCrashes);

    /// <param name="failures">How often the turn failed since the last thing that worked.</param>
    public static TimeSpan NextPause(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(failures, 16));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>How long cards may come after their text: later they confuse, and meanwhile they hold up the customer's next answer.</summary>
    public static TimeSpan LeftForCards(Turn turn, TimeSpan keeps, DateTimeOffset now) =>
        (turn.Parts.Where(part => part.Mid is not null).Max(part => part.TriedAt) ?? turn.DecidedAt ?? turn.OpenedAt) + keeps - now;
}
