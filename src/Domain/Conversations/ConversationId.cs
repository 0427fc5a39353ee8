using System.Diagnostics.CodeAnalysis;

namespace GptMessenger.Domain.Conversations;

/// <summary>Where a conversation takes place. Also the name of its folder in the store.</summary>
public enum Channel
{
    Facebook,
    Instagram,
}

/// <summary>One customer writing to one page. Its text (<c>tenant/facebook/page/sender</c>) names it everywhere.</summary>
public sealed record ConversationId(TenantId Tenant, Channel Channel, PageId Page, SenderId Sender)
{
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ConversationId? id)
    {
        id = null;
        if (text?.Split('/') is not [var tenantText, var channelText, var pageText, var senderText]
            || !TenantId.TryParse(tenantText, out var tenant)
            || Channels.Find(channelText) is not { } channel
            || !PageId.TryParse(pageText, out var page)
            || !SenderId.TryParse(senderText, out var sender))
        {
            return false;
        }

        id = new ConversationId(tenant, channel, page, sender);
        return true;
    }

    public override string ToString() => $"{Tenant}/{Channel.Folder()}/{Page}/{Sender}";
}

public static class Channels
{
    public static string Folder(this Channel channel) => channel switch
    {
        Channel.Facebook => "facebook",
        Channel.Instagram => "instagram",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel."),
    };

    public static Channel? Find(string folder) => folder switch
    {
        "facebook" => Channel.Facebook,
        "instagram" => Channel.Instagram,
        _ => null,
    };
}
