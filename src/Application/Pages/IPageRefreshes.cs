using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>Has a page's metadata fetched soon, however often it is asked: at most once a minute a page.</summary>
public interface IPageRefreshes
{
    /// <summary>Returns at once; the fetch follows.</summary>
    Task RequestAsync(ConnectedPage page);
}
