using System.Collections.Concurrent;

namespace GptMessenger.Infrastructure.GenAi;

/// <summary>Which model to ask, and which the endpoint no longer has.</summary>
internal sealed class ModelList(GenAiOptions options, TimeProvider clock)
{
    /// <summary>A model may come back; until then every question would cost a needless round trip.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _missedAt = new(StringComparer.Ordinal);

    /// <summary>Best first, without those that were missing a moment ago; all of them when none would be left.</summary>
    public IReadOnlyList<string> InOrder()
    {
        var now = clock.GetUtcNow();
        string[] present = [.. options.Models.Where(model => !_missedAt.TryGetValue(model, out var missed) || now - missed >= Absence)];
        return present.Length > 0 ? present : options.Models;
    }

    /// <returns>Whether this is news.</returns>
    public bool Miss(string model)
    {
        var now = clock.GetUtcNow();
        bool isNews = _missedAt.TryAdd(model, now);
        _missedAt[model] = now;
        return isNews;
    }
}
