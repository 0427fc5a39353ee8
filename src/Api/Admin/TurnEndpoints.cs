using System.Globalization;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GptMessenger.Api.Admin;

/// <summary>What became of every turn, and a second chance for those that were given up.</summary>
internal static class TurnEndpoints
{
    private const int DefaultLimit = 50;
    private const string Open = "open";

    private static readonly Dictionary<string, TurnState> States = new(StringComparer.OrdinalIgnoreCase)
    {
        ["answered"] = TurnState.Answered,
        ["handed-over"] = TurnState.HandedOver,
        ["skipped"] = TurnState.Skipped,
        ["dead-letter"] = TurnState.DeadLetter,
    };

    public static void MapTurns(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/turns", ListAsync);
        admin.MapGet("/turns/{id}", ExplainAsync);
        admin.MapPost("/turns/{id}/retry", RetryAsync);
    }

    private static async Task<IResult> ListAsync(string? state, string? tenant, string? limit, string? before, ISender sender, CancellationToken cancellationToken)
    {
        if (!TryParseState(state ?? Open, out var wanted))
        {
            return Problem(StatusCodes.Status400BadRequest, $"state should be one of {Open}, {string.Join(", ", States.Keys)}.");
        }

        TenantId? owner = null;
        if (tenant is not null)
        {
            if (!TenantId.TryParse(tenant, out var id))
            {
                return Problem(StatusCodes.Status400BadRequest, "tenant should be up to 128 letters, digits, '.', '_' and '-'.");
            }

            owner = id;
        }

        int count = DefaultLimit;
        if (limit is not null && !int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count))
        {
            return Problem(StatusCodes.Status400BadRequest, "limit should be a whole number.");
        }

        DateTimeOffset end = default;
        if (before is not null && !DateTimeOffset.TryParse(before, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out end))
        {
            return Problem(StatusCodes.Status400BadRequest, "before should be a time such as 2026-11-22T18:00:00.000Z: the 'next' of the page before.");
        }

        try
        {
            var page = await sender.Send(new ListTurns(new TurnFilter(wanted, count, owner, before is null ? null : end)), cancellationToken);
            return TypedResults.Ok(new { turns = page.Turns.Select(Shown), next = Time(page.Next) });
        }
        catch (ValidationException e)
        {
            return AdminEndpoints.Invalid(e);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static async Task<IResult> ExplainAsync(string id, ISender sender, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.Send(new ExplainTurn(id), cancellationToken) is { } explanation
                ? TypedResults.Ok(new { turn = Shown(explanation.Record), basis = explanation.Basis is { } basis ? Shown(basis) : null })
                : Problem(StatusCodes.Status404NotFound, "There is no turn with this id. Those that were answered are kept for 30 days.");
        }
        catch (ValidationException e)
        {
            return AdminEndpoints.Invalid(e);
        }
        catch (UnreadableFileException e)
        {
            return Problem(StatusCodes.Status500InternalServerError, e.Message);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static async Task<IResult> RetryAsync(string id, ISender sender, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.Send(new RetryTurn(id), cancellationToken) switch
            {
                Reopening.Reopened => TypedResults.Accepted((string?)null, new { id, state = Open }),
                Reopening.NoSuchTurn => Problem(StatusCodes.Status404NotFound, "There is no dead letter with this id; it may have been retried already."),
                Reopening.NoDeadLetter => Problem(StatusCodes.Status409Conflict, "This turn is no dead letter: it ended well, or rightly without an answer."),
                Reopening.AnotherIsOpen => Problem(StatusCodes.Status409Conflict, "A turn of this conversation is open. Try again when it has ended, usually in seconds."),
                Reopening.WindowIsOver => Problem(
                    StatusCodes.Status409Conflict, "The time in which Messenger lets an assistant answer is over, counted from the customer's last message. A person may still answer in the page inbox."),
                Reopening.BotIsPaused => Problem(StatusCodes.Status409Conflict, "A person has this conversation. Resume the bot there, then try again."),
                var unknown => throw new InvalidOperationException($"{unknown} has no answer."),
            };
        }
        catch (ValidationException e)
        {
            return AdminEndpoints.Invalid(e);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    /// <summary>dead-letter, dead_letter, DeadLetter, deadletter: all the same. Null: open.</summary>
    private static bool TryParseState(string text, out TurnState? state)
    {
        static string Bare(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        string bare = Bare(text);
        state = States.Where(pair => Bare(pair.Key).Equals(bare, StringComparison.OrdinalIgnoreCase)).Select(pair => (TurnState?)pair.Value).FirstOrDefault();
        return state is not null || bare.Equals(Open, StringComparison.OrdinalIgnoreCase);
    }

    public static object Shown(TurnRecord record) => new
    {
        id = record.Turn.Id,
        state = record.End is { } end ? States.First(pair => pair.Value == end.State).Key : Open,
        reason = record.End?.Reason,
        tenant = record.Conversation.Tenant.Value,
        channel = record.Conversation.Channel.Folder(),
        page = record.Conversation.Page.Value,
        sender = record.Conversation.Sender.Value,
        openedAt = Time(record.Turn.OpenedAt),
        endedAt = Time(record.EndedAt),
        retriedAt = Time(record.Turn.Retry?.At),
        notBefore = Time(record.Turn.NotBefore),
        failures = record.Turn.Failures,
        parts = record.Turn.Parts.Select(Shown),
    };

    private static object Shown(ReplyPart part) => new
    {
        metadata = part.Metadata,
        text = (part as TextPart)?.Text,
        cards = (part as CardsPart)?.Cards.Select(card => card.Title),
        mid = part.Mid,
        triedAt = Time(part.TriedAt),
    };

    public static object Shown(AnswerBasis basis) => new
    {
        source = basis.Source switch
        {
            AnswerSource.Model => "model",
            AnswerSource.MendedModel => "mended-model",
            AnswerSource.Offline => "offline",
            AnswerSource.Fixed => "fixed",
            var unknown => throw new InvalidOperationException($"{unknown} has no name."),
        },
        withoutModel = basis.WithoutModel,
        leftToPerson = basis.IsLeftToPerson,
        reason = basis.Reason?.ToString(),
        refused = basis.Refused,
        products = basis.Products,
        promptVersion = basis.PromptVersion,
        catalogVersion = basis.CatalogVersion,
        promptTokens = basis.PromptTokens,
        completionTokens = basis.CompletionTokens,
    };

    private static string? Time(DateTimeOffset? time) => AdminEndpoints.Time(time);

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
