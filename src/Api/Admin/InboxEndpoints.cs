using System.Text.Json;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Admin;

/// <summary>A tenant's conversations: to be listed, read, and answered by a person.</summary>
internal static class InboxEndpoints
{
    private const int MaxBody = 64 * 1024;

    public static void MapInbox(this IEndpointRouteBuilder admin)
    {
        var inbox = admin.MapGroup("/users/{tenant}/inbox");
        inbox.MapGet("", ListAsync);
        var conversation = inbox.MapGroup("/{channel}/{page}/{sender}");
        conversation.MapGet("", ReadAsync);
        conversation.MapPost("/answer", AnswerAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBody));
        conversation.MapPost("/takeover", TakeOverAsync);
        conversation.MapPost("/handback", HandBackAsync);
        conversation.MapPost("/settle", SettleAsync);
    }

    private static async Task<IResult> ListAsync(
        string tenant, string? filter, string? page, string? query, string? after, int? limit, ISender commands, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var id))
        {
            return NoTenant();
        }

        if (Filter(filter) is not { } wanted)
        {
            return TypedResults.Problem("filter should be 'all', 'needs_person', 'paused', 'unanswered' or 'failed'.", statusCode: StatusCodes.Status400BadRequest);
        }

        var (ofPage, isPage) = Page(id, page);
        if (!isPage)
        {
            return TypedResults.Problem("page should be a channel and a page, such as facebook/1234.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await AnsweredAsync(async () =>
        {
            var list = new ListInbox(id) { Filter = wanted, Page = ofPage, Text = query, After = after, Limit = limit ?? 50 };
            var found = await commands.Send(list, cancellationToken);
            return TypedResults.Ok(new { conversations = found.Conversations.Select(Shown), next = found.Next });
        });
    }

    private static Task<IResult> ReadAsync(
        string tenant, string channel, string page, string sender, string? before, int? limit, ISender commands, CancellationToken cancellationToken) =>
        WithConversationAsync(tenant, channel, page, sender, async id =>
            await commands.Send(new ReadThread(id, before, limit ?? 50), cancellationToken) is { } thread
                ? TypedResults.Ok(Shown(thread))
                : TypedResults.Problem($"Nothing was said in {id}.", statusCode: StatusCodes.Status404NotFound));

    private static Task<IResult> AnswerAsync(
        string tenant, string channel, string page, string sender, HttpRequest request, ISender commands, CancellationToken cancellationToken) =>
        WithConversationAsync(tenant, channel, page, sender, async id =>
        {
            if (await JsonSerializer.DeserializeAsync<AnswerBody>(request.Body, JsonSerializerOptions.Web, cancellationToken) is not { Id: { } answer, Text: { } text })
            {
                return BadAnswer();
            }

            var result = await commands.Send(new AnswerAsPerson(id, answer, text), cancellationToken);
            return Answered(id, answer, result);
        });

    private static Task<IResult> TakeOverAsync(string tenant, string channel, string page, string sender, ISender commands, CancellationToken cancellationToken) =>
        WithConversationAsync(tenant, channel, page, sender, async id =>
            await commands.Send(new PauseBot(id, Minutes: null), cancellationToken) is { } until
                ? TypedResults.Ok(new { conversation = id.ToString(), pausedUntil = AdminEndpoints.Time(until) })
                : NotConnected(id));

    private static Task<IResult> HandBackAsync(string tenant, string channel, string page, string sender, ISender commands, CancellationToken cancellationToken) =>
        WithConversationAsync(tenant, channel, page, sender, async id =>
            await commands.Send(new ResumeBot(id), cancellationToken) ? TypedResults.Ok(new { conversation = id.ToString() }) : NotConnected(id));

    private static Task<IResult> SettleAsync(string tenant, string channel, string page, string sender, ISender commands, CancellationToken cancellationToken) =>
        WithConversationAsync(tenant, channel, page, sender, async id =>
        {
            await commands.Send(new SettleCase(id), cancellationToken);
            return TypedResults.Ok(new { conversation = id.ToString() });
        });

    private static async Task<IResult> WithConversationAsync(string tenant, string channel, string page, string sender, Func<ConversationId, Task<IResult>> work) =>
        ConversationId.TryParse($"{tenant}/{channel}/{page}/{sender}", out var id) ? await AnsweredAsync(() => work(id)) : AdminEndpoints.NoConversation();

    private static async Task<IResult> AnsweredAsync(Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (JsonException)
        {
            return BadAnswer();
        }
        catch (ValidationException e)
        {
            return AdminEndpoints.Invalid(e);
        }
        catch (UnreadableFileException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status500InternalServerError);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static IResult Answered(ConversationId id, string answer, PersonAnswerResult result) => result.Outcome switch
    {
        PersonAnswerOutcome.Sent => TypedResults.Ok(new { conversation = id.ToString(), id = answer, state = "sent", pausedUntil = AdminEndpoints.Time(result.PausedUntil) }),
        PersonAnswerOutcome.InDoubt => TypedResults.Json(
            new { conversation = id.ToString(), id = answer, state = "in_doubt", reason = result.Reason, pausedUntil = AdminEndpoints.Time(result.PausedUntil) }, statusCode: StatusCodes.Status202Accepted),
        PersonAnswerOutcome.NotConnected => NotConnected(id),
        PersonAnswerOutcome.NoConversation => TypedResults.Problem($"This customer has never written: {id}.", statusCode: StatusCodes.Status404NotFound),
        PersonAnswerOutcome.WindowClosed => TypedResults.Problem(result.Reason ?? "Messenger's time for an answer is over.", statusCode: StatusCodes.Status409Conflict),
        PersonAnswerOutcome.NotNow => TypedResults.Problem($"It was not sent; send it again later under the same id. {result.Reason}", statusCode: StatusCodes.Status503ServiceUnavailable),
        _ => TypedResults.Problem($"It was not sent. {result.Reason}", statusCode: StatusCodes.Status422UnprocessableEntity),
    };

    private static ProblemHttpResult BadAnswer() => TypedResults.Problem(
        "Send {\"id\":\"…\",\"text\":\"…\"}: an id that you make anew for each answer, and what the customer is to read.", statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult NoTenant() => TypedResults.Problem("That is no tenant.", statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult NotConnected(ConversationId id) =>
        TypedResults.Problem($"Tenant {id.Tenant} has no connected page {id.Page} on {id.Channel.Folder()}.", statusCode: StatusCodes.Status404NotFound);

    private static InboxFilter? Filter(string? word) => word switch
    {
        null or "" or "all" => InboxFilter.All,
        "needs_person" => InboxFilter.NeedsPerson,
        "paused" => InboxFilter.Paused,
        "unanswered" => InboxFilter.Unanswered,
        "failed" => InboxFilter.Failed,
        _ => null,
    };

    private static (ConnectedPage? Page, bool IsValid) Page(TenantId tenant, string? text) => text switch
    {
        null or "" => (null, true),
        _ when text.Split('/') is [var channelText, var pageText] && Channels.Find(channelText) is { } channel && PageId.TryParse(pageText, out var page) => (new ConnectedPage(tenant, channel, page), true),
        _ => (null, false),
    };

    public static object Shown(ConversationSummary summary) => new
    {
        conversation = summary.Conversation.ToString(),
        customerName = summary.CustomerName,
        lastAt = AdminEndpoints.Time(summary.LastAt),
        lastBy = Word(summary.LastBy.ToString()),
        snippet = summary.Snippet,
        unansweredSince = AdminEndpoints.Time(summary.UnansweredSince),
        beingAnswered = summary.IsBeingAnswered,
        pausedUntil = AdminEndpoints.Time(summary.PausedUntil),
        failed = summary.Failed is { } failed ? new { turn = failed.Turn, reason = failed.Reason, at = AdminEndpoints.Time(failed.At) } : null,
        needsPerson = summary.Case is { } needed ? new { id = needed.Id, reason = Word(needed.Reason.ToString()), since = AdminEndpoints.Time(needed.Since) } : null,
        lastAskedAt = AdminEndpoints.Time(summary.LastAskedAt),
        deliveredUntil = AdminEndpoints.Time(summary.DeliveredUntil),
        readUntil = AdminEndpoints.Time(summary.ReadUntil),
    };

    private static object Shown(ConversationThread thread) => new
    {
        summary = Shown(thread.Summary),
        messages = thread.Entries.Select(Shown),
        hasEarlier = thread.HasEarlier,
        assistantUntil = AdminEndpoints.Time(thread.Window.AssistantUntil),
        personUntil = AdminEndpoints.Time(thread.Window.PersonUntil),
    };

    private static object Shown(ThreadEntry entry) => new
    {
        key = entry.Key,
        by = Word(entry.By.ToString()),
        at = AdminEndpoints.Time(entry.At),
        text = entry.Text,
        attachments = entry.Attachments.Select(file => new { kind = file.Kind, link = file.Link?.OriginalString }),
        cards = entry.Cards.Select(card => new { title = card.Title, subtitle = card.Subtitle, image = card.Image?.OriginalString, link = card.Link?.OriginalString, buttons = card.Buttons }),
        deleted = entry.IsDeleted,
        edited = entry.IsEdited,
        tapped = entry.IsTap,
        reason = entry.Reason is { } reason ? new { turn = reason.Turn, seconds = reason.Seconds, basis = TurnEndpoints.Shown(reason.Basis) } : null,
    };

    /// <summary>As words of JSON are written here: <c>needs_person</c>.</summary>
    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private sealed record AnswerBody(string? Id, string? Text);
}
