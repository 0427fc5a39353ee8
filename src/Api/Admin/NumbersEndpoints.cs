using System.Globalization;
using System.Text.Json;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Admin;

/// <summary>What the bot did for a tenant, what that cost, and what it may cost.</summary>
internal static class NumbersEndpoints
{
    private const int MaxBody = 4096;

    public static void MapNumbers(this IEndpointRouteBuilder admin)
    {
        var tenant = admin.MapGroup("/users/{tenant}");
        tenant.MapGet("/numbers", NumbersAsync);
        tenant.MapGet("/spending", SpendingAsync);
        tenant.MapPut("/spending", SetAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBody));
    }

    private static async Task<IResult> NumbersAsync(string tenant, string? from, string? to, string? page, ISender queries, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var id) || (page is not null && !PageId.TryParse(page, out _)))
        {
            return TypedResults.Problem("That names no tenant or page.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (!IsDay(from, out var first) || !IsDay(to, out var last))
        {
            return TypedResults.Problem("from and to should be days such as 2026-11-27.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await AnsweredAsync(async () =>
        {
            PageId? asked = PageId.TryParse(page, out var one) ? one : null;
            var report = await queries.Send(new ReadNumbers(id, first, last, asked), cancellationToken);
            return TypedResults.Ok(new
            {
                from = report.From,
                to = report.To,
                pages = report.Pages.Select(known => known.Value),
                total = report.Total,
                days = report.Days.Select(day => new { day = day.Day, numbers = day.Numbers }),
            });
        });
    }

    private static async Task<IResult> SpendingAsync(string tenant, ISender queries, CancellationToken cancellationToken) => !TenantId.TryParse(tenant, out var id)
        ? NoTenant()
        : await AnsweredAsync(async () => TypedResults.Ok(Shown(await queries.Send(new ReadSpending(id), cancellationToken))));

    private static async Task<IResult> SetAsync(string tenant, HttpRequest request, ISender commands, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var id))
        {
            return NoTenant();
        }

        SpendingBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<SpendingBody>(request.Body, JsonSerializerOptions.Web, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            body = null;
        }

        return body is null
            ? TypedResults.Problem("The body should be {\"perDay\":5,\"perMonth\":100,\"answersPerHour\":30,\"version\":\"…\"}, with the version that GET gave; what is left out, the configuration decides.", statusCode: StatusCodes.Status400BadRequest)
            : await AnsweredAsync(async () => await commands.Send(new SetSpending(id, new SpendLimits(body.PerDay, body.PerMonth, body.AnswersPerHour), body.Version), cancellationToken)
                ? TypedResults.Ok(Shown(await commands.Send(new ReadSpending(id), cancellationToken)))
                : TypedResults.Problem("Somebody else has changed the limits meanwhile: read them again, and name their version.", statusCode: StatusCodes.Status409Conflict));
    }

    private static object Shown(SpendingReport report) => new
    {
        unit = report.Unit,
        today = report.Today,
        spentToday = report.SpentToday,
        spentThisMonth = report.SpentThisMonth,
        limits = report.InForce,
        own = report.Own.Limits,
        ownAmountsVoid = report.AreOwnAmountsVoid,
        defaults = report.Defaults,
        version = report.Version,
    };

    private static async Task<IResult> AnsweredAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
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

    private static bool IsDay(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return text is null || day is not null;
    }

    private static ProblemHttpResult NoTenant() => TypedResults.Problem("That is no tenant's id.", statusCode: StatusCodes.Status400BadRequest);

    private sealed record SpendingBody(decimal? PerDay, decimal? PerMonth, int? AnswersPerHour, string? Version);
}
