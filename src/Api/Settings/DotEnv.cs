namespace GptMessenger.Api.Settings;

/// <summary>
/// The <c>.env</c> file of the working directory: one <c>NAME=value</c> a line, <c>#</c> begins a comment line, <c>export</c> before the name
/// and quotes around the value are allowed. The environment wins over it.
/// </summary>
internal static class DotEnv
{
    public const string FileName = ".env";

    /// <exception cref="SettingsException">A line is neither of these.</exception>
    public static IReadOnlyDictionary<string, string?> Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        int number = 0;
        foreach (string raw in lines)
        {
            number++;
            string line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            line = line.StartsWith("export ", StringComparison.Ordinal) ? line["export ".Length..].TrimStart() : line;
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new SettingsException($"{FileName}, line {number} is not NAME=value.");
            }

            values[line[..equals].TrimEnd()] = Unquoted(line[(equals + 1)..].Trim());
        }

        return values;
    }

    /// <summary>Adds the file, if there is one, below the environment and above everything else.</summary>
    public static void AddDotEnv(this ConfigurationManager configuration, string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (File.Exists(path))
        {
            configuration.AddInMemoryCollection(Parse(File.ReadLines(path)));
            configuration.AddEnvironmentVariables();
        }
    }

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
