using System.Text.Json;
using GptMessenger.Api.Admin;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Customers;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Console.Customers;

/// <summary>What is kept of a customer, as a file for the owner's browser.</summary>
internal static class CustomerExport
{
    public const string Path = "/customers/export";

    private const int MaxForm = 16 * 1024;

    public static void MapCustomerExport(this IEndpointRouteBuilder console) =>
        console.MapPost(Path, ExportAsync).AsForm().RequireAuthorization(owner => owner.RequireRole(Roles.Owner)).WithMetadata(new RequestSizeLimitAttribute(MaxForm));

    private static async Task<IResult> ExportAsync(HttpContext context, ISender sender, TimeProvider clock)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!ConversationId.TryParse($"{ConsoleUser.Of(context.User)!.Tenant}/facebook/{form["page"]}/{form["sender"].ToString().Trim()}", out var id))
        {
            return FormFilter.Told("Not like that", "A customer is named by the page and by their id there (PSID): letters, digits, '.', '_' and '-'.", StatusCodes.Status400BadRequest);
        }

        return await sender.Send(new ExportCustomer(id), context.RequestAborted) is { } export
            ? Results.File(JsonSerializer.SerializeToUtf8Bytes(CustomerEndpoints.Shown(id, export, clock.GetUtcNow()), JsonSerializerOptions.Web), "application/json", $"{id.Page}-{id.Sender}.json")
            : FormFilter.Told("Nobody", $"Nothing is known of the customer {id.Sender} of the page {id.Page}.", StatusCodes.Status404NotFound);
    }
}
