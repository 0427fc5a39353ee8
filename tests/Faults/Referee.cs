using System.Globalization;
using System.Text.Json;
using GptMessenger.Testing;

namespace GptMessenger.Faults;

/// <summary>Compares what a customer asked, what Graph took for them and what the store holds: what is lost, doubled, out of order or astray.</summary>
internal static class Referee
{
    public static IReadOnlyList<string> Findings(World world, Asker asker)
    {
        var sends = asker.Received;
        var stored = Stored(world, asker);
        int texts = sends.Count(send => !send.IsCards);
        IEnumerable<string> answers = asker.Expects switch
        {
            Expectation.Answers => [.. Answers(asker, sends), .. LongAnswers(asker, sends), .. AnswersBeforeQuestions(asker, stored)],
            Expectation.AnyAnswers => texts == asker.Asked.Count ? [] : [$"{asker.Id}: {asker.Asked.Count} questions and {texts} answers"],
            Expectation.Silence => sends.Count == 0 ? [] : [$"{asker.Id}: {sends.Count} answers where there should be none: {sends[0].Text}"],
            _ => throw new ArgumentOutOfRangeException(nameof(asker)),
        };
        return [.. Questions(asker, stored), .. StoredReplies(asker, stored, sends), .. Cards(asker, sends), .. answers];
    }

    public static IReadOnlyList<StoredEvent> Stored(World world, Asker asker)
    {
        if (world.Store.Read(asker.Key) is not { } content)
        {
            return [];
        }

        using var file = JsonDocument.Parse(content);
        return
        [
            .. file.RootElement.EnumerateArray().Select(e => new StoredEvent(
                e.GetProperty("sender").GetProperty("id").GetString() == asker.Page,
                e.GetProperty("message").GetProperty("mid").GetString()!,
                Said(e.GetProperty("message")))),
        ];
    }

    private static string? Said(JsonElement message) => message.TryGetProperty("text", out var text) ? text.GetString()
        : message.TryGetProperty("attachments", out var attachments) && attachments[0].GetProperty("type").GetString() == "template"
            ? Shown(attachments[0].GetProperty("payload").GetProperty("elements").EnumerateArray().Select(element => element.GetProperty("title").GetString()!))
            : null;

    private static string Shown(IEnumerable<string> cards) => $"[{string.Join(" | ", cards)}]";

    private static IEnumerable<string> Questions(Asker asker, IReadOnlyList<StoredEvent> stored)
    {
        var asked = asker.Asked;
        var found = stored.Where(e => !e.IsFromPage).Select(e => e.Mid).ToList();
        foreach (var question in asked)
        {
            int times = found.Count(mid => mid == question.Mid);
            if (times != 1 && (question.IsAcknowledged || times > 1))
            {
                yield return $"{(times == 0 ? "lost" : "twice")}: {question.Mid} is stored {times} times";
            }
        }

        foreach (string mid in found.Except(asked.Select(question => question.Mid)).Except(asker.Others))
        {
            yield return $"astray: {mid} is stored with {asker.Id}";
        }

        if (!found.Where(mid => !asker.Others.Contains(mid)).SequenceEqual(asked.Select(question => question.Mid).Where(found.Contains)))
        {
            yield return $"out of order: {asker.Id} stored {string.Join(", ", found)}";
        }
    }

    /// <summary>What Graph took is what is stored: each message once, with its mid and its words, in the same order.</summary>
    private static IEnumerable<string> StoredReplies(Asker asker, IReadOnlyList<StoredEvent> stored, IReadOnlyList<GraphSend> sends)
    {
        var replies = stored.Where(e => e.IsFromPage && !asker.Others.Contains(e.Mid)).Select(e => (e.Mid, e.Text)).ToList();
        var sent = sends.Select(send => (send.Mid, Text: (string?)(send.IsCards ? Shown(send.Cards) : send.Text))).ToList();
        if (!replies.SequenceEqual(sent))
        {
            yield return $"{asker.Id}: sent were {Mids(sent)}, stored are {Mids(replies)}{(sent.Except(replies).Any() ? "" : ", in another order or twice")}";
        }

        foreach (string other in asker.Others.Where(mid => stored.Count(e => e.Mid == mid) != 1))
        {
            yield return $"lost or twice: {other} of somebody else is stored {stored.Count(e => e.Mid == other)} times";
        }
    }

    /// <summary>Cards are no answer: each turn shows its own once at most, after its text and before the next turn's.</summary>
    private static IEnumerable<string> Cards(Asker asker, IReadOnlyList<GraphSend> sends)
    {
        for (int i = 0; i < sends.Count; i++)
        {
            if (!sends[i].IsCards)
            {
                continue;
            }

            string? turn = TurnOf(sends[i]);
            if (turn is null || i == 0 || TurnOf(sends[i - 1]) != turn)
            {
                yield return $"astray: {asker.Id} got the cards {sends[i].Mid} without the text before them";
            }
            else if (sends[i - 1].IsCards)
            {
                yield return $"twice: {asker.Id} got the cards of turn {turn} as {sends[i - 1].Mid} and {sends[i].Mid}";
            }
        }
    }

    /// <summary>Of a metadata <c>gptm:turn:part</c>.</summary>
    private static string? TurnOf(GraphSend send) => send.Metadata?.Split(':') is [_, var turn, _] ? turn : null;

    private static IEnumerable<string> Answers(Asker asker, IReadOnlyList<GraphSend> sends)
    {
        var marks = sends.SelectMany(send => World.Mark().Matches(send.Text))
            .Select(match => (Asker: match.Groups["asker"].Value, Number: int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture))).ToList();
        foreach (var (other, number) in marks.Where(mark => mark.Asker != asker.Id))
        {
            yield return $"misdirected: {asker.Id} got the answer to question {number} of {other}";
        }

        var asked = asker.Asked;
        for (int number = 1; number <= asked.Count; number++)
        {
            int times = marks.Count(mark => mark.Number == number);
            if (times != 1 && (asked[number - 1].IsAcknowledged || times > 1))
            {
                yield return $"{(times == 0 ? "unanswered" : "twice")}: {asked[number - 1].Mid} was answered {times} times{(times == 0 && sends.Count > 0 ? $", and got: {string.Join(" | ", sends.Select(send => send.Text))}" : "")}";
            }
        }

        if (!marks.Select(mark => mark.Number).SequenceEqual(marks.Select(mark => mark.Number).Order()))
        {
            yield return $"out of order: {asker.Id} got answers to {string.Join(", ", marks.Select(mark => mark.Number))}";
        }
    }

    private static IEnumerable<string> LongAnswers(Asker asker, IReadOnlyList<GraphSend> sends)
    {
        int count = asker.Asked.Count(question => question.Text.Contains(Asker.AtLength, StringComparison.Ordinal));
        var sentences = sends.SelectMany(send => World.Sentence().Matches(send.Text)).Select(match => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        var expected = Enumerable.Repeat(Enumerable.Range(1, World.SentencesAtLength), count).SelectMany(all => all);
        if (!sentences.SequenceEqual(expected))
        {
            yield return $"torn: {asker.Id} got {sentences.Count} sentences of {count * World.SentencesAtLength}, or not in order";
        }
    }

    private static IEnumerable<string> AnswersBeforeQuestions(Asker asker, IReadOnlyList<StoredEvent> stored)
    {
        var asked = asker.Asked;
        for (int number = 1; number <= asked.Count; number++)
        {
            string mark = string.Create(CultureInfo.InvariantCulture, $"q{asker.Id}-{number}");
            int question = IndexOf(stored, e => e.Mid == asked[number - 1].Mid);
            int answer = IndexOf(stored, e => e.IsFromPage && e.Text is { } text && World.Mark().Matches(text).Any(match => match.Value == mark));
            if (question >= 0 && answer >= 0 && answer < question)
            {
                yield return $"out of order: the answer to {asked[number - 1].Mid} is stored before it";
            }
        }
    }

    private static int IndexOf(IReadOnlyList<StoredEvent> stored, Predicate<StoredEvent> which) => stored.ToList().FindIndex(which);

    private static string Mids(IEnumerable<(string Mid, string? Text)> messages) => $"[{string.Join(", ", messages.Select(message => message.Mid))}]";
}

/// <summary>One element of a conversation file.</summary>
internal sealed record StoredEvent(bool IsFromPage, string Mid, string? Text);
