using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GptMessenger.Api.Simulator.Graph;

/// <summary>Graph's addresses, its check of who calls, and the note of each call.</summary>
internal static class GraphEndpoints
{
    private const string Me = "me";

    public static void MapSimulatedGraph(this IEndpointRouteBuilder routes)
    {
        var app = routes.MapGroup(SimulatorSettings.GraphPath + "/{version:regex(^v\\d+\\.\\d+$)}");
        app.MapGet("/debug_token", (HttpRequest request, SimulatorKeys keys) => SimulatedApp.Inspect(request, keys));
        var graph = routes.MapGroup(SimulatorSettings.GraphPath + "/{version:regex(^v\\d+\\.\\d+$)}/{page}");
        graph.MapPost("/messages", (HttpContext context, string page, SimulatedGraph facebook) =>
            AnswerAsync(context, page, request => facebook.Send(request)));
        graph.MapGet("/conversations", (HttpContext context, string page, SimulatedGraph facebook) =>
            AnswerAsync(context, page, _ => facebook.Conversations(context.Request.Query["user_id"], context.Request.Query["fields"])));
        graph.MapGet("/subscribed_apps", (HttpContext context, string page, SimulatorKeys keys) =>
            AnswerAsync(context, page, _ => SimulatedApp.Subscriptions(keys)));
        graph.MapGet("/", (HttpContext context, string page, SimulatedGraph facebook) =>
            AnswerAsync(context, page, _ => page is SimulatorSettings.SamplePage or Me ? SimulatedGraph.Page(context.Request.Query["fields"]) : facebook.Person(page)));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, string page, Func<JsonObject, GraphAnswer> answer)
    {
        var (keys, wire, clock) = (
            context.RequestServices.GetRequiredService<SimulatorKeys>(),
            context.RequestServices.GetRequiredService<WireLog>(),
            context.RequestServices.GetRequiredService<TimeProvider>());
        var (at, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        var request = await ReadAsync(context.Request);
        var result = request is null ? GraphAnswer.Invalid("The body is not a JSON object")
            : CheckCaller(context.Request, request, keys)
                ?? (page is SimulatorSettings.SamplePage or Me || IsPerson(context.Request, page) ? answer(request) : GraphAnswer.NoSuchObject(page));

        wire.Add(new(
            at, WireSide.Graph, Customer(context.Request, request), What(context.Request, request), context.Request.Method, context.Request.Path,
            result.Status, clock.GetElapsedTime(start), Shown(request)));
        return Results.Json(result.Body, statusCode: result.Status);
    }

    /// <summary>An app that requires its secret, as every app should: the token alone opens nothing.</summary>
    private static GraphAnswer? CheckCaller(HttpRequest request, JsonObject body, SimulatorKeys keys)
    {
        const string Bearer = "Bearer ";
        string? header = request.Headers.Authorization;
        string? token = header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true ? header[Bearer.Length..] : Parameter(request, body, "access_token");
        if (token is null)
        {
            return GraphAnswer.NoToken();
        }

        if (!IsSame(token, keys.PageToken))
        {
            return GraphAnswer.WrongToken();
        }

        return Parameter(request, body, "appsecret_proof") switch
        {
            null => GraphAnswer.Invalid("API calls from the server require an appsecret_proof argument"),
            var proof when IsSame(proof, Proof(keys)) => null,
            _ => GraphAnswer.Invalid("Invalid appsecret_proof provided in the API argument"),
        };
    }

    private static string Proof(SimulatorKeys keys) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys.AppSecret), Encoding.UTF8.GetBytes(keys.PageToken)));

    private static string? Parameter(HttpRequest request, JsonObject body, string name) =>
        request.Query[name] is [{ Length: > 0 } value] ? value : GraphMessage.Text(body, name);

    private static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    /// <returns>The body; an empty object where there is none; null when it is something else.</returns>
    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
        {
            return [];
        }

        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            // Not JSON; or the product hung up, as it does when an answer is ready before the typing dots are.
            return null;
        }
    }

    private static bool IsPerson(HttpRequest request, string id) =>
        HttpMethods.IsGet(request.Method) && request.Path.Value!.EndsWith($"/{id}", StringComparison.Ordinal) && SimulatedMessenger.IsPsid(id);

    private static string? Customer(HttpRequest request, JsonObject? body) =>
        request.Query["user_id"] is [{ } psid] ? psid : GraphMessage.Text(body?["recipient"] as JsonObject, "id");

    private static string What(HttpRequest request, JsonObject? body) =>
        GraphMessage.Text(body, "sender_action")
        ?? (HttpMethods.IsPost(request.Method) ? "send" : request.Path.Value!.EndsWith("/conversations", StringComparison.Ordinal) ? "read the thread" : "read the page");

    private static string Shown(JsonObject? body)
    {
        body?.Remove("access_token");
        body?.Remove("appsecret_proof");
        return body is { Count: > 0 } ? body.ToJsonString() : "";
    }
}
