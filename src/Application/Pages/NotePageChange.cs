using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>Messenger says that something about a page changed (<c>changes</c>). The page is looked at again soon, not now.</summary>
/// <returns>Whether the page is connected.</returns>
public sealed record NotePageChange(Channel Channel, PageId Page) : IRequest<bool>;

internal sealed class NotePageChangeHandler(IConnectedPages pages, IPageRefreshes refreshes) : IRequestHandler<NotePageChange, bool>
{
    public async Task<bool> Handle(NotePageChange request, CancellationToken cancellationToken)
    {
        if (pages.Find(request.Channel, request.Page) is not { } page)
        {
            return false;
        }

        await refreshes.RequestAsync(page);
        return true;
    }
}
