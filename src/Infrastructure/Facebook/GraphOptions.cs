namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Where the Graph API is and as which app it is called. The defaults are those of the configuration contract.</summary>
public sealed record GraphOptions
{
    /// <summary><c>GRAPH_ENDPOINT</c>; may have a path, as the simulator's has.</summary>
    public Uri Endpoint { get; init; } = new("https://graph.facebook.com");

    /// <summary><c>GRAPH_VERSION</c>.</summary>
    public string Version { get; init; } = "v26.0";

    /// <summary>The first of <c>FACEBOOK_APP_SECRET</c>; null: calls go without the proof that the app makes them.</summary>
    public string? AppSecret { get; init; }

    /// <summary><c>FACEBOOK_APP_ID</c>.</summary>
    public string AppId { get; init; } = "";

    /// <summary>Where owners log in (<c>FACEBOOK_LOGIN_ENDPOINT</c>).</summary>
    public Uri LoginEndpoint { get; init; } = new("https://www.facebook.com");

    /// <summary>Of one call. Longer, and a send in doubt is noticed too late to matter.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Before the first new try to connect.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Without the secret: a record would print it.</summary>
    public override string ToString() => $"{Version} at {Endpoint.Host}";
}
