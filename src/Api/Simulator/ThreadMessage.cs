namespace GptMessenger.Api.Simulator;

// What the chat page shows is public because Razor components are.

/// <summary>One message of a thread, as Messenger's server knows it.</summary>
public sealed record ThreadMessage(string Mid, Author Author, DateTimeOffset SentAt)
{
    public string? Text { get; init; }

    public Uri? Picture { get; init; }

    public IReadOnlyList<ShopCard> Cards { get; init; } = [];

    /// <summary>Of a customer's message: how far its webhook got.</summary>
    public Delivery Delivery { get; init; } = Delivery.Sending;

    public bool IsUnsent { get; init; }
}

public enum Author
{
    Customer,

    /// <summary>The product, through Graph.</summary>
    Page,

    /// <summary>A person in the page's inbox.</summary>
    Person,
}

/// <param name="State">Of the webhook that tells the product about a message.</param>
/// <param name="Attempt">Which one, from 1.</param>
/// <param name="Status">What the product answered; null when it did not.</param>
/// <param name="Detail">Why it was not 200, as far as is known.</param>
/// <param name="NextTry">How long until Messenger tries again; null when it does not.</param>
public sealed record Delivery(DeliveryState State, int Attempt = 1, int? Status = null, string? Detail = null, TimeSpan? NextTry = null)
{
    public static Delivery Sending { get; } = new(DeliveryState.Sending);
}

public enum DeliveryState
{
    Sending,
    Delivered,
    Failed,
}

/// <summary>One element of a generic template.</summary>
public sealed record ShopCard(string Title, string? Subtitle, string? Image, string? Link, IReadOnlyList<CardButton> Buttons);

/// <param name="Title">What the button says.</param>
/// <param name="Link">Where it leads; null: a button for something that the simulator does not play.</param>
public sealed record CardButton(string Title, string? Link);
