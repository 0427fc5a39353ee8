using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GptMessenger.Api.Evaluation;

/// <summary>The results as JSON, to be compared with those of another prompt or model.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <param name="path">Where to; what is there is replaced.</param>
    /// <param name="results">In the order of the cases.</param>
    /// <param name="sums">Of those.</param>
    /// <param name="missed">The thresholds that they miss.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(string path, IReadOnlyList<CaseResult> results, EvaluationSums sums, IReadOnlyList<string> missed, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new { sums, missed, cases = results }, Shape);
        await File.WriteAllBytesAsync(path, json, cancellationToken);
    }
}
