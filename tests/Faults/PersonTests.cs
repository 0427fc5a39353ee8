using System.Net;

namespace GptMessenger.Faults;

/// <summary>A person answers in the page's inbox.</summary>
public sealed class PersonTests
{
    private const string PageInbox = "26390203743090";

    [Fact]
    public async Task PersonAnswersWhileTheModelThinks_TheBotIsSilentAlsoAfterAKill()
    {
        await using var world = await World.StartAsync();
        var asker = world.NewAsker();
        asker.Expects = Expectation.Silence;
        var thinking = new Halt();
        world.BeforeAnswer = words => World.AskerOf(words) == asker.Id ? thinking.ArriveAsync() : Task.CompletedTask;
        await asker.AskAsync();
        await thinking.ReachedAsync(1, "the model");

        (await asker.EchoAsync("m_person_1", "I am a person, let me see.", metadata: null, PageInbox)).Should().Be(HttpStatusCode.OK);
        asker.Others.Add("m_person_1");
        thinking.Open();
        await OtherIsAnsweredAsync(world);
        asker.Received.Should().BeEmpty();

        await world.KillAndStartAgainAsync();
        await asker.AskAsync();
        await OtherIsAnsweredAsync(world);

        await world.ShouldEndFlawlessAsync();
        world.EndsOf(asker).Should().NotBeEmpty().And.OnlyContain(state => state == "HandedOver");
    }

    [Fact]
    public async Task PersonAnsweredAndTheProcessWasKilledAtOnce_TheBotIsSilent()
    {
        await using var world = await World.StartAsync();
        var askers = world.NewAskers(Scale.Of(10, 50));
        var thinking = new Halt();
        world.BeforeAnswer = words => askers.Any(asker => asker.Id == World.AskerOf(words)) ? thinking.ArriveAsync() : Task.CompletedTask;
        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        await thinking.ReachedAsync(askers.Count, "the model");

        await Task.WhenAll(askers.Select(async asker =>
        {
            asker.Expects = Expectation.Silence;
            asker.Others.Add($"m_person_{asker.Id}");
            (await asker.EchoAsync($"m_person_{asker.Id}", "Let me see.", metadata: null, PageInbox)).Should().Be(HttpStatusCode.OK);
        }));
        await world.KillAsync();
        thinking.Open();
        await world.StartAgainAsync();

        await OtherIsAnsweredAsync(world);
        await world.ShouldEndFlawlessAsync();
    }

    /// <summary>A later customer has the answer: the bot is at work, and had the time.</summary>
    private static async Task OtherIsAnsweredAsync(World world)
    {
        var other = world.NewAsker();
        await other.AskAsync();
        await other.SettledAsync();
    }
}
