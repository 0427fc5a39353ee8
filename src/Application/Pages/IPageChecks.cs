using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>Has pages checked (<see cref="CheckPage"/>): each once an hour, on one node at a time.</summary>
public interface IPageChecks
{
    /// <summary>Has it checked now, however long ago the last time is. Returns at once; the check follows.</summary>
    void Request(ConnectedPage page);
}
