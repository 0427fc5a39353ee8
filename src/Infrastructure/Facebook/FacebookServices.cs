using GptMessenger.Application.Inbox;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace GptMessenger.Infrastructure.Facebook;

public static class FacebookServices
{
    /// <summary>Messenger and the pages, see <see cref="IMessengerClient"/>, <see cref="IPageProfiles"/> and <see cref="IConnectedPages"/>.</summary>
    public static IServiceCollection AddFacebook(this IServiceCollection services, GraphOptions options, ConnectedPagesOptions pages)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pages);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(pages);
        services.AddSingleton<KnownPages>();
        services.AddSingleton<IConnectedPages>(provider => provider.GetRequiredService<KnownPages>());
        services.AddSingleton<IPageTokens>(provider => provider.GetRequiredService<KnownPages>());
        services.AddSingleton<IPageConnections, StoredConnections>();
        services.AddSingleton<PagesRefresh>();
        services.AddHostedService(provider => provider.GetRequiredService<PagesRefresh>());
        services.AddHostedService<RenewedTokens>();
        services.AddSingleton<PageLanes>();
        services.AddSingleton<IFacebookLogin, GraphLogin>();
        services.AddSingleton<IPageSubscriptions, GraphSubscriptions>();
        services.AddSingleton<StoredLogins>();
        services.AddSingleton<IPendingLogins>(provider => provider.GetRequiredService<StoredLogins>());
        services.AddSingleton<IExpiring>(provider => provider.GetRequiredService<StoredLogins>());
        services.AddSingleton<StoredDeletions>();
        services.AddSingleton<IDeletions>(provider => provider.GetRequiredService<StoredDeletions>());
        services.AddHostedService<DeletionRounds>();
        services.AddMetrics();

        // The meter stands behind the brake: it sees the calls that are really made.
        services.AddSingleton<IMessengerClient, GraphMessenger>().Decorate<IMessengerClient, MeasuredMessenger>().Decorate<IMessengerClient, PageBrake>();
        services.AddSingleton<IPageProfiles, GraphPageProfiles>();
        services.AddSingleton<IPageInspection, GraphInspection>();
        services.AddSingleton<ICustomerProfiles, GraphCustomerProfiles>();
        services.AddSingleton<IPageThreads, GraphThreads>();
        services.AddApi<IGraphApi>("graph", options.Endpoint, (pipeline, _) => Protect(pipeline, options));
        return services;
    }

    // A send has no key by which Graph could recognise a repeat, so nothing is repeated that may have arrived.
    private static void Protect(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, GraphOptions options) => pipeline
        .AddTimeout(options.SendTimeout)
        .AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.FirstPause,
            ShouldHandle = attempt => ValueTask.FromResult(GraphConnections.NeverStood(attempt.Outcome.Exception)),
        });
}
