using System.Net.Http.Json;
using System.Text.Json;

namespace GptMessenger.Faults;

/// <summary>What the referee must see: each planted offence, and nothing where there is none.</summary>
public sealed class RefereeTests : IAsyncLifetime
{
    private static readonly HttpClient Graph = new();
    private readonly List<string> _file = [];
    private World _world = null!;
    private Asker _asker = null!;

    public async Task InitializeAsync()
    {
        _world = await World.StartAsync(_ => [], nodes: 0);
        _asker = _world.NewAsker();
        for (int n = 0; n < 2; n++)
        {
            _asker.Think().IsAcknowledged = true;
        }
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task EverythingOnce_IsFlawless()
    {
        Store(Question(1), await SendAsync(1), Question(2), await SendAsync(2));
        Findings().Should().BeEmpty();
    }

    [Fact]
    public async Task OneAnswerToBoth_IsFlawless()
    {
        Store(Question(1), Question(2), await SendAsync(1, 2));
        Findings().Should().BeEmpty();
    }

    [Fact]
    public async Task QuestionNotStored_IsLost()
    {
        Store(Question(1), await SendAsync(1), await SendAsync(2));
        Findings().Should().ContainSingle().Which.Should().StartWith("lost: ");
    }

    [Fact]
    public async Task QuestionStoredTwice_IsTwice()
    {
        Store(Question(1), Question(1), await SendAsync(1), Question(2), await SendAsync(2));
        Findings().Should().Contain(found => found.StartsWith("twice: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QuestionsSwapped_AreOutOfOrder()
    {
        Store(Question(2), Question(1), await SendAsync(1, 2));
        Findings().Should().ContainSingle().Which.Should().StartWith("out of order: ");
    }

    [Fact]
    public async Task QuestionNotAnswered_IsUnanswered()
    {
        Store(Question(1), await SendAsync(1), Question(2));
        Findings().Should().ContainSingle().Which.Should().StartWith("unanswered: ");
    }

    [Fact]
    public async Task AnsweredTwice_IsTwiceThoughBothAreStored()
    {
        Store(Question(1), await SendAsync(1), await SendAsync(1), Question(2), await SendAsync(2));
        Findings().Should().ContainSingle().Which.Should().StartWith("twice: ");
    }

    [Fact]
    public async Task AnsweredTheOtherWayRound_IsOutOfOrder()
    {
        Store(Question(1), Question(2), await SendAsync(2), await SendAsync(1));
        Findings().Should().ContainSingle().Which.Should().StartWith("out of order: ");
    }

    [Fact]
    public async Task AnswerStoredBeforeItsQuestion_IsOutOfOrder()
    {
        Store(Question(1), await SendAsync(1), await SendAsync(2), Question(2));
        Findings().Should().ContainSingle().Which.Should().StartWith("out of order: ");
    }

    [Fact]
    public async Task AnswerOfSomebodyElse_IsMisdirected()
    {
        Store(Question(1), await SendAsync(1), Question(2), await SendAsync(2), await SendTextAsync("You said: Question q42-1"));
        Findings().Should().Contain(found => found.StartsWith("misdirected: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SentAndNotStored_IsSeen()
    {
        await SendAsync(1);
        Store(Question(1), Question(2), await SendAsync(2));
        Findings().Should().ContainSingle().Which.Should().Contain("sent were");
    }

    [Fact]
    public async Task StoredWithAnotherMid_IsSeen()
    {
        Store(Question(1), await SendAsync(1), Question(2), (await SendAsync(2)).Replace("m_out_2", "m_out_9", StringComparison.Ordinal));
        Findings().Should().ContainSingle().Which.Should().Contain("sent were");
    }

    [Fact]
    public async Task PartOfALongAnswerMissing_IsTorn()
    {
        var longOne = _world.NewAsker();
        longOne.Think(Asker.AtLength).IsAcknowledged = true;
        _asker = longOne;
        Store(Question(1), await SendTextAsync($"You said: q{longOne.Id}-1 s1 s2 s4"));
        Findings().Should().ContainSingle().Which.Should().StartWith("torn: ");
    }

    [Fact]
    public async Task TextAndItsCards_AreFlawless()
    {
        Store(Question(1), await SendAsync(1), await SendCardsAsync("t1"), Question(2), await SendAsync(2), await SendCardsAsync("t2"));
        Findings().Should().BeEmpty();
    }

    [Fact]
    public async Task CardsThatCameTwice_AreTwiceThoughBothAreStored()
    {
        Store(Question(1), await SendAsync(1), await SendCardsAsync("t1"), await SendCardsAsync("t1"), Question(2), await SendAsync(2));
        Findings().Should().ContainSingle().Which.Should().StartWith("twice: ");
    }

    [Fact]
    public async Task CardsAfterAnothersText_AreAstray()
    {
        Store(Question(1), await SendAsync(1), Question(2), await SendAsync(2), await SendCardsAsync("t1"));
        Findings().Should().ContainSingle().Which.Should().StartWith("astray: ");
    }

    [Fact]
    public async Task CardsNotStored_AreSeen()
    {
        Store(Question(1), await SendAsync(1));
        await SendCardsAsync("t1");
        Store(Question(2), await SendAsync(2));
        Findings().Should().ContainSingle().Which.Should().Contain("sent were");
    }

    private IReadOnlyList<string> Findings() => Referee.Findings(_world, _asker);

    private void Store(params string[] events)
    {
        _file.AddRange(events);
        _world.Store.Write(_asker.Key, System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', _file)}]"));
    }

    private string Question(int number) => Event(_asker.Id, _asker.Page, _asker.Asked[number - 1].Mid, _asker.Asked[number - 1].Text);

    private Task<string> SendAsync(params int[] numbers) =>
        SendTextAsync($"You said: {string.Join(' ', numbers.Select(number => _asker.Asked[number - 1].Text))}", $"gptm:t{numbers[0]}:0");

    /// <summary>Through Graph, as the product does it; returns what would be stored.</summary>
    private Task<string> SendTextAsync(string text, string? metadata = null) => SendAsync(new { text, metadata }, new { mid = "MID", text });

    private Task<string> SendCardsAsync(string turn)
    {
        var attachment = new { type = "template", payload = new { template_type = "generic", elements = new[] { new { title = "Boot" }, new { title = "Sock" } } } };
        return SendAsync(new { attachment, metadata = $"gptm:{turn}:1" }, new { mid = "MID", attachments = new[] { attachment } });
    }

    private async Task<string> SendAsync(object message, object stored)
    {
        using var response = await Graph.PostAsJsonAsync(
            new Uri($"{_world.Outside.GraphEndpoint}/v26.0/{_asker.Page}/messages"), new { recipient = new { id = _asker.Id }, message });
        response.EnsureSuccessStatusCode();
        return Event(_asker.Page, _asker.Id, JsonSerializer.Serialize(stored).Replace("MID", _asker.Received[^1].Mid, StringComparison.Ordinal));
    }

    private static string Event(string sender, string recipient, string mid, string text) => Event(sender, recipient, JsonSerializer.Serialize(new { mid, text }));

    private static string Event(string sender, string recipient, string message) =>
        $$"""{"sender":{"id":"{{sender}}"},"recipient":{"id":"{{recipient}}"},"timestamp":1,"message":{{message}}}""";
}
