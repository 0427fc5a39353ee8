using System.Diagnostics.Metrics;
using GptMessenger.Application;
using GptMessenger.Application.Replies;

namespace GptMessenger.Infrastructure.GenAi;

/// <summary>Measures a model from outside: how long its answers take, and how many do not come.</summary>
internal sealed class MeasuredLlmClient : ILlmClient
{
    private readonly ILlmClient _model;
    private readonly TimeProvider _clock;
    private readonly Histogram<double> _duration;

    public MeasuredLlmClient(ILlmClient model, IMeterFactory meters, TimeProvider clock)
    {
        (_model, _clock) = (model, clock);
        _duration = meters.Create(Telemetry.Name).CreateHistogram<double>("gptmessenger.model.duration", "s", "How long the model took, by outcome", tags: null, Telemetry.Latency);
    }

    public async Task<Completion> CompleteAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        string outcome = "unavailable";
        try
        {
            var completion = await _model.CompleteAsync(prompt, cancellationToken);
            outcome = "answered";
            return completion;
        }
        catch (OperationCanceledException)
        {
            outcome = "called off";
            throw;
        }
        finally
        {
            _duration.Record(_clock.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
