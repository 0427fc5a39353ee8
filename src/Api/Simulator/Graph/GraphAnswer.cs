using System.Text.Json.Nodes;

namespace GptMessenger.Api.Simulator.Graph;

/// <summary>What Graph answers. Source of the errors: Messenger Platform, "Error codes" (2026-06).</summary>
internal sealed record GraphAnswer(int Status, JsonObject Body)
{
    private const int InvalidParameter = 100;

    public static GraphAnswer Of(JsonObject body) => new(StatusCodes.Status200OK, body);

    public static GraphAnswer Invalid(string message, int? subcode = null) => Error(InvalidParameter, $"(#{InvalidParameter}) {message}", subcode);

    public static GraphAnswer WrongToken() => Error(190, "Invalid OAuth access token - Cannot parse access token");

    public static GraphAnswer NoToken() => Error(104, "An access token is required to request this resource.");

    public static GraphAnswer WindowClosed() => Error(10, "(#10) This message is sent outside of allowed window.", 2018278, StatusCodes.Status403Forbidden);

    public static GraphAnswer NoSuchObject(string id) =>
        Error(InvalidParameter, $"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.", 33);

    private static GraphAnswer Error(int code, string message, int? subcode = null, int status = StatusCodes.Status400BadRequest)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = "OAuthException", ["code"] = code };
        if (subcode is { } number)
        {
            error["error_subcode"] = number;
        }

        error["fbtrace_id"] = "Simulated";
        return new(status, new() { ["error"] = error });
    }
}
