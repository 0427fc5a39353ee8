namespace GptMessenger.Infrastructure.Spaces;

/// <summary>DigitalOcean Spaces, or anything else that speaks S3. A class, not a record: nothing must print the secret by accident.</summary>
public sealed class SpacesOptions
{
    public required string Bucket { get; init; }

    public string Region { get; init; } = "nyc3";

    public Uri Endpoint { get; init; } = new("https://nyc3.digitaloceanspaces.com");

    public required string Key { get; init; }

    public required string Secret { get; init; }
}
