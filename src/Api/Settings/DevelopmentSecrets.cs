using System.Security.Cryptography;
using System.Text.Json;

namespace GptMessenger.Api.Settings;

/// <summary>
/// Development needs no Meta app: the secrets that the simulator and the product share are made on the first start and kept in
/// <c>DATA_DIR</c>, so that they stay the same. Production never reads them.
/// </summary>
internal static class DevelopmentSecrets
{
    private const string FileName = "development-secrets.json";

    /// <returns>The values, and whether they were made just now.</returns>
    public static (IReadOnlyDictionary<string, string?> Values, bool AreNew) LoadOrMake(string dataDir, string samplePage)
    {
        string path = Path.Combine(dataDir, FileName);
        if (File.Exists(path) && JsonSerializer.Deserialize<Dictionary<string, string?>>(File.ReadAllBytes(path)) is { Count: > 0 } kept)
        {
            return (kept, false);
        }

        var made = new Dictionary<string, string?>
        {
            ["FACEBOOK_APP_SECRET"] = Random(),
            ["FACEBOOK_VERIFY_TOKEN"] = Random(),
            ["FACEBOOK_APP_ID"] = RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["SECRETS_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["ADMIN_API_KEY"] = Random(),
            [$"FACEBOOK_ACCESS_TOKEN_{samplePage}"] = Random(),
        };
        Directory.CreateDirectory(dataDir);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, made);
        return (made, true);
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
