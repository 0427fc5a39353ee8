using System.Text;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>The tenant's <c>first_contact.txt</c>, where there is one that can be used.</summary>
internal sealed partial class StoredFirstContact(RevalidatedObjects objects, ILogger<StoredFirstContact> logger) : ITenantFirstContact
{
    public async Task<FirstContact?> FindAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        string key = StoreKeys.FirstContact(tenant);
        return (await objects.ReadAsync(key, content => Read(key, content), TenantText.None, cancellationToken)).Text;
    }

    private TenantText Read(string key, ReadOnlyMemory<byte> content)
    {
        try
        {
            return new TenantText(FirstContact.Parse(Encoding.UTF8.GetString(content.Span)));
        }
        catch (FormatException e)
        {
            LogBad(key, e.Message);
            return TenantText.None;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Key} {Reason} What holds for all tenants is said until the file is mended")]
    private partial void LogBad(string key, string reason);

    private sealed record TenantText(FirstContact? Text)
    {
        public static TenantText None { get; } = new((FirstContact?)null);
    }
}
