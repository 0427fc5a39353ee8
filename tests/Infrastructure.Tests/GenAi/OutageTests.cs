using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.GenAi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class OutageTests
{
    private const int QuestionsPerSecond = 5;

    [Fact]
    public async Task ModelDownForAnHour_EveryQuestionEndsSoonAndTheModelIsLeftAlone()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        var model = new Model();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddGenAi(new GenAiOptions { Key = ModelHost.Key });
        services.AddHttpClient("genai").ConfigurePrimaryHttpMessageHandler(() => model);
        await using var host = services.BuildServiceProvider();
        var client = host.GetRequiredService<ILlmClient>();
        using var breakers = new Breakers();
        var asked = new ConcurrentDictionary<int, Task<Completion>>();
        int ended = 0, unavailable = 0, mostAtOnce = 0;

        // Under the test runner's context what the clock sets off would run some time later, and the clock would be far ahead by then.
        SynchronizationContext.SetSynchronizationContext(null);
        for (int i = 0; i < 3600 * QuestionsPerSecond; i++)
        {
            asked[i] = client.CompleteAsync(ModelHost.Prompt, CancellationToken.None);
            clock.Advance(TimeSpan.FromSeconds(1.0 / QuestionsPerSecond));
            Collect();
        }

        for (int i = 0; i < 600 && !asked.IsEmpty; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            Collect();
        }

        (ended, unavailable).Should().Be((18_000, 18_000), "each goes to the offline responder");
        mostAtOnce.Should().BeLessThan(200, "nothing piles up");
        model.Calls.Should().BeLessThan(2_000, "the breaker lets a probe through every 15 seconds");
        breakers.Opened.Should().BeGreaterThan(100, "operators can see it, through Polly's meter");

        model.IsDown = false;
        clock.Advance(TimeSpan.FromSeconds(16));
        (await client.CompleteAsync(ModelHost.Prompt, CancellationToken.None)).Text.Should().Be("Yes, in red.");

        void Collect()
        {
            mostAtOnce = Math.Max(mostAtOnce, asked.Count);
            foreach (var (number, task) in asked)
            {
                if (task.IsCompleted && asked.TryRemove(number, out _))
                {
                    ended++;
                    unavailable += task.Exception?.InnerException is LlmUnavailableException ? 1 : 0;
                }
            }
        }
    }

    private sealed class Model : HttpMessageHandler
    {
        private int _calls;

        public bool IsDown { get; set; } = true;

        public int Calls => _calls;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return Task.FromResult(IsDown
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("") }
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(ModelHost.Fine) });
        }
    }

    /// <summary>What Polly tells the world of circuit breakers.</summary>
    private sealed class Breakers : IDisposable
    {
        private readonly MeterListener _listener = new();
        private int _opened;

        public Breakers()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Polly", Name: "resilience.polly.strategy.events" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>((_, _, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag is { Key: "event.name", Value: "OnCircuitOpened" })
                    {
                        Interlocked.Increment(ref _opened);
                    }
                }
            });
            _listener.Start();
        }

        public int Opened => _opened;

        public void Dispose() => _listener.Dispose();
    }
}
