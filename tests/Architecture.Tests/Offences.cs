using System.Text.Json;
using MediatR;

namespace GptMessenger.Architecture.Tests;

// Planted offences: what the rules must see red.
public sealed record Ask(string Text) : IRequest<int>;

public class OpenHandler : IRequestHandler<Ask, int>
{
    public async Task<int> Handle(Ask request, CancellationToken cancellationToken)
    {
        // Only inside the body, and that inside the compiler's own class: a rule that reads signatures alone would not see it.
        using var document = JsonDocument.Parse(request.Text);
        await Task.CompletedTask;
        return document.RootElement.GetArrayLength();
    }
}

internal sealed class FetchingHandler(HttpClient client) : IRequestHandler<Ask, int>
{
    public async Task<int> Handle(Ask request, CancellationToken cancellationToken) => (await client.GetStringAsync(request.Text, cancellationToken)).Length;
}

public interface ILeakyPort
{
    Task<IReadOnlyList<Moq>> FindAsync(string text);
}

public interface ICleanPort
{
    string Find(string text);
}

public sealed class Moq;

internal sealed class OneFinder : ICleanPort
{
    public string Find(string text) => text;
}

internal sealed class OtherFinder : ICleanPort
{
    public string Find(string text) => text;
}

internal sealed class LoudFinder(ICleanPort port) : ICleanPort
{
    public string Find(string text) => port.Find(text).ToUpperInvariant();
}

internal sealed class Crowd
{
    public Crowd(int a, int b, int c, int d, int e, int f, int g) => Sum = a + b + c + d + e + f + g;

    public int Sum { get; }
}

// No offence: a record may say more than a class may have to work with.
internal sealed record Form(int A, int B, int C, int D, int E, int F, int G);

internal sealed record LongForm(int A, int B, int C, int D, int E, int F, int G, int H, int I, int J);
