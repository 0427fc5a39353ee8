namespace GptMessenger.Api.Health;

/// <summary>Takes nothing in while the process is stopping: who delivers is told to come again, which may find another node, or this one started anew.</summary>
internal static class ClosedDoors
{
    private const string RetryAfterSeconds = "5";

    /// <remarks>
    /// A browser whose connection was closed connects again at once, before the web server has stopped listening, and the server would
    /// then wait for that connection until its time is over.
    /// </remarks>
    public static void UseClosedDoors(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use(async (context, next) =>
        {
            if (stopping.IsCancellationRequested && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
            {
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                context.Response.Headers.Connection = "close";
                await Results.Problem("The process is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
                return;
            }

            await next(context);
        });
    }
}
