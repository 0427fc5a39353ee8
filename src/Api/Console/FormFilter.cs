using FluentValidation;
using GptMessenger.Api.Connect;
using GptMessenger.Application.Conversations;
using Microsoft.AspNetCore.Antiforgery;

namespace GptMessenger.Api.Console;

/// <summary>
/// What every plain form of the console goes through (a file up or down is no work for a circuit): it was made by a page of ours for this
/// browser, and where it cannot be done the owner reads why.
/// </summary>
internal static class FormFilter
{
    public static RouteHandlerBuilder AsForm(this RouteHandlerBuilder form) => form.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        try
        {
            // Reads the form.
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
                ? await next(context)
                : Told("Begin again", "This form was not made by this page for this browser, or it is old. Open the page again.", StatusCodes.Status400BadRequest);
        }
        catch (AntiforgeryValidationException)
        {
            return Told("Not like that", "The form did not arrive whole, or is too large. Nothing was changed.", StatusCodes.Status400BadRequest);
        }
        catch (ValidationException e)
        {
            return Told("Not like that", string.Join(' ', e.Errors.Select(error => error.ErrorMessage)), StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            return Told("Not like that", "The form did not arrive whole, or is too large. Nothing was changed.", e.StatusCode);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            return Told("Not now", $"The store did not take or give it; it may not have been done. Try again. {(e is UnreadableFileException ? e.Message : "")}", StatusCodes.Status503ServiceUnavailable);
        }
    });

    public static IResult Told(string title, string text, int status = StatusCodes.Status200OK) => ConnectHtml.Page(ConnectHtml.Told(title, text), status);
}
