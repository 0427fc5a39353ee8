using System.Security.Cryptography;
using System.Text;
using GptMessenger.Application.Replies.Offline;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Inbox;

/// <summary>What is seen of a conversation by whoever looks after it.</summary>
/// <param name="Conversation">What was said.</param>
/// <param name="Turn">The open turn; null: none is.</param>
/// <param name="PausedUntil">Until when the bot keeps silent.</param>
internal sealed record Glance(Conversation Conversation, Turn? Turn, DateTimeOffset? PausedUntil)
{
    private const int MaxSnippet = 140;

    /// <summary>Edits of what was last said are behind it.</summary>
    private const int Newest = 30;

    /// <summary>Who asks for a person asks at the beginning; the rest of an essay costs time only.</summary>
    private const int MaxQuestion = 1000;

    /// <summary>The inbox did not exist when it was said, or nobody can answer it any more: no alarm.</summary>
    private static readonly TimeSpan StillAsked = TimeSpan.FromHours(24);

    /// <summary>The summary as it is now. A case that the newest events open or close is opened or closed.</summary>
    /// <param name="known">As it was.</param>
    /// <param name="appId">Our own app.</param>
    /// <param name="now">What time it is.</param>
    public ConversationSummary Refresh(ConversationSummary known, string? appId, DateTimeOffset now)
    {
        var last = Conversation.Transcript(Newest) is [.., var said] ? said : null;
        return WithCase(known, appId, now) with
        {
            LastAt = Past(Conversation.Events.Count > 0 ? Conversation.Events[^1].Timestamp : null, now) ?? (known.LastAt == default ? Whole(now) : known.LastAt),
            LastBy = last is null ? Speaker.Customer : Speakers.Of(last, appId),
            Snippet = last is null ? "" : SnippetOf(last),
            UnansweredSince = UnansweredSince(now),
            IsBeingAnswered = Turn is { IsSent: false, NotBefore: null } && !(PausedUntil > now),
            PausedUntil = PausedUntil,
            LastAskedAt = Past(Conversation.Events.LastOrDefault(e => e.IsAsked)?.Timestamp, now) ?? known.LastAskedAt,
            LastToldAt = Past(Conversation.Events.LastOrDefault(e => e.IsFromPage)?.Timestamp, now) ?? known.LastToldAt,
            Through = Conversation.End ?? known.Through,
        };
    }

    /// <summary>One cause opens one case, however often it is looked at.</summary>
    public static string CaseId(ConversationId conversation, string cause) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversation} {cause}")).AsSpan(0, 16));

    private ConversationSummary WithCase(ConversationSummary known, string? appId, DateTimeOffset now)
    {
        foreach (var said in EventsAfter(known.Through))
        {
            if (Speakers.Of(said, appId) == Speaker.Person)
            {
                known = known with { Case = null, Failed = null };
            }
            else if (known.Case is null && said.AsksForAnswer && !(PausedUntil > now) && !(now - said.Timestamp > StillAsked) && AsksForPerson(said.Text))
            {
                known = known with { Case = new PersonCase(CaseId(known.Conversation, said.Key), CaseReason.Asked, Whole(now)) };
            }
        }

        return known;
    }

    /// <summary>All, where the newest that was known is gone: a person who has spoken closes what is asked before.</summary>
    private IEnumerable<MessengerEvent> EventsAfter(string? key)
    {
        int place = key is null ? -1 : Conversation.Events.Count - 1;
        while (place >= 0 && Conversation.Events[place].Key != key)
        {
            place--;
        }

        return Conversation.Events.Skip(place + 1);
    }

    private static bool AsksForPerson(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var question = new Question(text.Length > MaxQuestion ? text[..MaxQuestion] : text);
        return question.IsAbout(Topic.Person) && !question.IsAbout(Topic.Assistant);
    }

    /// <summary>The open turn's messages, or what was left to a person and has no word of the page behind it.</summary>
    private DateTimeOffset? UnansweredSince(DateTimeOffset now)
    {
        if (Turn is { IsSent: false })
        {
            return Past(Conversation.UnansweredAfter(Turn.After) is [var first, ..] ? first.Timestamp : null, now) ?? Whole(Turn.OpenedAt);
        }

        MessengerEvent? oldest = null;
        for (int i = Conversation.Events.Count - 1; i >= 0 && !Conversation.Events[i].IsFromPage; i--)
        {
            oldest = Conversation.Events[i] is { IsAsked: true, IsByPlatform: false } asked ? asked : oldest;
        }

        return Turn is null && oldest is not null ? Past(oldest.Timestamp, now) ?? Whole(now) : null;
    }

    private static string SnippetOf(MessengerEvent said)
    {
        string words = said.Text ?? string.Join(", ", said.ShownProducts);
        string text = string.Join(' ', string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxSnippet ? text : text[..ReplyText.WholeGraphemes(text, MaxSnippet)];
    }

    /// <summary>Messenger's clock is not to be trusted with the future.</summary>
    private static DateTimeOffset? Past(DateTimeOffset? time, DateTimeOffset now) => time is null ? null : Whole(time > now ? now : time.Value);

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
