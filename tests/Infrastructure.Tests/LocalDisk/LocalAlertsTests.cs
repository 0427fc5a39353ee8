using GptMessenger.Application.Alerts;
using GptMessenger.Infrastructure.LocalDisk;
using GptMessenger.Infrastructure.Tests.Grains;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

public sealed class LocalAlertsTests : AlertsContract, IDisposable
{
    private readonly LocalFolder _folder = new();

    private protected override IAlertOutbox Alerts => new LocalAlerts(_folder.Database);

    public void Dispose() => _folder.Dispose();

    private protected override Task RestartAsync() => _folder.ReopenAsync();
}
