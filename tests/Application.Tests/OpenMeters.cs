using System.Diagnostics.Metrics;

namespace GptMessenger.Application.Tests;

/// <summary>Meters of one test, and what they measured.</summary>
internal sealed class OpenMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener;
    private readonly Dictionary<string, double> _sums = [];

    public OpenMeters()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (_meters.Contains(instrument.Meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Set(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Set(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The sum of a counter, such as <c>turns.ended state=answered</c>; of a gauge its value now.</summary>
    public double this[string name]
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _sums.GetValueOrDefault($"gptmessenger.{name}");
        }
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = Name(instrument, tags);
        _sums[name] = _sums.GetValueOrDefault(name) + value;
    }

    private void Set(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _sums[Name(instrument, tags)] = value;

    private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[0].Key}={tags[0].Value}";
}
