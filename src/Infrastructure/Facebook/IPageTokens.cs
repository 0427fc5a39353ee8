using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>The tokens that speak for pages.</summary>
internal interface IPageTokens
{
    string? Find(PageId page);
}
