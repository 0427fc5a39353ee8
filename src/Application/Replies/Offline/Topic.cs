namespace GptMessenger.Application.Replies.Offline;

/// <summary>What a message can be about.</summary>
internal enum Topic
{
    /// <summary>Whether a machine answers.</summary>
    Assistant,

    /// <summary>A person is to answer.</summary>
    Person,

    /// <summary>Where an order is; only a person can look.</summary>
    Order,

    /// <summary>Discounts and codes: none is ever promised without a person.</summary>
    Discount,

    /// <summary>Something is broken.</summary>
    Trouble,

    Hours,
    Returns,
    Shipping,
    Payment,
    Warranty,
    Privacy,
    Contact,
    Address,

    /// <summary>Whether something is there.</summary>
    Availability,

    /// <summary>Which sizes and colours there are.</summary>
    Forms,
}
