using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Domain.Pages;

/// <summary>A page that a tenant has connected: its messages are ours to answer.</summary>
public sealed record ConnectedPage(TenantId Tenant, Channel Channel, PageId Page);

/// <summary>What a page says about itself.</summary>
public sealed record PageProfile
{
    public static PageProfile Unknown { get; } = new();

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>One line for each weekday that the page is open, such as "Monday 09:00-17:00".</summary>
    public IReadOnlyList<string> OpeningHours { get; init; } = [];

    /// <summary>The opening hours to reckon with; null where there are none, or they are not plain times.</summary>
    public OpeningWeek? Week { get; init; }

    /// <summary>As IANA names it, such as <c>Europe/Oslo</c>; null where the page does not say.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The rest that helps to answer: about, address, website…</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];
}
