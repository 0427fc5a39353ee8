using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.GenAi;
using GptMessenger.Infrastructure.Prompts;
using GptMessenger.Infrastructure.Spaces;

namespace GptMessenger.Api.Settings;

/// <summary>The part of the configuration contract that says how answers are found. An evaluation needs no more of it.</summary>
/// <param name="DataDir">As a full path.</param>
/// <param name="Reply">How replies are made; when, is not read here.</param>
/// <param name="Answering">The store, the model and the prompt.</param>
/// <param name="Spend">What models cost, and may cost.</param>
internal sealed record AnswerSettings(string DataDir, ReplyOptions Reply, AnsweringOptions Answering, SpendOptions Spend)
{
    public static AnswerSettings Read(SettingsReader reader)
    {
        string dataDir = Path.GetFullPath(reader.Text("DATA_DIR") ?? "data");
        var genAi = GenAi(reader);
        return new AnswerSettings(
            dataDir,
            new ReplyOptions
            {
                ContextTokens = reader.Number("GENAI_CONTEXT_TOKENS", 6000, 500, 1_000_000),
                MaxDecisions = genAi.MaxConcurrency,
            },
            new AnsweringOptions(Spaces(reader), new FolderOptions(dataDir), genAi, new PromptOptions(PromptFile(reader))),
            SpendSettingsReader.Read(reader, genAi));
    }

    private static GenAiOptions GenAi(SettingsReader reader) => new()
    {
        Key = reader.Text("AGENT_API_KEY"),
        Endpoint = reader.Address("GENAI_ENDPOINT", "https://inference.do-ai.run/v1/chat/completions"),
        Models = reader.Listed("GENAI_MODEL", "llama3.3-70b-instruct", "a model's id, or several separated by commas"),
        MaxTokens = reader.Number("GENAI_MAX_TOKENS", 200, 1, 100_000),
        Timeout = TimeSpan.FromSeconds(reader.Number("GENAI_TIMEOUT_S", 30, 1, 600)),
        MaxConcurrency = reader.Number("GENAI_MAX_CONCURRENCY", 64, 1, 10_000),
    };

    private static SpacesOptions? Spaces(SettingsReader reader)
    {
        if (reader.Text("SPACES_BUCKET") is not { } bucket)
        {
            return null;
        }

        return new SpacesOptions
        {
            Bucket = bucket,
            Region = reader.Text("SPACES_REGION") ?? "nyc3",
            Endpoint = reader.Address("SPACES_ENDPOINT", "https://nyc3.digitaloceanspaces.com"),
            Key = reader.Required("SPACES_API_KEY", "the access key of the bucket in SPACES_BUCKET"),
            Secret = reader.Required("SPACES_API_SECRET", "the secret that belongs to SPACES_API_KEY"),
        };
    }

    /// <summary>As named, seen from the working directory; else beside the program, where publishing puts the prompts.</summary>
    private static string PromptFile(SettingsReader reader)
    {
        string file = reader.Text("PROMPT_FILE") ?? Path.Combine("prompts", "prompt.txt");
        string here = Path.GetFullPath(file);
        return File.Exists(here) ? here : Path.GetFullPath(file, AppContext.BaseDirectory) is var beside && File.Exists(beside) ? beside : here;
    }
}
