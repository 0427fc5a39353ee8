using System.Globalization;
using System.Net;
using System.Text.Json;
using GptMessenger.Testing;

namespace GptMessenger.Faults;

/// <summary>What a customer is to get.</summary>
internal enum Expectation
{
    /// <summary>Each question answered once, by the model.</summary>
    Answers,

    /// <summary>Each question answered once, by whomever.</summary>
    AnyAnswers,

    /// <summary>Nothing.</summary>
    Silence,
}

/// <param name="Mid">Messenger's id.</param>
/// <param name="Text">Holds the mark that the model repeats.</param>
internal sealed record Question(string Mid, string Text)
{
    public bool IsAcknowledged { get; set; }
}

/// <summary>A customer who asks one question after the other, and Messenger on their behalf, which delivers until it is told 200.</summary>
internal sealed class Asker(World world, string page)
{
    public const string AtLength = "Answer at length.";

    private static long _last = 500_000_000_000_000 + (Environment.TickCount64 % 1_000_000 * 1_000_000);

    private readonly List<Question> _asked = [];

    public string Id { get; } = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    public string Page => page;

    public Expectation Expects { get; set; }

    /// <summary>Messages of the page that are rightly in the file though the bot did not send them.</summary>
    public List<string> Others { get; } = [];

    public IReadOnlyList<Question> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    public string Key => $"users/{Product.Tenant}/facebook/{page}/conversations/{Id}.json";

    public IReadOnlyList<GraphSend> Received => [.. world.Outside.Sends.Where(send => send.Recipient == Id)];

    /// <summary>The next question, not yet delivered.</summary>
    public Question Think(string more = "please.")
    {
        lock (_asked)
        {
            int number = _asked.Count + 1;
            var question = new Question($"m_{Id}_{number}", $"Question q{Id}-{number}, {more}");
            _asked.Add(question);
            return question;
        }
    }

    /// <summary>One delivery.</summary>
    public async Task<HttpStatusCode?> DeliverAsync(Question question)
    {
        var status = await world.PostAsync(MetaJson.Message(page, Id, question.Mid, question.Text));
        question.IsAcknowledged |= status == HttpStatusCode.OK;
        return status;
    }

    /// <summary>Deliveries until one is acknowledged.</summary>
    public async Task DeliverUntilTakenAsync(Question question, TimeSpan? within = null)
    {
        var end = DateTimeOffset.UtcNow + (within ?? TimeSpan.FromSeconds(120));
        HttpStatusCode? status;
        while ((status = await DeliverAsync(question)) != HttpStatusCode.OK)
        {
            if (DateTimeOffset.UtcNow > end)
            {
                throw new TimeoutException($"{question.Mid} was never acknowledged, the last answer was {status?.ToString() ?? $"none ({world.LastFailure})"}.\n{world.Describe()}");
            }

            await Task.Delay(200);
        }
    }

    public Task AskAsync(string more = "please.") => DeliverUntilTakenAsync(Think(more));

    /// <summary>Messenger tells of a message that the page sent.</summary>
    public Task<HttpStatusCode?> EchoAsync(string mid, string text, string? metadata, string appId) =>
        PostEchoAsync(mid, metadata, appId, $"\"text\":{MetaJson.AsMetaSends(JsonSerializer.Serialize(text))}");

    public Task<HttpStatusCode?> EchoAsync(GraphSend send) => send.IsCards
        ? PostEchoAsync(send.Mid, send.Metadata, Product.AppId, """ "attachments":[{"type":"template","payload":{"template_type":"generic"}}] """)
        : EchoAsync(send.Mid, send.Text, send.Metadata, Product.AppId);

    private Task<HttpStatusCode?> PostEchoAsync(string mid, string? metadata, string appId, string content)
    {
        string what = $$"""
            "message":{"mid":"{{mid}}","is_echo":true,"app_id":{{appId}},{{(metadata is null ? "" : $"\"metadata\":\"{metadata}\",")}}{{content}}}
            """;
        return world.PostAsync(MetaJson.Body(page, MetaJson.Event(Id, page, what)));
    }

    /// <summary>Waits until everything asked so far is answered and stored as it should be.</summary>
    public async Task SettledAsync(TimeSpan? within = null)
    {
        try
        {
            await Wait.UntilAsync(() => Referee.Findings(world, this) is [_, ..] found ? string.Join('\n', found) : null, within ?? TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{world.Describe()}", e);
        }
    }
}
