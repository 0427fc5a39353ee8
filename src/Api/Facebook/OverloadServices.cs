using GptMessenger.Application.Replies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;

namespace GptMessenger.Api.Facebook;

internal static class OverloadServices
{
    private const string Policy = "webhook";

    public static IServiceCollection AddOverload(this IServiceCollection services, WebhookLimits limits)
    {
        services.AddSingleton(provider => new Overload(
            provider.GetRequiredService<OpenTurns>(), limits, MemoryInUse.Now, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Overload>>()));
        return services.AddRateLimiter(limiter =>
        {
            // No queue: a delivery that waits in here is a delivery that times out at Meta.
            limiter.AddConcurrencyLimiter(Policy, options => (options.PermitLimit, options.QueueLimit) = (limits.Concurrent, 0));
            limiter.OnRejected = (context, _) =>
            {
                context.HttpContext.RequestServices.GetRequiredService<Overload>().NoteRefusal(Overload.TooManyAtOnce);
                return new ValueTask(Refuse(context.HttpContext, Overload.TooManyAtOnce).ExecuteAsync(context.HttpContext));
            };
        });
    }

    public static void LimitConcurrency(this RouteHandlerBuilder endpoint) => endpoint.RequireRateLimiting(Policy);

    /// <summary>Before the body is read.</summary>
    public static ProblemHttpResult Refuse(HttpContext context, string reason)
    {
        context.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem($"This node has more than it can take ({reason}). Deliver it again.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
