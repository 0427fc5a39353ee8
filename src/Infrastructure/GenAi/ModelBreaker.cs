using System.Diagnostics.Metrics;
using GptMessenger.Application;
using Polly.CircuitBreaker;

namespace GptMessenger.Infrastructure.GenAi;

/// <summary>Whether the model is left alone for the moment, for whoever watches.</summary>
internal sealed class ModelBreaker
{
    public ModelBreaker(IMeterFactory meters) => meters.Create(Telemetry.Name).CreateObservableGauge(
        "gptmessenger.model.breaker", () => Reading(State), description: "The model's circuit breaker: 0 closed, 1 trying, 2 open");

    public CircuitBreakerStateProvider State { get; } = new();

    private static int Reading(CircuitBreakerStateProvider provider) => provider.CircuitState switch
    {
        CircuitState.Closed => 0,
        CircuitState.HalfOpen => 1,
        _ => 2,
    };
}
