namespace GptMessenger.Application.Alerts;

/// <summary>Brings alerts out of the house.</summary>
public interface IAlertDelivery
{
    /// <summary>False: no mail server is configured.</summary>
    bool CanMail { get; }

    /// <returns>Why the address may not be posted to, as the end of a sentence that begins with its name; null: it may, as far as can be told without asking.</returns>
    string? Objection(Uri webhook);

    /// <exception cref="AlertNotDeliveredException">It was not taken.</exception>
    Task PostAsync(Uri webhook, string secret, Alert alert, CancellationToken cancellationToken);

    /// <exception cref="AlertNotDeliveredException">It was not taken.</exception>
    Task MailAsync(IReadOnlyList<string> addresses, Alert alert, CancellationToken cancellationToken);
}

/// <summary>The message says why, and holds neither a secret nor what anybody wrote.</summary>
public sealed class AlertNotDeliveredException(string message, Exception? innerException = null) : Exception(message, innerException);
