using GptMessenger.Application.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Prompts;

/// <summary>The common prompt. A change to the file is used by the next turn; a bad change is reported once and the last good prompt stays.</summary>
internal sealed partial class PromptFile(PromptOptions options, ILogger<PromptFile> logger)
{
    private readonly Lock _gate = new();
    private PromptTemplate? _good;
    private (DateTime Written, long Length)? _seen;

    /// <exception cref="PromptException">There has not been a good one yet, and this one is missing or wrong.</exception>
    public PromptTemplate Current()
    {
        lock (_gate)
        {
            // Asking the file system costs microseconds; a watcher would miss changes on network drives and in containers.
            var file = new FileInfo(options.File);
            (DateTime, long)? now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
            if (_good is null || now != _seen)
            {
                _seen = now;
                _good = ReadOr(_good);
            }

            return _good;
        }
    }

    private PromptTemplate ReadOr(PromptTemplate? fallback)
    {
        try
        {
            return PromptTemplate.Parse(File.ReadAllText(options.File), options.File);
        }
        catch (PromptException e) when (fallback is not null)
        {
            LogBad(e.Message);
            return fallback;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string message = $"The prompt {options.File} cannot be read: {e.Message} Set PROMPT_FILE to the prompt's path.";
            if (fallback is null)
            {
                throw new PromptException(message);
            }

            LogBad(message);
            return fallback;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Reason} The last good prompt stays in use")]
    private partial void LogBad(string reason);
}
