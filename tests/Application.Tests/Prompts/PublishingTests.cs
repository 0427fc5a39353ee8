using GptMessenger.Application.Conversations;
using GptMessenger.Application.Prompts;
using GptMessenger.Application.Replies;

namespace GptMessenger.Application.Tests.Prompts;

/// <summary>Whatever happens on the way, no text is lost, and none is in force without its version.</summary>
public class PublishingTests
{
    private static readonly string First = KeptPrompts.Prompt("First"), Second = KeptPrompts.Prompt("Second"), Third = KeptPrompts.Prompt("Third");

    private readonly KeptPrompts _kept = new();

    [Fact]
    public async Task WhatIsPublished_IsInForce_AndAVersionWithWhoAndWhen()
    {
        _kept.Acting.As("ada@example.test");
        await _kept.PublishAsync(First, " why ");

        _kept.Text.Should().Be(First);
        var version = _kept.Versions.Should().ContainSingle().Subject;
        (version.Origin, version.At, version.By, version.Note, version.Text, version.IsConfirmed).Should().Be((PromptOrigin.Published, Known.Now, "ada@example.test", "why", First, true));
        var history = await _kept.HistoryAsync();
        (history.InForce, history.IsFromOutside, history.Next).Should().Be((version.Id, false, null));
    }

    [Fact]
    public async Task SecondOfTwoWhoBeganFromTheSame_ChangesNothing_AndLeavesNoVersion()
    {
        await _kept.PublishAsync(First);
        string? begun = _kept.Version;
        await _kept.PublishAsync(Second);

        var act = () => _kept.PublishAsync(Third, begun, note: null);

        await act.Should().ThrowAsync<PromptChangedException>();
        _kept.Text.Should().Be(Second);
        _kept.Versions.Select(version => version.Text).Should().Equal(Second, First);
    }

    [Fact]
    public async Task WhoIsOvertakenBetweenLookingAndWriting_ChangesNothing_AndLeavesNoVersion()
    {
        await _kept.PublishAsync(First);
        _kept.BeforeWrite = _ =>
        {
            _kept.BeforeWrite = _ => { };
            _kept.WrittenByOthers(Second);
        };

        var act = () => _kept.PublishAsync(Third);

        await act.Should().ThrowAsync<PromptChangedException>();
        _kept.Text.Should().Be(Second);
        _kept.Versions.Select(version => version.Text).Should().Equal(First);
    }

    [Fact]
    public async Task WriteThatFindsItsOwnText_IsDone()
    {
        _kept.BeforeWrite = write =>
        {
            if (write == 2)
            {
                _kept.WrittenByOthers(First);
            }
        };

        var published = await _kept.PublishAsync(First);

        published.Version.Should().Be(_kept.Version);
        (await _kept.HistoryAsync()).Should().Match<PromptHistory>(history => history.InForce == published.Id && !history.IsFromOutside && history.Versions.Single().IsConfirmed);
    }

    [Fact]
    public async Task WhatAnotherSystemWrote_IsInForce_AndIsKeptBeforeItIsReplaced()
    {
        await _kept.PublishAsync(First);
        _kept.WrittenByOthers(Second);
        var before = await _kept.HistoryAsync();
        (before.InForce, before.IsFromOutside).Should().Be((null, true));

        await _kept.PublishAsync(Third);

        _kept.Versions.Select(version => (version.Text, version.Origin)).Should().Equal((Third, PromptOrigin.Published), (Second, PromptOrigin.Outside), (First, PromptOrigin.Published));
        (await _kept.HistoryAsync()).IsFromOutside.Should().BeFalse();
    }

    [Fact]
    public async Task OlderTextThatAnotherSystemPutBack_IsInForce_FromOutside()
    {
        await _kept.PublishAsync(First);
        await _kept.PublishAsync(Second);
        _kept.WrittenByOthers(First.Replace("\n", "\r\n", StringComparison.Ordinal));

        var history = await _kept.HistoryAsync();

        (history.InForce, history.IsFromOutside).Should().Be((_kept.Versions[1].Id, true));
        _kept.WrittenByOthers(null);
        history = await _kept.HistoryAsync();
        (history.InForce, history.IsFromOutside).Should().Be((null, true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CrashAtAnyStep_LosesNoText_AndLeavesNothingInForceWithoutItsVersion(int dies)
    {
        _kept.WrittenByOthers(First);
        int writes = 0;
        _kept.BeforeWrite = _ =>
        {
            if (++writes > dies)
            {
                KeptPrompts.Dies();
            }
        };

        var act = () => _kept.PublishAsync(Second);

        await act.Should().ThrowAsync<StoreUnavailableException>();
        _kept.Text.Should().Be(dies == 3 ? Second : First);
        _kept.Versions.Should().Contain(version => version.Text == _kept.Text);
        _kept.Versions.Should().Contain(version => version.Text == First);
        (await _kept.HistoryAsync()).InForce.Should().Be(_kept.Versions.First(version => version.Text == _kept.Text).Id);

        _kept.BeforeWrite = _ => { };
        await _kept.PublishAsync(Third);
        var second = _kept.Versions.FirstOrDefault(version => version.Text == Second);
        (second?.IsConfirmed ?? false).Should().Be(dies == 3, "it was in force, or may never have been");
    }

    [Fact]
    public async Task RollingBack_IsANewVersionThatSaysSo()
    {
        var first = await _kept.PublishAsync(First, "good");
        await _kept.PublishAsync(Second);

        var rolled = await _kept.RollBackAsync(first.Id);

        _kept.Text.Should().Be(First);
        var version = _kept.Versions[0];
        (version.Id, version.Origin, version.Of, version.Note).Should().Be((rolled!.Id, PromptOrigin.RolledBack, first.Id, "good"));
        (await _kept.HistoryAsync()).InForce.Should().Be(rolled.Id);
        _kept.Versions.Should().HaveCount(3);
    }

    [Fact]
    public async Task VersionThatNoTurnCouldUse_OrThatIsNotThere_IsNotRolledBackTo()
    {
        _kept.WrittenByOthers("no message");
        await _kept.PublishAsync(First);

        var act = () => _kept.RollBackAsync(_kept.Versions[1].Id);

        await act.Should().ThrowAsync<PromptException>().WithMessage("version*{message_text}*");
        (await _kept.RollBackAsync(PromptVersionId.New(Known.Now))).Should().BeNull();
        _kept.Text.Should().Be(First);
    }

    [Fact]
    public async Task ReturningToTheCommonPrompt_KeepsWhatWas_AndSaysSo()
    {
        (await _kept.DropAsync()).Should().BeNull();
        _kept.WrittenByOthers(First);

        await _kept.DropAsync();

        (_kept.Text, _kept.Version).Should().Be((null, null));
        _kept.Versions.Select(version => (version.Origin, version.Text)).Should().Equal((PromptOrigin.Common, KeptPrompts.CommonText), (PromptOrigin.Outside, First));
        var history = await _kept.HistoryAsync();
        (history.InForce, history.IsFromOutside).Should().Be((_kept.Versions[0].Id, false));
        (await _kept.RollBackAsync(_kept.Versions[1].Id)).Should().NotBeNull();
        _kept.Text.Should().Be(First);
    }

    [Fact]
    public async Task WhoPublishesWhileAnotherReturnsToTheCommonOne_IsNotUndone()
    {
        await _kept.PublishAsync(First);
        _kept.BeforeWrite = _ =>
        {
            _kept.BeforeWrite = _ => { };
            _kept.WrittenByOthers(Second);
        };

        var dropping = () => _kept.DropAsync();

        await dropping.Should().ThrowAsync<PromptChangedException>();
        _kept.Text.Should().Be(Second);
    }

    [Fact]
    public async Task NewVersions_AreNewer_WhateverTheClockSays()
    {
        await _kept.PublishAsync(First);
        await _kept.PublishAsync(Second);
        await _kept.PublishAsync(Third);

        _kept.Versions.Select(version => version.Text).Should().Equal(Third, Second, First);
        var page = await _kept.HistoryAsync(limit: 2);
        page.Next.Should().Be(page.Versions[1].Id);
        (await _kept.HistoryAsync(page.Next, limit: 2)).Should().Match<PromptHistory>(last => last.Versions.Single().Text == First && last.Next == null && last.InForce == page.InForce);
    }
}
