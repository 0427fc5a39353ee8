using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Api.Evaluation.Script;
using GptMessenger.Application.Evaluation;

namespace GptMessenger.Api.Evaluation;

/// <summary>
/// Reads the cases of a folder: every <c>*.json</c> in it but <see cref="EvaluationShop.OverlayFile"/>. People write these files, so comments and
/// trailing commas are fine, and a word that is not known is an error, not overlooked. The shape is described in docs/operations.md.
/// </summary>
internal static class CaseFiles
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="CaseException">The folder or something in it cannot be used; one line for each mistake.</exception>
    public static IReadOnlyList<EvaluationCase> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new CaseException($"{folder} is no folder. It should hold the cases, as JSON files.");
        }

        var (cases, mistakes) = (new List<EvaluationCase>(), new List<string>());
        foreach (string path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Where(path => Path.GetFileName(path) != EvaluationShop.OverlayFile))
        {
            ReadFile(path, cases, mistakes);
        }

        mistakes.AddRange(cases.GroupBy(each => each.Name, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => $"{same.Last().File}, case '{same.Key}': there is another one of this name{(same.First().File == same.Last().File ? "" : $" in {same.First().File}")}."));
        if (mistakes.Count == 0 && cases.Count == 0)
        {
            mistakes.Add($"{folder} holds no case: a JSON file with {{\"cases\":[…]}} is missing.");
        }

        return mistakes.Count == 0 ? cases : throw new CaseException(string.Join(Environment.NewLine, mistakes));
    }

    private static void ReadFile(string path, List<EvaluationCase> cases, List<string> mistakes)
    {
        string file = Path.GetFileName(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Relaxed);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                mistakes.Add($"{file}: should be an object with 'cases'.");
                return;
            }

            var all = document.RootElement.Deserialize<WrittenFile>(Shape)!;
            var common = Forbidden(all.Forbidden);
            for (int index = 0; index < all.Cases.Count; index++)
            {
                Add(all.Cases[index], $"{file}, case {Name(all.Cases[index]) ?? $"number {index + 1}"}", file, common, cases, mistakes);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            mistakes.Add($"{file}: {Why(e)}");
        }
    }

    private static void Add(JsonElement element, string where, string file, ForbiddenClaims common, List<EvaluationCase> cases, List<string> mistakes)
    {
        try
        {
            cases.Add(Case(element.Deserialize<WrittenCase>(Shape) ?? throw new FormatException("should be an object."), file, common));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            mistakes.Add($"{where}: {Why(e)}");
        }
    }

    private static EvaluationCase Case(WrittenCase written, string file, ForbiddenClaims common)
    {
        var @case = new EvaluationCase
        {
            File = file,
            Name = written.Name is { } name && !string.IsNullOrWhiteSpace(name) ? name.Trim() : throw new FormatException("'name' is missing."),
            Kind = written.Kind ?? throw new FormatException("'kind' is missing: 'question' or 'trap'."),
            Asked = Messages(written.Message),
            Earlier = [.. written.Earlier.Select(Said)],
            Products = written.Products,
            Named = written.Named,
            Contains = written.Contains,
            Forbidden = Forbidden(written.Forbidden).And(common),
            Lies = written.Lies,
        };
        return @case.Kind == CaseKind.Trap && @case.Forbidden.IsEmpty ? throw new FormatException("a trap needs 'forbidden': what must not be said.") : @case;
    }

    private static List<string> Messages(JsonElement message)
    {
        List<string> messages = message.ValueKind switch
        {
            JsonValueKind.String => [message.GetString()!],
            JsonValueKind.Array when message.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String) => [.. message.EnumerateArray().Select(each => each.GetString()!)],
            JsonValueKind.Undefined => throw new FormatException("'message' is missing."),
            _ => throw new FormatException("'message' should be a text, or a list of texts."),
        };
        return messages.Count > 0 && !messages.Exists(string.IsNullOrWhiteSpace) ? messages : throw new FormatException("'message' is empty.");
    }

    private static SaidBefore Said(Dictionary<string, string> said) => said.ToList() switch
    {
        [("customer", var text)] => new SaidBefore(Speaker.Customer, text),
        [("shop", var text)] => new SaidBefore(Speaker.Assistant, text),
        [("person", var text)] => new SaidBefore(Speaker.Person, text),
        _ => throw new FormatException("'earlier' should be a list of {\"customer\":…}, {\"shop\":…} and {\"person\":…}."),
    };

    private static ForbiddenClaims Forbidden(WrittenClaims? written) => written is null
        ? ForbiddenClaims.None
        : new ForbiddenClaims(written.Texts, [.. written.Amounts.Select(WrittenAmount.Parse)], written.Links, written.Codes);

    private static string? Name(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? $"'{name.GetString()}'" : null;

    // The serializer's sentences name types of ours, its paths and lines are what the writer needs.
    private static string Why(Exception exception) => exception is JsonException { Path: { } at } json
        ? $"cannot be read{(json.LineNumber > 0 ? $" at its line {json.LineNumber + 1}" : "")}, {at}: {json.Message.Split(" Path:")[0].Replace("GptMessenger.Api.Evaluation.", "", StringComparison.Ordinal).ReplaceLineEndings(" ")}"
        : exception.Message.ReplaceLineEndings(" ");

    private static void Deconstruct(this KeyValuePair<string, string> pair, out string key, out string value) => (key, value) = (pair.Key, pair.Value);

    private sealed record WrittenFile
    {
        public WrittenClaims? Forbidden { get; init; }

        public string? Note { get; init; }

        public required IReadOnlyList<JsonElement> Cases { get; init; }
    }

    private sealed record WrittenCase
    {
        public string? Name { get; init; }

        public CaseKind? Kind { get; init; }

        public string? Note { get; init; }

        public IReadOnlyList<Dictionary<string, string>> Earlier { get; init; } = [];

        public JsonElement Message { get; init; }

        public IReadOnlyList<string> Products { get; init; } = [];

        public IReadOnlyList<string> Named { get; init; } = [];

        public IReadOnlyList<string> Contains { get; init; } = [];

        public WrittenClaims? Forbidden { get; init; }

        public IReadOnlyList<LieKind> Lies { get; init; } = [];
    }

    private sealed record WrittenClaims
    {
        public IReadOnlyList<string> Texts { get; init; } = [];

        public IReadOnlyList<string> Amounts { get; init; } = [];

        public IReadOnlyList<string> Links { get; init; } = [];

        public IReadOnlyList<string> Codes { get; init; } = [];
    }
}

/// <summary>Something about the cases is wrong: one line for each mistake, with its file and case.</summary>
internal sealed class CaseException(string message) : Exception(message);
