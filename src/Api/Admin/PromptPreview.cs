using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Prompts;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Api.Admin;

/// <summary>A draft tried on questions of the past or on one that is typed in: a line of JSON for each answer, written as soon as it is found.</summary>
internal static class PromptPreview
{
    private const int DefaultQuestions = 5;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static Task<IResult> ServeAsync(string tenant, HttpRequest request, ISender sender, CancellationToken cancellationToken) => PromptEndpoints.WithTenantAsync(tenant, async id =>
    {
        PageId page = default;
        if (await PromptEndpoints.ReadAsync<PreviewBody>(request, cancellationToken) is not { Text: { } text } body || (body.Page is not null && !PageId.TryParse(body.Page, out page)))
        {
            return PromptEndpoints.Bad("Send {\"text\":\"…\",\"conversations\":5}, or {\"text\":\"…\",\"question\":\"…\",\"page\":\"…\"}.");
        }

        if (body.Question is { } words)
        {
            var tried = await sender.Send(new TryPrompt(id, text, new TrialQuestion.Typed(words, body.Page is null ? null : page)), cancellationToken);
            return new Lines([_ => Task.FromResult<object?>(new { asked = new[] { words }, @new = Shown(tried!) })]);
        }

        var questions = await sender.Send(new ListPastQuestions(id, body.Conversations ?? DefaultQuestions), cancellationToken);
        if (await sender.Send(new CheckPrompt(id, text), cancellationToken) is { IsUsable: false })
        {
            return PromptEndpoints.Bad("The draft cannot be used as it is: check it.");
        }

        return new Lines([.. questions.Select(question => (Func<CancellationToken, Task<object?>>)(token => TryAsync(id, text, question, sender, token)))]);
    });

    private static async Task<object?> TryAsync(TenantId tenant, string text, PastQuestion question, ISender sender, CancellationToken cancellationToken)
    {
        var asked = new { conversation = question.Conversation.ToString(), turn = question.Record.Turn, asked = question.Asked, old = Old(question) };
        try
        {
            return await sender.Send(new TryPrompt(tenant, text, new TrialQuestion.Past(question.Conversation, question.Record.Turn)), cancellationToken) is { } tried
                ? new { asked.conversation, asked.turn, asked.asked, asked.old, @new = Shown(tried) }
                : null;
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException or ValidationException)
        {
            // The answers before this one are with the reader already, and the ones behind it may work.
            return new { asked.conversation, asked.turn, asked.asked, asked.old, error = e.Message };
        }
    }

    private static object Old(PastQuestion question) => new
    {
        answer = question.Answer,
        source = question.Record.Basis.Source,
        refused = question.Record.Basis.Refused,
        withoutModel = question.Record.Basis.WithoutModel,
        promptTokens = question.Record.Basis.PromptTokens,
        completionTokens = question.Record.Basis.CompletionTokens,
        seconds = question.Record.Seconds,
        prompt = question.Record.Basis.PromptVersion,
    };

    private static object Shown(TriedPrompt tried) => new
    {
        answer = tried.Answer,
        source = tried.Basis.Source,
        refused = tried.Basis.Refused,
        withoutModel = tried.Basis.WithoutModel,
        reason = tried.Basis.Reason?.ToString(),
        untried = tried.IsUntried,
        promptTokens = tried.Basis.PromptTokens,
        completionTokens = tried.Basis.CompletionTokens,
        seconds = Math.Round(tried.Took.TotalSeconds, 2),
        prompt = tried.Basis.PromptVersion,
    };

    private sealed record PreviewBody(string? Text, int? Conversations, string? Question, string? Page);

    /// <summary>One after the other, so that a preview takes one seat of the customers' at most.</summary>
    private sealed class Lines(IReadOnlyList<Func<CancellationToken, Task<object?>>> questions) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/x-ndjson";
            foreach (var question in questions)
            {
                if (await question(httpContext.RequestAborted) is { } line)
                {
                    await JsonSerializer.SerializeAsync(httpContext.Response.Body, line, Json, httpContext.RequestAborted);
                    await httpContext.Response.Body.WriteAsync("\n"u8.ToArray(), httpContext.RequestAborted);
                    await httpContext.Response.Body.FlushAsync(httpContext.RequestAborted);
                }
            }
        }
    }
}
