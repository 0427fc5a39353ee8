using System.Text;
using GptMessenger.Application;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Facebook;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.GenAi;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Prompts;
using GptMessenger.Infrastructure.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>A whole node in this process, without its web server; its Graph is nowhere, and its model is none.</summary>
internal sealed class InboxNode : IAsyncDisposable
{
    private readonly IHost _host;

    private InboxNode(IHost host) => _host = host;

    public static ConversationId Conversation { get; } = ConversationId.TryParse("tenant-1/facebook/100/900", out var id) ? id : throw new InvalidOperationException();

    public static async Task<InboxNode> StartAsync(string folder, NodeOptions node)
    {
        Directory.CreateDirectory(folder);
        string prompt = Path.Combine(folder, "prompt.txt");
        await File.WriteAllTextAsync(prompt, "Customer Message: {message_text}");
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddApplication(new ReplyOptions { AppId = "42" }, new SpendOptions());
        builder.AddInfrastructure(new InfrastructureOptions(
            folder, Spaces: null, new FolderOptions(folder), new GenAiOptions(), new GraphOptions { Endpoint = new Uri("http://127.0.0.1:9") },
            new ConnectedPagesOptions { Pages = [new PageConnection(Conversation.Page, Conversation.Tenant, "a token")] }, new PromptOptions(prompt), node)
        {
            Secrets = new SecretsOptions([new byte[SecretsOptions.KeyLength]]),
        });
        var host = builder.Build();
        await host.Services.OpenInfrastructureAsync(default);
        await host.StartAsync();
        return new InboxNode(host);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>A customer writes, through this node.</summary>
    public Task<Receipt> WriteAsync(ConversationId conversation, string mid, string text) => Get<IConversationInbox>().DeliverAsync(
        conversation,
        EventReader.Read(
            Encoding.UTF8.GetBytes($$$"""{"sender":{"id":"{{{conversation.Sender}}}"},"recipient":{"id":"{{{conversation.Page}}}"},"timestamp":{{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}}},"message":{"mid":"{{{mid}}}","text":"{{{text}}}"}}"""),
            conversation.Page, isStandby: false),
        default);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _host.StopAsync(patience.Token);
        _host.Dispose();
    }
}
