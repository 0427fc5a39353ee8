using System.Globalization;
using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>
/// At the conversation's desk, beside everything else: the inbox is to know the customer's name. Meta is asked when the customer has first said
/// something, and again after some days, also where the name may not be seen. The name is for people: no prompt has it.
/// </summary>
public sealed record AskName(ConversationDesk Desk) : IRequest;

internal sealed class AskNameHandler(ICustomerProfiles profiles, SummaryKeeper keeper, TimeProvider clock) : IRequestHandler<AskName>
{
    private const int MaxName = 80;

    /// <summary>People change their names seldom, and owners their app's permissions.</summary>
    private static readonly TimeSpan Keeps = TimeSpan.FromDays(7);

    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    public async Task Handle(AskName request, CancellationToken cancellationToken)
    {
        if (request.Desk.Summary is not { LastAskedAt: not null } row || row.AskNameAt > clock.GetUtcNow())
        {
            return;
        }

        var answer = await profiles.AskNameAsync(request.Desk.Id, cancellationToken);
        if (answer.Verdict != NameVerdict.HeldBack)
        {
            var next = DateTimeOffset.FromUnixTimeSeconds((clock.GetUtcNow() + (answer.Verdict == NameVerdict.Failed ? Again : Keeps)).ToUnixTimeSeconds());
            await keeper.UpdateAsync(request.Desk, known => known with { CustomerName = Cleaned(answer.Name) ?? known.CustomerName, AskNameAt = next }, cancellationToken);
        }
    }

    /// <summary>On one line, without what cannot be seen and what turns the text around it; of invisible characters those stay that join letters and pictures.</summary>
    /// <returns>Null: nothing is left.</returns>
    internal static string? Cleaned(string? name)
    {
        var seen = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator:
                    seen.Append(' ');
                    break;
                case UnicodeCategory.Format when rune.Value is not (0x200C or 0x200D):
                case UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate:
                case var _ when rune == Rune.ReplacementChar:
                    break;
                default:
                    seen.Append(rune.ToString());
                    break;
            }
        }

        string line = string.Join(' ', seen.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return !line.EnumerateRunes().Any(Rune.IsLetterOrDigit) ? null : line.Length <= MaxName ? line : line[..ReplyText.WholeGraphemes(line, MaxName)].TrimEnd();
    }
}
