using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.Spaces;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StorageServicesTests
{
    private static readonly Type[] Ports =
        [typeof(IConversationStore), typeof(IBotPause), typeof(IPutAside), typeof(IDeadLetters), typeof(IPageMetadata), typeof(IStoreCatalog)];

    [Fact]
    public void WithoutABucket_TheFolderIsTheStore()
    {
        using var services = Services(spaces: null);

        services.GetRequiredService<IObjectStore>().Should().BeOfType<FolderObjectStore>();
        services.GetServices<IHostedService>().Should().ContainSingle().Which.Should().BeOfType<ExpirySweep>();
        Ports.Should().OnlyContain(port => services.GetService(port) != null);
    }

    [Fact]
    public void WithABucket_SpacesIsTheStore_AndIsProbed()
    {
        using var services = Services(new SpacesOptions { Bucket = "shops", Key = "k", Secret = "s" });

        services.GetRequiredService<IObjectStore>().Should().BeOfType<SpacesObjectStore>();
        services.GetServices<IHostedService>().Select(service => service.GetType()).Should().Equal(typeof(ConditionalWriteProbe), typeof(ExpirySweep));
        Ports.Should().OnlyContain(port => services.GetService(port) != null);
    }

    private static ServiceProvider Services(SpacesOptions? spaces) =>
        new ServiceCollection().AddLogging().AddStorage(spaces, new FolderOptions(Path.GetTempPath())).BuildServiceProvider(validateScopes: true);
}
