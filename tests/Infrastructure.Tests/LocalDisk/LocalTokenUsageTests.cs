using GptMessenger.Infrastructure.LocalDisk;
using GptMessenger.Infrastructure.Tests.Facebook;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

public sealed class LocalTokenUsageTests
{
    [Fact]
    public async Task Usage_IsSummedUpPerPageAndDay()
    {
        using var folder = new LocalFolder();
        var usage = new LocalTokenUsage(folder.Database);
        var (page, other, day) = (GraphHost.Conversation.Page, GraphHost.Unconnected.Page, new DateOnly(2026, 11, 22));

        await usage.AddAsync(page, day, 10, 4, default);
        await usage.AddAsync(page, day, 5, 1, default);
        await usage.AddAsync(page, day.AddDays(1), 7, 2, default);
        await usage.AddAsync(other, day, 3, 3, default);

        (await folder.RowsAsync("SELECT page, day, prompt, completion FROM token_usage")).Should().BeEquivalentTo(
            $"{page.Value}|2026-11-22|15|5", $"{page.Value}|2026-11-23|7|2", $"{other.Value}|2026-11-22|3|3");
    }
}
