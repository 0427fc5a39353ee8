using GptMessenger.Application.Inbox;
using GptMessenger.Infrastructure.LocalDisk;
using GptMessenger.Infrastructure.Tests.Grains;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

public sealed class LocalSummariesTests : SummariesContract, IDisposable
{
    private readonly LocalFolder _folder = new();

    private protected override IConversationSummaries Summaries => new LocalSummaries(_folder.Database);

    public void Dispose() => _folder.Dispose();

    private protected override Task RestartAsync() => _folder.ReopenAsync();
}
