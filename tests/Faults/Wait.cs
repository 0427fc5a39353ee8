namespace GptMessenger.Faults;

internal static class Wait
{
    /// <summary>Until nothing is missing; after the time, a failure that names what still is.</summary>
    public static async Task UntilAsync(Func<string?> missing, TimeSpan within)
    {
        var end = DateTimeOffset.UtcNow + within;
        while (missing() is { } what)
        {
            if (DateTimeOffset.UtcNow > end)
            {
                throw new TimeoutException($"Not within {within.TotalSeconds} s: {what}");
            }

            await Task.Delay(100);
        }
    }
}
