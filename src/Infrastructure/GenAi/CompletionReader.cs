using System.Text.Json;
using System.Text.RegularExpressions;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Replies;

namespace GptMessenger.Infrastructure.GenAi;

/// <summary>
/// Finds the model's words in an answer. Tolerant in where they stand, because servers differ; strict in what is taken for words: a refusal,
/// an error with status 200, or the model's thoughts never are.
/// </summary>
internal static partial class CompletionReader
{
    private const RegexOptions Marks = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Some gateways report errors with status 200.</summary>
    public static bool IsError(JsonElement root) =>
        root.Member("error").ValueKind is JsonValueKind.Object or JsonValueKind.String || root.Member("object").Text() == "error";

    /// <param name="root">The whole answer.</param>
    /// <param name="model">Who was asked.</param>
    /// <exception cref="LlmUnavailableException">There are no words for the customer in it.</exception>
    public static Completion Read(JsonElement root, string model)
    {
        var choice = root.Member("choices").Items().FirstOrDefault();
        var usage = root.Member("usage");
        var spent = new Completion(
            Text: "",
            Count(usage.Member("prompt_tokens")) ?? Count(usage.Member("input_tokens")) ?? Count(root.Member("prompt_eval_count")),
            Count(usage.Member("completion_tokens")) ?? Count(usage.Member("output_tokens")) ?? Count(root.Member("eval_count"))) { Model = model };
        string? ending = Ending(root, choice);
        if (ending == "content_filter" || choice.Member("message").Member("refusal").Text() is { Length: > 0 })
        {
            throw new LlmUnavailableException("the model refused to answer") { Wasted = spent };
        }

        bool isCut = ending is "length" or "max_tokens" or "max_output_tokens" or "model_length" or "limit";
        string said = WithoutThoughts(Words(root, choice) ?? "").Trim();
        string text = isCut ? WholeSentences.Of(said) : said;
        return text.Length > 0
            ? spent with { Text = text }
            : throw new LlmUnavailableException(
                isCut ? "the model's answer was cut off before its first sentence ended; raise GENAI_MAX_TOKENS" : "the model's answer had no words") { Wasted = spent };
    }

    // In this order: chat, completions, Responses, llama.cpp's own, Ollama's own two.
    private static string? Words(JsonElement root, JsonElement choice) =>
        Content(choice.Member("message").Member("content"))
        ?? choice.Member("text").Text()
        ?? root.Member("output_text").Text()
        ?? Output(root.Member("output"))
        ?? Content(root.Member("content"))
        ?? Content(root.Member("message").Member("content"))
        ?? root.Member("response").Text();

    private static string? Content(JsonElement content) => content.ValueKind == JsonValueKind.Array ? Parts(content) : content.Text();

    private static string? Parts(JsonElement parts)
    {
        var words = parts.Items().Where(part => part.Member("type").Text() is null or "text" or "output_text").Select(part => part.Member("text").Text());
        return string.Concat(words) is { Length: > 0 } text ? text : null;
    }

    private static string? Output(JsonElement output)
    {
        var words = output.Items().Where(item => item.Member("type").Text() == "message").Select(item => Content(item.Member("content")));
        return string.Concat(words) is { Length: > 0 } text ? text : null;
    }

    private static string? Ending(JsonElement root, JsonElement choice) =>
        choice.Member("finish_reason").Text()
        ?? root.Member("incomplete_details").Member("reason").Text()
        ?? root.Member("done_reason").Text()
        ?? root.Member("stop_type").Text();

    /// <summary>Some servers leave a model's thoughts in the text; where the template opened them, only their end is to be seen.</summary>
    private static string WithoutThoughts(string text)
    {
        string spoken = Thoughts().Replace(text, "");
        return ThoughtsEnd().Matches(spoken) is [.., var end] ? spoken[(end.Index + end.Length)..] : spoken;
    }

    private static int? Count(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int count) && count >= 0 ? count : null;

    [GeneratedRegex(@"<think(ing)?>.*?(</think(ing)?>|\z)", Marks | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thoughts();

    [GeneratedRegex(@"</think(ing)?>", Marks, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThoughtsEnd();
}
