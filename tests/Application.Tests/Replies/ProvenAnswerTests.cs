using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Replies;

/// <summary>What a model that lies can bring a customer to read: nothing of it.</summary>
public sealed class ProvenAnswerTests : IDisposable
{
    private const string Lie = "The Red Shoe [P1] costs 5.00 EUR with code CHEAP50.", Truth = "The Red Shoe [P1] costs 19.90 EUR.";

    private readonly Bot _bot = new() { Products = new ProductMatches([Goods.Product("Red Shoe")], 1, 1) { Version = "v7" } };

    [Fact]
    public async Task SupportedDraft_IsTheAnswer()
    {
        Say(Truth);

        await AnswerAsync();

        _bot.Sent.First().Should().EndWith("The Red Shoe (https://shop.example/products/Red%20Shoe) costs 19.90 EUR.");
        var basis = Kept();
        (basis.Source, basis.CatalogVersion, basis.PromptTokens, basis.CompletionTokens).Should().Be((AnswerSource.Model, "v7", 100, 5));
        basis.Products.Should().Equal("Red Shoe");
        basis.PromptVersion.Should().HaveLength(12);
    }

    [Fact]
    public async Task RefusedDraft_IsMendedOnce_AndTheModelIsToldWhatWasWrong()
    {
        Say(Lie, Truth);

        await AnswerAsync();

        _bot.Asked.Should().HaveCount(2);
        _bot.Asked[1].User.Should().StartWith(_bot.Asked[0].User).And.Contain("5.00 EUR").And.Contain("CHEAP50");
        _bot.Asked[1].System.Should().Be(_bot.Asked[0].System);
        _bot.Sent.Should().NotContain(text => text.Contains("5.00", StringComparison.Ordinal) || text.Contains("CHEAP50", StringComparison.Ordinal));
        var basis = Kept();
        (basis.Source, basis.PromptTokens, basis.CompletionTokens).Should().Be((AnswerSource.MendedModel, 200, 10));
        basis.Refused.Should().ContainSingle().Which.Should().Contain(finding => finding.Contains("5.00 EUR", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondLie_IsAnsweredFromTheShopsData()
    {
        Say(Lie, Lie);

        await AnswerAsync();

        _bot.Asked.Should().HaveCount(2);
        _bot.Sent.First().Should().Contain("Red Shoe").And.Contain("19.90").And.NotContain("CHEAP50");
        Kept().Source.Should().Be(AnswerSource.Offline);
        Kept().Refused.Should().HaveCount(2);
    }

    [Fact]
    public async Task ModelThatFailsAtTheSecondDraft_IsAnsweredFromTheShopsData()
    {
        int asked = 0;
        _bot.Answer = (_, _) => ++asked == 1 ? Task.FromResult(new Completion(Lie, 100, 5)) : Task.FromException<Completion>(new LlmUnavailableException("away"));

        await AnswerAsync();

        _bot.Sent.First().Should().Contain("19.90");
        (Kept().Source, Kept().WithoutModel).Should().Be((AnswerSource.Offline, "away"));
    }

    [Fact]
    public async Task ProductsThatAreNamed_FollowAsCards()
    {
        Say(Truth);

        await AnswerAsync();

        _bot.Sent.Should().HaveCount(2).And.Subject.Last().Should().Contain("Red Shoe");
    }

    [Fact]
    public async Task Turn_CanBeExplainedLater()
    {
        Say(Truth);
        await AnswerAsync();
        string id = _bot.Closed.Single().Turn.Id;
        var basis = Kept();
        _bot.Answers.FindAsync(Known.Conversation, id, Arg.Any<CancellationToken>()).Returns(basis);

        var explanation = await new ExplainTurnHandler(_bot.Records, _bot.Answers).Handle(new ExplainTurn(id), CancellationToken.None);

        explanation!.Record.Turn.Id.Should().Be(id);
        explanation.Basis.Should().BeEquivalentTo(basis);
    }

    public void Dispose() => _bot.Dispose();

    private void Say(params string[] drafts)
    {
        var rest = new Queue<string>(drafts);
        _bot.Answer = (_, _) => Task.FromResult(new Completion(rest.Dequeue(), 100, 5));
    }

    private async Task AnswerAsync()
    {
        await _bot.AcceptAsync(Known.Message("m1", "Do you have the red shoe?"));
        await _bot.AnswerToTheEndAsync();
    }

    private AnswerBasis Kept() => (AnswerBasis)_bot.Answers.ReceivedCalls().Last(call => call.GetMethodInfo().Name == nameof(IAnswerRecords.KeepAsync)).GetArguments()[2]!;
}
