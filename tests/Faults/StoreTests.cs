using System.Net;
using System.Text;
using GptMessenger.Testing;

namespace GptMessenger.Faults;

/// <summary>The object store refuses, is late, or has a second writer.</summary>
public sealed class StoreTests(OneWorld shared) : IClassFixture<OneWorld>, IDisposable
{
    /// <summary>The pauses between tries grow, up to half a minute after these.</summary>
    private const int Refusals = 4;

    private readonly World _world = shared.World;

    public void Dispose() => (_world.Store.Before, _world.Store.After) = (_ => Task.FromResult(true), _ => Task.FromResult(true));

    [Fact]
    public async Task StoreRefusesForAWhile_WebhookIsRefusedAndTakenLater()
    {
        var asker = _world.NewAsker();
        bool isDown = true;
        _world.Store.Before = call => Task.FromResult(!isDown || !IsOf(asker, call));
        var question = asker.Think();

        // Within the five seconds that Messenger waits, unless the machine is very busy.
        HttpStatusCode? status = null;
        for (int tries = 0; tries < 5 && status is null; tries++)
        {
            status = await asker.DeliverAsync(question);
        }

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        _world.Store.Read(asker.Key).Should().BeNull();
        isDown = false;
        await asker.DeliverUntilTakenAsync(question);

        await asker.SettledAsync();
    }

    [Fact]
    public async Task StoreRefusesTheReply_ItIsStoredLaterAndNotSentAgain()
    {
        var asker = _world.NewAsker();
        int refused = 0;
        _world.Store.Before = call => Task.FromResult(!IsOf(asker, call) || !call.IsPut || asker.Received.Count == 0 || Interlocked.Increment(ref refused) > Refusals);

        await asker.AskAsync();
        await asker.SettledAsync();

        refused.Should().BeGreaterThan(Refusals);
    }

    [Fact]
    public async Task StoreComesBackAfterAReplyWaitedLong_TheNextQuestionIsAnsweredAtOnce()
    {
        var asker = _world.NewAsker();
        bool isDown = true;
        _world.Store.Before = call => Task.FromResult(!IsOf(asker, call) || !call.IsPut || asker.Received.Count == 0 || !isDown);
        await asker.AskAsync();

        // The pauses double: after this one it would be 32 seconds until the next try.
        await Wait.UntilAsync(() => Postponements(asker) < 5 ? $"5 tries to store the reply, there were {Postponements(asker)}" : null, TimeSpan.FromSeconds(60));
        isDown = false;
        await asker.AskAsync();

        await asker.SettledAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task StoreAnswersLaterThanMessengerWaits_TheSecondDeliveryIsKnown()
    {
        var asker = _world.NewAsker();
        int writes = 0;
        _world.Store.After = async call =>
        {
            if (call.IsPut && IsOf(asker, call) && Interlocked.Increment(ref writes) == 1)
            {
                await Task.Delay(TimeSpan.FromSeconds(6));
            }

            return true;
        };
        var question = asker.Think();

        (await asker.DeliverAsync(question)).Should().NotBe(HttpStatusCode.OK);
        await asker.DeliverUntilTakenAsync(question);

        await asker.SettledAsync();
    }

    [Fact]
    public async Task StoreIsSlow_EverythingTakesItsTimeAndNothingIsLost()
    {
        var askers = _world.NewAskers(20);
        _world.Store.Before = async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            return true;
        };

        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        await Task.WhenAll(askers.Select(asker => asker.SettledAsync()));

        askers.Should().OnlyContain(asker => _world.Outside.Sends.Count(send => send.Recipient == asker.Id) == 1);
    }

    [Fact]
    public async Task SomebodyElseWritesInBetween_BothAreStored()
    {
        var asker = _world.NewAsker();
        await asker.AskAsync();
        await asker.SettledAsync();
        int writes = 0;
        _world.Store.Before = call =>
        {
            // Right before the question is stored, and again right before the reply is.
            if (call.IsPut && IsOf(asker, call) && Interlocked.Increment(ref writes) is var write and (1 or 3))
            {
                AddAnotherMessage(asker, $"m_{asker.Id}_other_{write}");
            }

            return Task.FromResult(true);
        };

        await asker.AskAsync();
        await asker.SettledAsync();

        asker.Others.Should().HaveCount(2);
    }

    [Fact]
    public async Task WarmTurn_CostsTwoWritesAndNoRead()
    {
        var asker = _world.NewAsker();
        await asker.AskAsync();
        await asker.SettledAsync();
        int before = CallsFor(asker).Count();

        await asker.AskAsync();
        await asker.SettledAsync();

        CallsFor(asker).Skip(before).Select(call => call.Method).Should().Equal("PUT", "PUT");
    }

    private IEnumerable<StoreCall> CallsFor(Asker asker) => _world.Store.Calls.Where(call => IsOf(asker, call));

    private int Postponements(Asker asker) => _world.Product.Output.Split('\n')
        .Count(line => line.Contains("taken up again", StringComparison.Ordinal) && line.Contains(asker.Id, StringComparison.Ordinal));

    /// <summary>As the Python system does it: a message of the page, at the end of the file.</summary>
    private void AddAnotherMessage(Asker asker, string mid)
    {
        string file = Encoding.UTF8.GetString(_world.Store.Read(asker.Key)!).TrimEnd()[..^1];
        _world.Store.Write(asker.Key, Encoding.UTF8.GetBytes(
            $$$"""{{{file}}},{"sender":{"id":"{{{asker.Page}}}"},"recipient":{"id":"{{{asker.Id}}}"},"timestamp":1,"message":{"mid":"{{{mid}}}","text":"By the way"}}]"""));
        asker.Others.Add(mid);
    }

    private static bool IsOf(Asker asker, StoreCall call) => call.Key == asker.Key;
}
