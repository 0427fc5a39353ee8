using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Faults;

/// <summary>Graph's answer to a send is lost, and echoes come when they like.</summary>
public sealed class DoubtTests(OneWorld shared) : IClassFixture<OneWorld>, IDisposable
{
    private readonly World _world = shared.World;

    public void Dispose()
    {
        _world.Outside.BeforeSend = (_, _) => Task.FromResult<IResult?>(null);
        _world.Outside.OnSend = _ => Task.FromResult(true);
    }

    [Fact]
    public async Task AnswersAreLostAndNoEchoComes_TheSendsAreFoundInTheThread()
    {
        var askers = _world.NewAskers(Scale.Of(20, 200));
        _world.Outside.OnSend = _ => Task.FromResult(false);

        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        await Task.WhenAll(askers.Select(asker => asker.SettledAsync()));

        askers.Should().OnlyContain(asker => _world.Outside.Sends.Count(send => send.Recipient == asker.Id) == 1, "what was found in the thread is not sent again");
    }

    [Fact]
    public async Task AnswersAreLostAndTheEchoComes_TheEchoSettlesIt()
    {
        var asker = _world.NewAsker();
        _world.Outside.OnSend = _ => Task.FromResult(false);
        await asker.AskAsync();
        var sent = (await _world.Outside.SentToAsync(asker.Id, 1))[0];
        var clock = Stopwatch.StartNew();

        await asker.EchoAsync(sent);
        await asker.SettledAsync();

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(8), "the thread would be read after 10 seconds");
    }

    [Fact]
    public async Task SendsAreLostOnTheWay_AreSentAgainOnceNobodyHasSeenThem()
    {
        var askers = _world.NewAskers(Scale.Of(10, 100));
        var lost = new HashSet<string>();
        _world.Outside.BeforeSend = (send, context) =>
        {
            lock (lost)
            {
                if (!lost.Add(send.Recipient))
                {
                    return Task.FromResult<IResult?>(null);
                }
            }

            context.Abort();
            return Task.FromResult<IResult?>(Results.Empty);
        };

        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        await Task.WhenAll(askers.Select(asker => asker.SettledAsync()));

        lost.Should().HaveCount(askers.Count);
    }

    [Fact]
    public async Task EchoesComeBeforeTheAnswerLateAndDoubled_ChangeNothing()
    {
        var askers = _world.NewAskers(Scale.Of(20, 200));
        _world.Outside.OnSend = async send =>
        {
            var asker = askers.First(one => one.Id == send.Recipient);
            await asker.EchoAsync(send);
            await asker.EchoAsync(send);
            return true;
        };
        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        await Task.WhenAll(askers.Select(asker => asker.SettledAsync()));
        var files = askers.Select(asker => _world.Store.Read(asker.Key)).ToList();

        await Task.WhenAll(askers.Select(asker => asker.EchoAsync(asker.Received[0])));
        await Task.WhenAll(askers.Select(asker => asker.EchoAsync(asker.Received[0])));

        askers.Select(asker => _world.Store.Read(asker.Key)).Should().Equal(files, "the echo of a stored reply says nothing new");
        await Task.WhenAll(askers.Select(async asker =>
        {
            await asker.AskAsync();
            await asker.SettledAsync();
        }));
    }
}
