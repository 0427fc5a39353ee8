using System.Text;
using System.Text.Json;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.GenAi;

/// <summary>What an endpoint says went wrong. Every family of servers has its own shape for it.</summary>
internal static class ErrorText
{
    public static string Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement) ?? Plain(body.Span);
        }
        catch (JsonException)
        {
            return Plain(body.Span);
        }
    }

    /// <returns>Null: this is no error.</returns>
    public static string? Read(JsonElement root)
    {
        var error = root.Member("error");
        return Described(error.Member("message").Text(), error.Member("code").Id() ?? error.Member("type").Text())
            ?? error.Text()
            ?? Described(root.Member("message").Text(), root.Member("id").Id() ?? root.Member("type").Text())
            ?? root.Member("detail").Text()
            ?? Details(root.Member("detail"));
    }

    private static string? Described(string? message, string? code) =>
        string.IsNullOrWhiteSpace(message) ? null : code is null ? message : $"{message} ({code})";

    // FastAPI: where, and what is wrong there. Its "input" would repeat the prompt.
    private static string? Details(JsonElement detail)
    {
        var lines = detail.Items().Select(item => $"{string.Join('.', item.Member("loc").Items().Select(step => step.Id()))}: {item.Member("msg").Text()}");
        return string.Join("; ", lines) is { Length: > 0 } text ? text : null;
    }

    private static string Plain(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? "without a word" : Encoding.UTF8.GetString(body[..Math.Min(body.Length, 500)]);
}
