using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests;

/// <summary>Everything that is logged, at every level, with all its parts.</summary>
public sealed class LogCapture : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public string All => string.Join('\n', Lines.Select(line => line.Text));

    public void AddTo(IServiceCollection services) =>
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(this));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            capture.Lines.Enqueue((LogLevel.Trace, $"{category} scope {Parts(state)}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            capture.Lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {Parts(state)} {exception}"));

        private static string Parts(object? state) =>
            state is IEnumerable<KeyValuePair<string, object?>> parts ? string.Join(", ", parts.Select(part => $"{part.Key}={part.Value}")) : $"{state}";
    }
}
