using GptMessenger.Testing;

namespace GptMessenger.Faults;

/// <summary>The worst moment: the customer has the answer, and the product has not written that down.</summary>
public sealed class KilledAfterSendTests
{
    [Fact]
    public async Task KilledBetweenSendAndAppend_NeverSendsTwice()
    {
        int kills = Scale.Of(2, 5);
        await using var world = await World.StartAsync();
        var askers = world.NewAskers(Scale.Of(20, 40));
        for (int kill = 0; kill < kills; kill++)
        {
            var halt = new Halt();
            bool isKilled = false;

            // For one half Graph has the message and never answers, for the other it has answered and the store gets the reply.
            world.Outside.OnSend = async send =>
            {
                if (!isKilled && IsEven(send.Recipient))
                {
                    await halt.ArriveAsync();
                }

                return !isKilled;
            };
            world.Store.Before = async call =>
            {
                if (!isKilled && call.IsPut && world.Outside.Sends is { } sends && sends.Any(send => IsNew(world, send, call)))
                {
                    await halt.ArriveAsync();
                }

                return !isKilled;
            };
            await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
            await halt.ReachedAsync(askers.Count, "between the send and the append");
            await world.KillAsync();
            isKilled = true;
            halt.Open();
            (world.Outside.OnSend, world.Store.Before) = (_ => Task.FromResult(true), _ => Task.FromResult(true));
            await world.StartAgainAsync();
            await Task.WhenAll(askers.Select(asker => asker.SettledAsync(World.Promised)));
        }

        world.Outside.Sends.Should().HaveCount(askers.Count * kills);
        await world.ShouldEndFlawlessAsync();
    }

    private static bool IsEven(string id) => (id[^1] - '0') % 2 == 0;

    /// <summary>Whether this write is the one that adds the message.</summary>
    private static bool IsNew(World world, GraphSend send, StoreCall call) => call.Key.EndsWith($"/{send.Recipient}.json", StringComparison.Ordinal)
        && call.Text.Contains($"\"{send.Mid}\"", StringComparison.Ordinal)
        && !System.Text.Encoding.UTF8.GetString(world.Store.Read(call.Key)!).Contains($"\"{send.Mid}\"", StringComparison.Ordinal);
}
