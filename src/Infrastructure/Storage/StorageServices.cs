using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Customers;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Operators;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.Shopify;
using GptMessenger.Infrastructure.Spaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GptMessenger.Infrastructure.Storage;

public static class StorageServices
{
    /// <summary>Conversations, pauses, put-aside events, dead letters, page metadata, the shop's files and its first words.</summary>
    /// <param name="services">Where they become known.</param>
    /// <param name="spaces">The object store; null: the folder is the store.</param>
    /// <param name="folder">The store on this machine.</param>
    public static IServiceCollection AddStorage(this IServiceCollection services, SpacesOptions? spaces, FolderOptions folder)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (spaces is null)
        {
            services.AddSingleton<IObjectStore>(_ => new FolderObjectStore(folder));
        }
        else
        {
            services.AddSingleton<IObjectStore>(_ => new SpacesObjectStore(spaces));
            services.AddHostedService<ConditionalWriteProbe>();
        }

        services.AddSingleton<RevalidatedObjects>();
        services.AddSingleton<IConversationStore, StoredConversations>();
        services.AddSingleton<IBotPause, StoredBotPause>();
        services.AddSingleton<IPutAside, StoredPutAside>();
        services.AddSingleton<IDeadLetters, StoredDeadLetters>();
        services.AddSingleton<IAnswerRecords, StoredAnswers>();
        services.AddSingleton<IPersonAnswers, StoredPersonAnswers>();
        services.AddSingleton<IAuditLog, StoredAudit>();
        services.AddSingleton<IOperators, StoredOperators>();
        services.AddSingleton<ICustomerFiles, StoredCustomers>();
        services.AddHostedService<ExpirySweep>();
        services.AddSingleton<IPageMetadata, StoredPageMetadata>();
        services.AddSingleton<IPageHealths, StoredPageHealths>();
        services.AddSingleton<IPagePauses, StoredPagePauses>();
        services.AddSingleton<ISpendSettings, StoredSpendSettings>();
        services.AddSingleton<ITenantFirstContact, StoredFirstContact>();
        services.AddSingleton<Catalogues>();
        services.TryAddSingleton<LongWork>();
        services.AddSingleton<IStoreCatalog, StoreCatalog>();
        services.AddSingleton<IProductFiles, StoredProducts>();
        return services;
    }

    /// <summary>What is stored under a key of the storage contract; null: nothing is.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public static async Task<ReadOnlyMemory<byte>?> GetIfThereAsync(this IServiceProvider services, string key, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<IObjectStore>().GetAsync(key, knownVersion: null, cancellationToken))?.Content;

    /// <summary>Stores content under a key of the storage contract, unless something is there already.</summary>
    public static async Task PutIfMissingAsync(this IServiceProvider services, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<IObjectStore>().PutAsync(key, content, WriteCondition.MustBeMissing, cancellationToken);
        }
        catch (ObjectChangedException)
        {
            // It is there: whoever edited it keeps it.
        }
    }
}
