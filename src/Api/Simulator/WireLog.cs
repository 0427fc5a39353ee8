using System.Collections.Immutable;

namespace GptMessenger.Api.Simulator;

/// <summary>One request between the simulated Facebook and the product. Public because Razor components are.</summary>
/// <param name="At">When it began.</param>
/// <param name="Side">Who called whom.</param>
/// <param name="Customer">Whom it is about; null: nobody in particular.</param>
/// <param name="What">In Messenger's words: message, echo, typing_on…</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Path">Without the query, which holds a proof of the app secret.</param>
/// <param name="Status">Null: there was no answer.</param>
/// <param name="Time">Until the answer.</param>
/// <param name="Body">What was sent, for the curious.</param>
public sealed record WireCall(DateTimeOffset At, WireSide Side, string? Customer, string What, string Method, string Path, int? Status, TimeSpan Time, string Body);

public enum WireSide
{
    /// <summary>A webhook: Messenger to the product.</summary>
    Webhook,

    /// <summary>A Graph call: the product to Messenger.</summary>
    Graph,
}

/// <summary>What went over the wire last.</summary>
internal sealed class WireLog
{
    private const int Capacity = 200;

    private ImmutableList<WireCall> _calls = [];

    public event EventHandler? Changed;

    /// <summary>Newest first.</summary>
    public ImmutableList<WireCall> Calls => _calls;

    public void Add(WireCall call)
    {
        ImmutableInterlocked.Update(ref _calls, (calls, added) =>
        {
            var grown = calls.Insert(0, added);
            return grown.Count > Capacity ? grown.RemoveAt(Capacity) : grown;
        }, call);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
