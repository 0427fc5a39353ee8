using System.Collections.Concurrent;
using System.Diagnostics;
using GptMessenger.Testing;

namespace GptMessenger.Faults;

/// <summary>
/// One process with customers at every step of a turn, killed once. Most are held at their step from outside; those whose step is the moment
/// after an answer are let go all at once, right before the kill.
/// </summary>
public sealed class KilledAtEveryStep : IAsyncLifetime
{
    private static readonly Step[] Moments = [Step.AcceptConfirmed, Step.WebhookAcknowledged, Step.ModelAnswered, Step.ReplyConfirmed];

    private readonly int _each = Scale.Of(4, 25);
    private readonly Dictionary<Step, Halt> _halts = Enum.GetValues<Step>().ToDictionary(step => step, _ => new Halt());
    private readonly ConcurrentDictionary<Step, int> _passed = new();
    private readonly ConcurrentDictionary<string, TimeSpan> _recovered = new();
    private readonly Dictionary<string, Step> _steps = [];
    private IReadOnlyList<string> _open = [];
    private bool _isKilled;
    private World _world = null!;

    /// <summary>What is wrong with the customers who were at this step.</summary>
    public IReadOnlyList<string> FindingsAt(Step step)
    {
        var askers = _world.Askers.Where(asker => _steps[asker.Id] == step).ToList();
        return
        [
            .. askers.SelectMany(asker => Referee.Findings(_world, asker)), .. _open.Where(turn => askers.Exists(asker => turn.EndsWith(asker.Id, StringComparison.Ordinal))),
            .. askers.Where(asker => _recovered[asker.Id] > World.Promised).Select(asker => $"{asker.Id} was as it should be after {_recovered[asker.Id].TotalSeconds:0} s"),
        ];
    }

    public async Task InitializeAsync()
    {
        _world = await World.StartAsync();
        HoldAtTheSteps();
        var askers = Enum.GetValues<Step>().SelectMany(step => _world.NewAskers(_each).Select(asker => (Step: step, Asker: asker))).ToList();
        askers.ForEach(pair => _steps[pair.Asker.Id] = pair.Step);
        var first = askers.ToDictionary(
            pair => pair.Asker, pair => pair.Asker.Think(pair.Step is Step.SecondPartLostOnTheWay or Step.SecondPartTaken ? Asker.AtLength : "please."));

        var deliveries = askers.Where(pair => pair.Step != Step.WebhookAcknowledged).Select(pair => pair.Asker.DeliverAsync(first[pair.Asker])).ToList();
        foreach (var step in Enum.GetValues<Step>().Where(step => step != Step.WebhookAcknowledged))
        {
            await _halts[step].ReachedAsync(_each, $"{step}");
        }

        Array.ForEach(Moments, step => _halts[step].Open());
        await Task.WhenAll(askers.Where(pair => pair.Step == Step.WebhookAcknowledged).Select(pair => pair.Asker.DeliverAsync(first[pair.Asker])));
        await Wait.UntilAsync(
            () => Moments.Where(step => step != Step.WebhookAcknowledged && _passed.GetValueOrDefault(step) < _each).Select(step => $"{step}").FirstOrDefault(),
            TimeSpan.FromSeconds(20));
        await _world.KillAsync();
        _isKilled = true;
        foreach (var halt in _halts.Values)
        {
            halt.Open();
        }

        await Task.WhenAll(deliveries);
        await RecoverAsync(first);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private async Task RecoverAsync(Dictionary<Asker, Question> first)
    {
        await _world.StartAgainAsync();
        var clock = Stopwatch.StartNew();

        // Messenger delivers what was not acknowledged, and now and then what was.
        await Task.WhenAll(first.Select(pair => pair.Key.DeliverUntilTakenAsync(pair.Value)));
        var open = first.Keys.ToList();
        while (open.Count > 0 && clock.Elapsed < World.Promised + TimeSpan.FromSeconds(5))
        {
            foreach (var asker in open.Where(asker => Referee.Findings(_world, asker).Count == 0).ToList())
            {
                _recovered[asker.Id] = clock.Elapsed;
                open.Remove(asker);
            }

            await Task.Delay(100);
        }

        open.ForEach(asker => _recovered[asker.Id] = clock.Elapsed);

        // And the conversations go on.
        await Task.WhenAll(first.Keys.Except(open).Select(async asker =>
        {
            await asker.AskAsync();
            await asker.SettledAsync();
        }));
        await _world.EndAsync();
        _open = _world.OpenTurns();
    }

    private void HoldAtTheSteps()
    {
        _world.Store.Before = call => GoOnAsync(call, IsReply(call) ? Step.SendConfirmed : Step.AcceptArrivedAtTheStore);
        _world.Store.After = async call => await GoOnAsync(call, IsReply(call) ? Step.ReplyStored : Step.AcceptStored)
            && await GoOnAsync(call, IsReply(call) ? Step.ReplyConfirmed : Step.AcceptConfirmed);
        _world.Store.OnAnswered = call => Pass(call.IsPut ? IdOf(call) : null, IsReply(call) ? Step.ReplyConfirmed : Step.AcceptConfirmed);
        _world.BeforeAnswer = async words =>
        {
            await GoOnAsync(World.AskerOf(words), Step.ModelAsked);
            await GoOnAsync(World.AskerOf(words), Step.ModelAnswered);
        };
        _world.Outside.OnModelAnswered = prompt => Pass(World.AskerOf(Outside.CustomerMessage(prompt)), Step.ModelAnswered);
        _world.Outside.BeforeSend = async (send, context) =>
        {
            if (await GoOnAsync(send.Recipient, IsFirstPart(send) ? Step.SendLostOnTheWay : Step.SecondPartLostOnTheWay))
            {
                return null;
            }

            context.Abort();
            return Microsoft.AspNetCore.Http.Results.Empty;
        };
        _world.Outside.OnSend = send => GoOnAsync(send.Recipient, IsFirstPart(send) ? Step.SendTaken : Step.SecondPartTaken);
    }

    private Task<bool> GoOnAsync(StoreCall call, Step step) => call.IsPut ? GoOnAsync(IdOf(call), step) : Task.FromResult(true);

    /// <summary>Holds whoever is to be at this step. False: the process died meanwhile, and the call with it.</summary>
    private async Task<bool> GoOnAsync(string? id, Step step)
    {
        if (_isKilled || id is null || !_steps.TryGetValue(id, out var own) || own != step)
        {
            return true;
        }

        await _halts[step].ArriveAsync();
        return !_isKilled;
    }

    private void Pass(string? id, Step step)
    {
        if (id is not null && _steps.TryGetValue(id, out var own) && own == step)
        {
            _passed.AddOrUpdate(step, 1, (_, count) => count + 1);
        }
    }

    private static bool IsFirstPart(GraphSend send) => send.Metadata!.EndsWith(":0", StringComparison.Ordinal);

    private static string IdOf(StoreCall call) => Path.GetFileNameWithoutExtension(call.Key);

    /// <summary>Whether the newest event that a conversation's file is to have is the page's.</summary>
    private static bool IsReply(StoreCall call) => call.Text.LastIndexOf($"\"sender\":{{\"id\":\"{Product.Page}\"}}", StringComparison.Ordinal)
        > call.Text.LastIndexOf($"\"recipient\":{{\"id\":\"{Product.Page}\"}}", StringComparison.Ordinal);
}
