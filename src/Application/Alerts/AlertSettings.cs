using System.Net.Mail;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Alerts;

/// <summary>Where a tenant wants to hear that somebody needs a person.</summary>
/// <param name="Webhook">Is posted to; null: nothing is.</param>
/// <param name="Emails">Get a mail.</param>
public sealed record AlertSettings(Uri? Webhook, IReadOnlyList<string> Emails)
{
    private const int MaxAddress = 254;

    public static AlertSettings None { get; } = new(Webhook: null, []);

    /// <summary>Whether a mail can be sent to it, as far as can be told by looking.</summary>
    public static bool IsAddress(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Length <= MaxAddress && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email;
    }
}

public interface IAlertSettings
{
    /// <returns><see cref="AlertSettings.None"/> where nothing was said.</returns>
    /// <exception cref="Application.Conversations.UnreadableFileException">What was said cannot be read.</exception>
    /// <exception cref="Application.Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<AlertSettings> ReadAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <param name="tenant">Whose.</param>
    /// <param name="settings">What is to be.</param>
    /// <param name="secret">Signs what is posted; null: the one that is there stays.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task WriteAsync(TenantId tenant, AlertSettings settings, string? secret, CancellationToken cancellationToken);

    /// <returns>What signs posts to the webhook; null: there is none, or it cannot be opened any more.</returns>
    Task<string?> FindSecretAsync(TenantId tenant, CancellationToken cancellationToken);
}
