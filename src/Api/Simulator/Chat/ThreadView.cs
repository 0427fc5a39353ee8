namespace GptMessenger.Api.Simulator.Chat;

/// <summary>One message as the page shows it.</summary>
/// <param name="Message">What was written.</param>
/// <param name="ShowsTime">A time stands above it: it is the first, or the first after a while.</param>
/// <param name="StartsGroup">Nothing of the same author is just above it.</param>
/// <param name="EndsGroup">Nothing of the same author is just below it.</param>
/// <param name="IsNewestOfCustomer">It carries the mark that says how far the customer's messages got.</param>
internal sealed record ThreadLine(ThreadMessage Message, bool ShowsTime, bool StartsGroup, bool EndsGroup, bool IsNewestOfCustomer);

/// <summary>Groups a thread the way messengers do.</summary>
internal static class ThreadView
{
    private static readonly TimeSpan While = TimeSpan.FromMinutes(10);

    public static IEnumerable<ThreadLine> Of(IReadOnlyList<ThreadMessage> messages)
    {
        var newestOfCustomer = messages.LastOrDefault(message => message.Author == Author.Customer);
        for (int i = 0; i < messages.Count; i++)
        {
            yield return new(
                messages[i],
                i == 0 || IsAfterAWhile(messages[i - 1], messages[i]),
                i == 0 || IsBorder(messages[i - 1], messages[i]),
                i == messages.Count - 1 || IsBorder(messages[i], messages[i + 1]),
                messages[i] == newestOfCustomer);
        }
    }

    private static bool IsBorder(ThreadMessage above, ThreadMessage below) => above.Author != below.Author || IsAfterAWhile(above, below);

    private static bool IsAfterAWhile(ThreadMessage above, ThreadMessage below) => below.SentAt - above.SentAt > While;
}
