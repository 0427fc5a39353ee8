using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>The pages of the configuration. Of two entries for one page the later stands.</summary>
internal sealed class ConfiguredPages(ConnectedPagesOptions options) : IConnectedPages, IPageTokens
{
    private readonly Dictionary<PageId, PageConnection> _pages = options.Pages.GroupBy(page => page.Page).ToDictionary(same => same.Key, same => same.Last());

    public ConnectedPage? Find(Channel channel, PageId page) =>
        _pages.TryGetValue(page, out var found) && found.Channel == channel ? new ConnectedPage(found.Tenant, channel, page) : null;

    public string? Find(PageId page) => _pages.TryGetValue(page, out var found) && found.Token.Length > 0 ? found.Token : null;
}
