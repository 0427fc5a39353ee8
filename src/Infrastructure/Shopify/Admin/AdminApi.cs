using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>
/// The Admin API of connected shops. Waits where Shopify asks for it, tries again what may work, renews a token that has died early. Queries
/// only: what changes something there must bear being done twice.
/// </summary>
internal sealed partial class AdminApi(IHttpClientFactory clients, ShopTokens tokens, ShopifyOptions options, TimeProvider clock, ILogger<AdminApi> logger)
{
    public const string Client = "shopify";

    /// <summary>Of one answer: 250 products with long descriptions have some 5 MB.</summary>
    public const int MaxBody = 16 * 1024 * 1024;

    private const string TokenHeader = "X-Shopify-Access-Token";

    // A bucket is full again after 20 s at the slowest; who is held back more often shares it with apps that never stop.
    private const int MostWaits = 200, MostTries = 4;

    private readonly ResiliencePipeline<AdminAnswer> _calls = new ResiliencePipelineBuilder<AdminAnswer> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<AdminAnswer>
        {
            MaxRetryAttempts = MostWaits,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result?.Outcome == AdminOutcome.Throttled),
            DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(attempt.Outcome.Result!.Wait + (options.FirstPause / 10)),
        })
        .AddRetry(new RetryStrategyOptions<AdminAnswer>
        {
            MaxRetryAttempts = MostTries - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.FirstPause,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result?.Outcome == AdminOutcome.Failed),
        })
        .Build();

    private readonly ResiliencePipeline _try = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(options.Timeout).Build();

    /// <summary>The answer's data, whole.</summary>
    /// <exception cref="ShopUnreachableException">Shopify refused, did not answer, or left something out.</exception>
    public async Task<AdminAnswer> AskAsync(ConnectedShop shop, string query, object? variables, CancellationToken cancellationToken)
    {
        var answer = await AskForAsync(shop, query, variables, cancellationToken);
        return answer.Outcome == AdminOutcome.Fine ? answer : throw Unreachable(shop, answer);
    }

    /// <summary>The same, for those who know what to do about <see cref="AdminOutcome.TooCostly"/> and <see cref="AdminOutcome.Incomplete"/>.</summary>
    /// <exception cref="ShopUnreachableException">Shopify refused or did not answer.</exception>
    public async Task<AdminAnswer> AskForAsync(ConnectedShop shop, string query, object? variables, CancellationToken cancellationToken)
    {
        string token = await tokens.GetAsync(shop, cancellationToken);
        var answer = await CallAsync(shop, token, query, variables, cancellationToken);
        if (answer.Outcome == AdminOutcome.Unauthorized && await tokens.RenewAsync(shop, token, cancellationToken) is { } renewed)
        {
            answer = await CallAsync(shop, renewed, query, variables, cancellationToken);
        }

        return answer.Outcome is AdminOutcome.Fine or AdminOutcome.TooCostly or AdminOutcome.Incomplete ? answer : throw Unreachable(shop, answer);
    }

    /// <summary>Whether a token that is not stored yet opens the shop.</summary>
    /// <exception cref="ShopUnreachableException">It does not, or Shopify did not answer.</exception>
    public async Task CheckAsync(ConnectedShop shop, string token, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(shop, token, AdminQueries.Count, variables: null, cancellationToken);
        if (answer.Outcome != AdminOutcome.Fine)
        {
            throw Unreachable(shop, answer);
        }
    }

    public static ShopUnreachableException Unreachable(ConnectedShop shop, AdminAnswer answer) => new(
        $"{shop.Domain} cannot be read: {answer.Reason}.{answer.Outcome switch
        {
            AdminOutcome.Unauthorized => " Connect the shop again.",
            AdminOutcome.Incomplete => " The app lacks a permission: connect the shop again and grant what it asks for.",
            _ => "",
        }}");

    private async Task<AdminAnswer> CallAsync(ConnectedShop shop, string token, string query, object? variables, CancellationToken cancellationToken) =>
        await _calls.ExecuteAsync(async cancellationToken => await TryAsync(shop, token, query, variables, cancellationToken), cancellationToken);

    private async Task<AdminAnswer> TryAsync(ConnectedShop shop, string token, string query, object? variables, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            var answer = await _try.ExecuteAsync(async cancellationToken =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, ShopAddress.Of(options, shop.Domain, $"admin/api/{options.Version}/graphql.json"));
                request.Headers.Add(TokenHeader, token);
                request.Content = JsonBody.Of(new { query, variables });
                using var response = await client.SendAsync(request, cancellationToken);
                return AdminAnswer.Read(response, await response.Content.ReadAsByteArrayAsync(cancellationToken), token, clock);
            }, cancellationToken);
            if (answer.Outcome is AdminOutcome.Throttled or AdminOutcome.Failed)
            {
                LogAgain(shop.Domain, answer.Outcome, answer.Wait.TotalSeconds, answer.Reason);
            }

            return answer;
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new AdminAnswer(AdminOutcome.Refused, default, $"its answer is larger than {MaxBody / (1024 * 1024)} MiB");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutRejectedException)
        {
            LogAgain(shop.Domain, AdminOutcome.Failed, 0, e.Message);
            return new AdminAnswer(AdminOutcome.Failed, default, $"it did not answer: {e.Message}");
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Shop} is asked again: {Outcome}, wait {Seconds:0.0} s, {Reason}")]
    private partial void LogAgain(ShopDomain shop, AdminOutcome outcome, double seconds, string reason);
}
