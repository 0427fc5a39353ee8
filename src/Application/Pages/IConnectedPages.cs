using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>Which pages are connected, and to whom.</summary>
public interface IConnectedPages
{
    ConnectedPage? Find(Channel channel, PageId page);
}
