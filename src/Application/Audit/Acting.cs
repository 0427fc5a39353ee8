namespace GptMessenger.Application.Audit;

/// <summary>
/// Who acts in this flow of calls: a signed-in person or the holder of the admin key, said once where the request comes in, so that no command
/// has to carry it. Nobody: the product itself acts.
/// </summary>
public sealed class Acting
{
    private readonly AsyncLocal<string?> _name = new();

    public string? Name => _name.Value;

    /// <summary>From here on in this flow; what was started before does not see it.</summary>
    public void As(string? name) => _name.Value = name;
}
