using Microsoft.AspNetCore.Http;

namespace GptMessenger.Faults;

/// <summary>The model fails or hangs: the customer is answered all the same.</summary>
public sealed class ModelTests(ImpatientWorld shared) : IClassFixture<ImpatientWorld>, IDisposable
{
    private readonly World _world = shared.World;

    public void Dispose() => (_world.Outside.BeforeModel, _world.BeforeAnswer) = (_ => null, _ => Task.CompletedTask);

    [Fact]
    public async Task ModelFailsOnce_IsAskedAgain()
    {
        var asker = _world.NewAsker();
        int calls = 0;
        _world.Outside.BeforeModel = _ => Interlocked.Increment(ref calls) == 1 ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : null;

        await asker.AskAsync();
        await asker.SettledAsync();

        calls.Should().Be(2);
    }

    [Fact]
    public async Task ModelHangsThenFailsThenIsBack_EverybodyIsAnsweredAndTheModelIsUsedAgain()
    {
        // A few at a time hang until they are given up.
        _world.BeforeAnswer = _ => Task.Delay(TimeSpan.FromMinutes(1));
        var hung = await AskAllAsync(12);
        await Task.WhenAll(hung.Select(asker => asker.SettledAsync()));

        // By then nobody asks the model any more: it is left alone for a while.
        _world.Outside.BeforeModel = _ => Results.StatusCode(StatusCodes.Status500InternalServerError);
        var failed = await AskAllAsync(12);
        await Task.WhenAll(failed.Select(asker => asker.SettledAsync()));
        int prompts = _world.Outside.Prompts.Count;
        var spared = await AskAllAsync(5);
        await Task.WhenAll(spared.Select(asker => asker.SettledAsync()));
        _world.Outside.Prompts.Should().HaveCount(prompts, "the breaker is open");

        (_world.Outside.BeforeModel, _world.BeforeAnswer) = (_ => null, _ => Task.CompletedTask);
        var end = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(40);
        while (true)
        {
            var asker = (await AskAllAsync(1))[0];
            await asker.SettledAsync();
            if (asker.Received[0].Text.Contains("You said", StringComparison.Ordinal))
            {
                break;
            }

            DateTimeOffset.UtcNow.Should().BeBefore(end, "the model is back, and should be asked again");
            await Task.Delay(1000);
        }
    }

    private async Task<IReadOnlyList<Asker>> AskAllAsync(int count)
    {
        var askers = _world.NewAskers(count);
        foreach (var asker in askers)
        {
            asker.Expects = Expectation.AnyAnswers;
        }

        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        return askers;
    }
}
