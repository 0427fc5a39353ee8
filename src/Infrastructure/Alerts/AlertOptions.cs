namespace GptMessenger.Infrastructure.Alerts;

/// <summary>How alerts leave the house.</summary>
public sealed record AlertOptions
{
    /// <summary>Webhooks on this machine are allowed, and without TLS: for development only.</summary>
    public bool AllowsLoopback { get; init; }

    /// <summary>How browsers reach the console (<c>PUBLIC_URL</c>); null: alerts have no link.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Null: no mail is sent.</summary>
    public MailOptions? Mail { get; init; }
}

/// <param name="Host">The mail server (<c>SMTP_HOST</c>).</param>
/// <param name="Port">Where it listens (<c>SMTP_PORT</c>): 465 with TLS from the first byte, others with STARTTLS.</param>
/// <param name="From">Whose mail it is (<c>SMTP_FROM</c>).</param>
public sealed record MailOptions(string Host, int Port, string From)
{
    /// <summary>Null: the server asks for nobody (<c>SMTP_USER</c>).</summary>
    public string? User { get; init; }

    /// <summary>With the user (<c>SMTP_PASSWORD</c>).</summary>
    public string? Password { get; init; }

    /// <summary>Without the password: a record would print it.</summary>
    public override string ToString() => $"{Host}:{Port} from {From}";
}
