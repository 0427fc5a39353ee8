using GptMessenger.Domain.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Numbers;

/// <summary>What counts of a turn that ended. Not what was said, nor by whom.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Page">On which page.</param>
/// <param name="Mark">The same again counts once.</param>
/// <param name="AskedAt">When the customer began: the turn is that day's.</param>
/// <param name="AskedBefore">When the customer last said something before this turn; null: never. Not on the same day: it is the conversation's first turn of the day.</param>
/// <param name="Figures">The rest.</param>
internal sealed record EndedTurn(TenantId Tenant, PageId Page, string Mark, DateTimeOffset AskedAt, DateTimeOffset? AskedBefore, Dictionary<string, long> Figures)
{
    /// <param name="id">Whose turn.</param>
    /// <param name="conversation">With the turn's messages in it.</param>
    /// <param name="turn">As it ended.</param>
    /// <param name="end">How.</param>
    /// <param name="now">When.</param>
    public static EndedTurn Of(ConversationId id, Conversation conversation, Turn turn, TurnEnd end, DateTimeOffset now)
    {
        // A turn that is tried again has been counted when it was given up; what it says now is of today.
        var asked = turn.Retry is null ? conversation.UnansweredAfter(turn.After, turn.Through) : [];
        var (first, before) = asked.Count == 0 ? (now, now) : (asked[0].Timestamp ?? turn.OpenedAt, Before(conversation, asked[0]));
        var figures = new Dictionary<string, long>();
        Add(figures, Numbers.Figures.Messages, asked.Count);
        Add(figures, Numbers.Figures.RefusedDrafts, turn.Basis?.Refused.Count ?? 0);
        Add(figures, Numbers.Figures.Answers, end.State == TurnState.Answered ? 1 : 0);
        Add(figures, Numbers.Figures.LeftToPerson, end.State == TurnState.HandedOver ? 1 : 0);
        Add(figures, Numbers.Figures.DeadLetters, end.State == TurnState.DeadLetter ? 1 : 0);
        if (end.State == TurnState.Answered && turn.Basis is { Source: AnswerSource.Offline } basis)
        {
            Add(figures, Numbers.Figures.OfReason(basis.Reason), 1);
        }

        if (end.State == TurnState.Answered && turn.Retry is null && turn.Parts is [{ Mid: not null, TriedAt: { } sentAt }, ..])
        {
            Add(figures, Numbers.Figures.OfWait(sentAt - turn.OpenedAt), 1);
        }

        string mark = turn.Retry is null ? turn.Id : $"{turn.Id}:{turn.Retry.At.ToUnixTimeMilliseconds()}";
        return new EndedTurn(id.Tenant, id.Page, mark, Earlier(first, now), before, figures);
    }

    /// <summary>A message that a person is to answer, and that no turn was opened for.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="conversation">Without the message.</param>
    /// <param name="turn">Its record.</param>
    /// <param name="message">What was said.</param>
    /// <param name="now">When it came.</param>
    public static EndedTurn LeftToPerson(ConversationId id, Conversation conversation, Turn turn, MessengerEvent message, DateTimeOffset now) => new(
        id.Tenant, id.Page, turn.Id, Earlier(message.Timestamp ?? now, now), conversation.Events.LastOrDefault(e => e.IsAsked)?.Timestamp,
        new Dictionary<string, long> { [Numbers.Figures.Messages] = 1, [Numbers.Figures.LeftToPerson] = 1 });

    public Tally On(TimeZoneInfo zone)
    {
        var day = TenantDays.Day(AskedAt, zone);
        bool isFirst = Figures.ContainsKey(Numbers.Figures.Messages) && (AskedBefore is not { } before || TenantDays.Day(before, zone) != day);
        return new Tally(Tenant, Page, day, Mark, isFirst ? new Dictionary<string, long>(Figures) { [Numbers.Figures.Conversations] = 1 } : Figures);
    }

    private static DateTimeOffset? Before(Conversation conversation, MessengerEvent first) =>
        conversation.Events.TakeWhile(e => e.Key != first.Key).LastOrDefault(e => e.IsAsked)?.Timestamp;

    /// <summary>Messenger's clock may be ahead of ours.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset said, DateTimeOffset now) => said < now ? said : now;

    private static void Add(Dictionary<string, long> figures, string name, long value)
    {
        if (value > 0)
        {
            figures[name] = value;
        }
    }
}
