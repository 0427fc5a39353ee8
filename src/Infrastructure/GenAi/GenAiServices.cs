using GptMessenger.Application.Replies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace GptMessenger.Infrastructure.GenAi;

public static class GenAiServices
{
    /// <summary>How many questions may wait for their turn. More than a node has open conversations.</summary>
    private const int LongestQueue = 100_000;

    /// <summary>The model, see <see cref="ILlmClient"/>.</summary>
    public static IServiceCollection AddGenAi(this IServiceCollection services, GenAiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<ModelList>();
        services.AddMetrics();
        services.AddSingleton<ILlmClient, GenAiLlmClient>().Decorate<ILlmClient, MeasuredLlmClient>();
        services.AddHostedService<StartNotice>();
        services.AddSingleton<ModelBreaker>();
        services.AddApi<IGenAiApi>("genai", options.Endpoint, (pipeline, provider) => Protect(pipeline, options, provider.GetRequiredService<ModelBreaker>()));
        return services;
    }

    /// <remarks>
    /// From the outside in. The wait for a permit takes nothing from the question's time. The breaker stands outside the time limit, because
    /// inside it a model that hangs would look like a caller that lost interest, and would never be counted.
    /// </remarks>
    private static void Protect(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, GenAiOptions options, ModelBreaker breaker) => pipeline
        .AddConcurrencyLimiter(options.MaxConcurrency, LongestQueue)
        .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            MinimumThroughput = 10,
            BreakDuration = TimeSpan.FromSeconds(15),
            StateProvider = breaker.State,
        })
        .AddTimeout(options.Timeout)
        .AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.FirstPause,
            ShouldRetryAfterHeader = true,
            ShouldHandle = attempt => ValueTask.FromResult(IsWorthRetrying(attempt.Outcome, options.Timeout, pipeline.TimeProvider ?? TimeProvider.System)),
        });

    private static bool IsWorthRetrying(Outcome<HttpResponseMessage> outcome, TimeSpan timeout, TimeProvider clock)
    {
        if (outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            return false;
        }

        // A pause that outlasts the question only keeps the customer waiting for nothing.
        var header = outcome.Result?.Headers.RetryAfter;
        return HttpClientResiliencePredicates.IsTransient(outcome) && !((header?.Delta ?? header?.Date - clock.GetUtcNow()) >= timeout);
    }
}
