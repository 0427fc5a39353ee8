using System.Globalization;

namespace GptMessenger.Api.Settings;

/// <summary>Reads variables and collects what is wrong with them, so that one start names every mistake.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private const decimal MaxAmount = 1_000_000_000_000;

    private readonly List<string> _errors = [];

    public IEnumerable<KeyValuePair<string, string>> WithPrefix(string prefix) => configuration.AsEnumerable()
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(pair.Value))
        .Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], pair.Value!.Trim()));

    public string? Text(string name) => configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public string Required(string name, string what)
    {
        if (Text(name) is { } value)
        {
            return value;
        }

        Wrong(name, $"is missing. It should be {what}.");
        return "";
    }

    /// <summary>One or more values, separated by commas; required where there is no fallback.</summary>
    public string[] Listed(string name, string? fallback, string what)
    {
        string[] values = (Text(name) ?? fallback ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (values.Length == 0)
        {
            Wrong(name, $"is missing. It should be {what}.");
        }

        return values;
    }

    public int Number(string name, int fallback, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max)
        {
            return value;
        }

        Wrong(name, $"should be a whole number from {min} to {max}.");
        return fallback;
    }

    /// <returns>Null: it says nothing.</returns>
    public decimal? Amount(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        decimal? amount = AmountIn(text);
        if (amount is null)
        {
            Wrong(name, "should be an amount such as 5 or 0.65.");
        }

        return amount;
    }

    /// <returns>Null: that is no amount.</returns>
    public static decimal? AmountIn(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) && amount <= MaxAmount ? amount : null;

    public Uri Address(string name, string fallback)
    {
        string text = Text(name) ?? fallback;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        Wrong(name, $"should be an http or https address such as {fallback}.");
        return new Uri(fallback);
    }

    /// <summary>Notes a mistake. The value itself is never quoted: it may be a secret in the wrong place.</summary>
    public void Wrong(string name, string why) => _errors.Add($"{name} {why}");

    /// <exception cref="SettingsException">Something was wrong.</exception>
    public void ThrowIfWrong()
    {
        if (_errors.Count > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, _errors));
        }
    }
}
