using System.Security.Cryptography;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Customers;
using GptMessenger.Infrastructure.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Secrets;

public static partial class SecretsServices
{
    // Part of what every secret is sealed for: another name opens none of them.
    private const string Name = "GptMessenger";

    /// <summary>Data Protection, with its key ring in the store and nowhere else, and the secrets that are sealed by it.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services, SecretsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new WrappingKeys(options));
        services.AddSingleton<StoredKeyRing>();
        services.AddSingleton<KeyWrap>();
        services.AddSingleton<SealedSecrets>();
        services.AddSingleton<StoredErasures>();
        services.AddSingleton<IErasures>(provider => provider.GetRequiredService<StoredErasures>());
        services.AddSingleton<IExpiring>(provider => provider.GetRequiredService<StoredErasures>());
        services.AddDataProtection().SetApplicationName(Name);
        services.AddOptions<KeyManagementOptions>().Configure<StoredKeyRing, KeyWrap>((management, ring, wrap) =>
        {
            management.XmlRepository = ring;
            management.XmlEncryptor = wrap;
        });
        return services;
    }

    /// <summary>Reads the key ring, or makes the first key of one, so that no request waits for it. A store that does not answer is asked again by who needs the ring first.</summary>
    public static async Task OpenSecretsAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<StoredKeyRing>().OpenAsync(cancellationToken);
            services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect([]);
        }
        catch (Exception e) when (e is StoreUnavailableException or CryptographicException { InnerException: StoreUnavailableException })
        {
            LogNotYet(services.GetRequiredService<ILogger<StoredKeyRing>>(), (e.InnerException ?? e).Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The key ring cannot be read yet; until it can, no page or shop can be connected: {Reason}")]
    private static partial void LogNotYet(ILogger logger, string reason);
}
