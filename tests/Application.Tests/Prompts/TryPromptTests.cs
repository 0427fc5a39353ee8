using GptMessenger.Application.Evaluation;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Prompts;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Application.Spending;
using GptMessenger.Application.Tests.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Prompts;

/// <summary>A draft on what customers really asked: as a turn would answer, and without anybody noticing.</summary>
public sealed class TryPromptTests : IDisposable
{
    private const string Draft = "DRAFT {shopify_products}\n===\n{conversation_history}\nCustomer Message: {message_text}";
    private const string Lie = "The Red Shoe [P1] costs 5.00 EUR.", Truth = "The Red Shoe [P1] costs 19.90 EUR.";

    private readonly Bot _bot = new() { Products = new ProductMatches([Goods.Product("Red Shoe")], 1, 1) };
    private readonly IConnectedPages _pages = Substitute.For<IConnectedPages>();
    private readonly List<AnswerRecord> _records = [];
    private readonly AnswerSeats _seats;

    public TryPromptTests()
    {
        _seats = new AnswerSeats(new ReplyOptions { MaxDecisions = 1 });
        _pages.All.Returns([Known.Page]);
        _bot.Answers.OfAsync(Known.Conversation, default, default, 0, default).ReturnsForAnyArgs(call =>
            Task.FromResult<IReadOnlyList<AnswerRecord>>([.. _records.TakeLast(call.ArgAt<int>(3))]));
        _bot.Answers.KeepAsync(Known.Conversation, null!, null!, default, default).ReturnsForAnyArgs(call =>
        {
            var turn = call.Arg<Turn>();
            _records.Add(new AnswerRecord(turn.Id, _bot.Clock.GetUtcNow(), call.Arg<AnswerBasis>()) { Mids = [.. turn.Parts.Select(part => part.Mid!)] });
            return Task.CompletedTask;
        });
        _bot.Summaries.ListAsync(null!, default).ReturnsForAnyArgs(_ => Task.FromResult<IReadOnlyList<ConversationSummary>>([new ConversationSummary(Known.Conversation) { CustomerName = "Ann" }]));
    }

    [Fact]
    public async Task PastQuestions_AreTheNewestAnswered_WithWhatWasSent()
    {
        await AskAsync("m1", "First?", "One.");
        await AskAsync("m2", "Second?", "Two.");

        var questions = await QuestionsAsync();

        questions.Select(question => (question.Asked.Single(), question.Answer.Split("\n\n")[^1], question.CustomerName)).Should().Equal(("Second?", "Two.", "Ann"), ("First?", "One.", "Ann"));
        (await QuestionsAsync(limit: 1)).Should().ContainSingle().Which.Asked.Should().Equal("Second?");
    }

    [Fact]
    public async Task QuestionOfThePast_IsAskedAsItWasThen_WithTheDraft()
    {
        await AskAsync("m1", "First?", "One.");
        await AskAsync("m2", "Second?", "Two.");
        await AskAsync("m3", "Third?", "Three.");
        var (second, calls) = ((await QuestionsAsync())[1], _bot.Calls.Count);
        _bot.Answer = (_, _) => Task.FromResult(new Completion("Two anew.", 70, 7));

        var tried = await TryAsync(new TrialQuestion.Past(second.Conversation, second.Record.Turn));

        tried!.Answer.Should().Be("Two anew.");
        (tried.Basis.Source, tried.Basis.PromptTokens, tried.Basis.CompletionTokens, tried.IsRefused, tried.IsUntried).Should().Be((AnswerSource.Model, 70, 7, false, false));
        tried.Basis.PromptVersion.Should().Be(PromptTemplate.Parse(Draft, "draft").Version).And.NotBe(second.Record.Basis.PromptVersion);
        _bot.Asked[^1].System.Should().StartWith("DRAFT");
        _bot.Asked[^1].User.Should().Contain("Customer: First?").And.Contain("One.").And.EndWith("Customer Message: Second?").And.NotContain("Two.").And.NotContain("Third");
        _bot.Calls.Skip(calls).Should().Equal(["read", "ask"], "nothing is sent and nothing is written");
    }

    [Fact]
    public async Task DraftThatBreaksGrounding_IsRefusedWithReasons()
    {
        await AskAsync("m1", "How much is the red shoe?", Truth);
        _bot.Answer = (_, _) => Task.FromResult(new Completion(Lie, 100, 5));

        var tried = await TryAsync(new TrialQuestion.Past(Known.Conversation, _records[0].Turn));

        (tried!.IsRefused, tried.IsUntried, tried.Basis.Reason).Should().Be((true, false, OfflineReason.NothingSupported));
        tried.Basis.Refused.Should().HaveCount(2);
        tried.Basis.Refused[0].Should().Contain(finding => finding.Contains("5.00", StringComparison.Ordinal));
        tried.Answer.Should().NotContain("5.00");
    }

    [Fact]
    public async Task WhatWasTakenBack_IsNotAskedAgain_AndOneTurnsRecordIsEnough()
    {
        await AskAsync("m1", "My secret?", "One.");
        await AskAsync("m2", "Second?", "Two.");
        await _bot.AcceptAsync(Known.Unsend("m1"));
        _bot.Closed.Clear();

        (await QuestionsAsync()).Select(question => question.Asked.Single()).Should().Equal(["Second?"], "what is left of the first is nothing; of the second the file is enough");
        (await TryAsync(new TrialQuestion.Past(Known.Conversation, _records[0].Turn))).Should().BeNull();
        (await TryAsync(new TrialQuestion.Past(Known.Conversation, "../x"))).Should().BeNull();
    }

    [Fact]
    public async Task TypedQuestion_IsAnsweredAsOfSomebodyNew_OnATenantsOwnPage()
    {
        var tried = await TryAsync(new TrialQuestion.Typed("Do you have boots?", PageId.TryParse("another", out var page) ? page : default));

        tried!.Answer.Should().EndWith("Yes, we do.");
        _bot.Asked.Should().ContainSingle().Which.User.Should().EndWith("Customer Message: Do you have boots?");
        await _bot.Pages.Received().ReadAsync(Known.Page.Tenant, Channel.Facebook, Known.Page.Page, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task LimitOfTheTenant_HoldsForTrials_AndIsSaid()
    {
        _bot.SpendSettings.ReadAsync(default, default).ReturnsForAnyArgs(new SpendSettings("tokens", new SpendLimits(1000, null, null)));
        _bot.Spending.ReserveAsync(null!, null!, default).ReturnsForAnyArgs(SpendLimit.Day);

        var tried = await TryAsync(new TrialQuestion.Typed("Do you have boots?"));

        (tried!.IsUntried, tried.Basis.Reason).Should().Be((true, OfflineReason.DayLimit));
        _bot.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Trial_WaitsForASeatAmongTheAnswers_AndStopsWhereItIsStopped()
    {
        using var stopped = new CancellationTokenSource();
        using (await _seats.TakeAsync(default))
        {
            var trial = TryAsync(new TrialQuestion.Typed("Do you have boots?"), stopped.Token);
            trial.IsCompleted.Should().BeFalse();
            await stopped.CancelAsync();
            await ((Func<Task>)(() => trial)).Should().ThrowAsync<OperationCanceledException>();
        }

        _bot.Asked.Should().BeEmpty();
        (await TryAsync(new TrialQuestion.Typed("Do you have boots?"))).Should().NotBeNull("the seat is free again");
    }

    [Theory]
    [InlineData("other/facebook/100/900", Draft, "boots?", false)]
    [InlineData("tenant-1/facebook/100/900", Draft, "boots?", true)]
    [InlineData("tenant-1/facebook/100/900", "no message", "boots?", false)]
    [InlineData(null, Draft, "boots?", true)]
    [InlineData(null, Draft, " ", false)]
    public void OtherTenantsConversations_AndWhatNobodyCouldAsk_AreRefused(string? conversation, string draft, string words, bool isTaken)
    {
        TrialQuestion question = ConversationId.TryParse(conversation, out var id) ? new TrialQuestion.Past(id, "t") : new TrialQuestion.Typed(words);

        new TryPromptValidator(new ReplyOptions()).Validate(new TryPrompt(Known.Conversation.Tenant, draft, question)).IsValid.Should().Be(isTaken);
    }

    public void Dispose()
    {
        _seats.Dispose();
        _bot.Dispose();
    }

    private async Task AskAsync(string mid, string words, string answer)
    {
        _bot.Answer = (_, _) => Task.FromResult(new Completion(answer, 100, 5));
        await _bot.AcceptAsync(Known.Message(mid, words, _bot.Clock.GetUtcNow()));
        await _bot.AnswerToTheEndAsync();
        _bot.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    private PastTurns Turns => new(_bot.Store, _bot.Answers, _bot.Records);

    private Task<IReadOnlyList<PastQuestion>> QuestionsAsync(int limit = 5) =>
        new ListPastQuestionsHandler(_bot.Summaries, Turns, _bot.Clock).Handle(new ListPastQuestions(Known.Conversation.Tenant, limit), CancellationToken.None);

    private Task<TriedPrompt?> TryAsync(TrialQuestion question, CancellationToken cancellationToken = default) =>
        new TryPromptHandler(new AnswerTrial(_bot.Answerer, _bot.Catalog, _bot.Clock), Turns, _seats, _pages, _bot.Clock).Handle(new TryPrompt(Known.Conversation.Tenant, Draft, question), cancellationToken);
}
