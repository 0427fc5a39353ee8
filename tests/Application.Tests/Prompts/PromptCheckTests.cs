using GptMessenger.Application.Prompts;
using GptMessenger.Application.Replies;

namespace GptMessenger.Application.Tests.Prompts;

public class PromptCheckTests
{
    private const string Good = "You sell shoes.\n{shopify_products}\n===\n{message_text}";

    [Fact]
    public void GoodPrompt_HasNoProblem_AndItsOwnWordsAreCounted()
    {
        var check = PromptCheck.Of(Good, 6000);

        check.Problems.Should().BeEmpty();
        (check.IsUsable, check.ContextTokens).Should().Be((true, 6000));
        check.Tokens.Should().Be(PromptTemplate.Parse(Good, "p").OwnTokens).And.BePositive();
    }

    [Fact]
    public void EveryProblem_IsToldWithItsLine_TheWholesLast()
    {
        var check = PromptCheck.Of("one {shop}\ntwo {Message_Text}\n===\nthree\n====\n{nothing}", 6000);

        check.Problems.Select(problem => (problem.Kind, problem.Line)).Should().Equal(
            (PromptProblemKind.UnknownPlace, 1), (PromptProblemKind.UnknownPlace, 2), (PromptProblemKind.ManySplits, 5), (PromptProblemKind.UnknownPlace, 6),
            (PromptProblemKind.NoMessage, null), (PromptProblemKind.NoProducts, null));
        check.IsUsable.Should().BeFalse();
        check.Problems[0].Says.Should().Contain("{shop} is unknown").And.Contain("{shopify_products}");
        check.Problems[2].Says.Should().Contain("Line 3");
    }

    [Theory]
    [InlineData("{shopify_products} {message_text}", PromptProblemKind.NoSplit)]
    [InlineData("a\n===\n{message_text}", PromptProblemKind.NoProducts)]
    [InlineData("{shopify_products}\n===\n{message_text}\n===\n", PromptProblemKind.ManySplits)]
    public void Advice_KeepsNobodyFromPublishing(string text, PromptProblemKind kind)
    {
        var check = PromptCheck.Of(text, 6000);

        check.Problems.Should().ContainSingle().Which.Kind.Should().Be(kind);
        check.IsUsable.Should().BeTrue();
    }

    [Theory]
    [InlineData("a\nb\0c", 2)]
    [InlineData("a\u001b[0m", 1)]
    [InlineData("a\n\nb\ufffd", 3)]
    public void WhatIsNoText_IsRefusedWithItsLine(string text, int line) =>
        PromptCheck.Of($"{text}\n{Good}", 6000).Problems.Should().ContainSingle().Which.Should().Match<PromptProblem>(problem => problem.Kind == PromptProblemKind.NotText && problem.Line == line && problem.IsFatal);

    [Theory]
    [InlineData(250, null)]
    [InlineData(300, PromptProblemKind.LittleRoom)]
    [InlineData(450, PromptProblemKind.TooLong)]
    public void Length_IsJudgedByTheTokensThatAreLeft(int words, PromptProblemKind? kind)
    {
        var check = PromptCheck.Of($"{string.Join(' ', Enumerable.Repeat("shoe", words))}\n{Good}", 540);

        check.Problems.Select(problem => (PromptProblemKind?)problem.Kind).Should().Equal(kind is null ? [] : [kind]);
        check.IsUsable.Should().Be(kind != PromptProblemKind.TooLong);
    }

    [Fact]
    public void WhatIsFarTooLong_IsNotEvenLookedAt() =>
        PromptCheck.Of(new string('a', PromptCheck.MaxLength + 1), 1_000_000).Problems.Should().ContainSingle().Which.Kind.Should().Be(PromptProblemKind.TooLong);

    [Theory]
    [InlineData("Text", "", false)]
    [InlineData(Good, "", true)]
    [InlineData(Good, "x", false)]
    public void OnlyUsablePrompts_ArePublished(string text, string note, bool isTaken) =>
        new PublishPromptValidator(new ReplyOptions()).Validate(new PublishPrompt(Known.Conversation.Tenant, text, note.Length == 0 ? null : new string('x', 201), null)).IsValid.Should().Be(isTaken);

    [Theory]
    [InlineData("8236543210000-0123abcd", true)]
    [InlineData("../../../prompt-000000", false)]
    [InlineData("8236543210000-0123ABCD", false)]
    [InlineData("8236543210000-0123abc", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void VersionsId_IsNothingButOne(string? text, bool isOne) => PromptVersionId.TryParse(text, out _).Should().Be(isOne);
}
