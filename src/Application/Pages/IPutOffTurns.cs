using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Pages;

/// <summary>Turns whose sends were put off.</summary>
public interface IPutOffTurns
{
    /// <summary>The page has another token: those of its turns that wait on this node are tried now. Returns at once.</summary>
    void Wake(PageId page);
}
