using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.Alerts;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.Facebook;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.GenAi;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Health;
using GptMessenger.Infrastructure.LocalDisk;
using GptMessenger.Infrastructure.Postgres;
using GptMessenger.Infrastructure.Prompts;
using GptMessenger.Infrastructure.Redis;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Shopify.Admin;
using GptMessenger.Infrastructure.Spaces;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace GptMessenger.Infrastructure;

/// <param name="DataDir">Where the engine keeps its own memory, as a full path (<c>DATA_DIR</c>).</param>
/// <param name="Spaces">The object store; null: the folder is the store.</param>
/// <param name="Folder">The store of an installation without an object store.</param>
/// <param name="GenAi">The model.</param>
/// <param name="Graph">The Graph API.</param>
/// <param name="Pages">The pages that the configuration connects.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Node">Whether this process is alone or one of several.</param>
public sealed record InfrastructureOptions(
    string DataDir, SpacesOptions? Spaces, FolderOptions Folder, GenAiOptions GenAi, GraphOptions Graph, ConnectedPagesOptions Pages, PromptOptions Prompt,
    NodeOptions Node)
{
    /// <summary>What seals tokens.</summary>
    public required SecretsOptions Secrets { get; init; }

    /// <summary>Connected shops.</summary>
    public ShopifyOptions Shopify { get; init; } = new();

    /// <summary>How alerts leave the house.</summary>
    public AlertOptions Alerts { get; init; } = new();

    /// <summary>What finding an answer takes of it.</summary>
    public AnsweringOptions Answering => new(Spaces, Folder, GenAi, Prompt);
}

/// <param name="Spaces">The object store; null: the folder is the store.</param>
/// <param name="Folder">The store of an installation without an object store.</param>
/// <param name="GenAi">The model.</param>
/// <param name="Prompt">The prompt.</param>
public sealed record AnsweringOptions(SpacesOptions? Spaces, FolderOptions Folder, GenAiOptions GenAi, PromptOptions Prompt);

public static class InfrastructureServices
{
    /// <summary>Everything outside: one line for each system.</summary>
    public static void AddInfrastructure(this IHostApplicationBuilder builder, InfrastructureOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddAnswering(options.Answering)
            .AddSecrets(options.Secrets)
            .AddFacebook(options.Graph, options.Pages)
            .AddShopify(options.Shopify)
            .AddAlerts(options.Alerts);
        builder.AddEngine(options.Node, options.DataDir);
        builder.Services.AddHealthChecks().AddCheck<StoreCheck>("store").AddCheck<EngineCheck>("engine");
    }

    /// <summary>The systems that an answer is found in: the store with the shop's files, the prompt and the model. Not what it costs, see <see cref="ISpending"/>.</summary>
    public static IServiceCollection AddAnswering(this IServiceCollection services, AnsweringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddStorage(options.Spaces, options.Folder).AddPrompts(options.Prompt).AddGenAi(options.GenAi);
    }

    /// <summary>
    /// Opens what would otherwise fail later, at the first customer or amid the start of everything else: the prompt, the engine's memory, the key ring, and which pages are connected.
    /// </summary>
    /// <exception cref="PromptException">The prompt is missing or wrong.</exception>
    /// <exception cref="StoreUnavailableException">The memory cannot be used.</exception>
    public static async Task OpenInfrastructureAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        services.OpenPrompt();
        await services.GetRequiredService<IEngineMemory>().OpenAsync(cancellationToken);
        await services.OpenSecretsAsync(cancellationToken);
        await services.GetRequiredService<PagesRefresh>().LookAsync(cancellationToken);
    }

    /// <exception cref="PromptException">The prompt is missing or wrong.</exception>
    public static void OpenPrompt(this IServiceProvider services) => services.GetRequiredService<PromptFile>().Current();

    private static void AddEngine(this IHostApplicationBuilder builder, NodeOptions node, string dataDir)
    {
        switch (node.Cluster)
        {
            case ClusterKind.None:
                builder.Services.AddLocalDisk(dataDir);
                builder.AddSilo(node, meet: null);
                break;
            case ClusterKind.Redis:
                builder.Services.AddRedis(node.Connection);
                builder.AddSilo(node, silo => silo.MeetInRedis(node.Connection));
                break;
            case ClusterKind.Postgres:
                builder.Services.AddPostgres(node.Connection);
                builder.AddSilo(node, silo => silo.MeetInPostgres(node.Connection));
                break;
            default:
                throw new InvalidOperationException($"{node.Cluster} has no adapter.");
        }
    }
}
