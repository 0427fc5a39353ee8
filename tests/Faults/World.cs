using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using GptMessenger.Testing;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Faults;

/// <summary>The product as one process or several, everything that it talks to, and everybody who writes to it.</summary>
internal sealed partial class World : IAsyncDisposable
{
    /// <summary>A recovered turn ends within this time.</summary>
    public static readonly TimeSpan Promised = TimeSpan.FromSeconds(60);

    private const long FirstSparePage = 100_000_000_000_201;
    private const int SparePages = 10;
    private const int Sentences = 80;

    private readonly ConcurrentQueue<Asker> _askers = new();
    private Product?[] _nodes = [];
    private int _usedPages = -1;

    private World(Outside outside, ObjectStore store)
    {
        (Outside, Store) = (outside, store);
        OpenTurns = () => Rows("SELECT conversation FROM open_turns");
        Outside.Model = async prompt =>
        {
            string words = Outside.CustomerMessage(prompt);
            await BeforeAnswer(words);
            return Answer(words);
        };
    }

    public Outside Outside { get; }

    public ObjectStore Store { get; }

    /// <summary>While the model thinks about these words of a customer.</summary>
    public Func<string, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public Product Product => _nodes[0]!;

    public IReadOnlyList<Product?> Nodes => _nodes;

    /// <summary>Why the last delivery that had no answer had none.</summary>
    public string? LastFailure { get; private set; }

    public IReadOnlyCollection<Asker> Askers => _askers;

    public static Task<World> StartAsync(params (string Name, string? Value)[] settings) => StartAsync(_ => settings, nodes: 1);

    /// <summary>With an outside of the caller's, who disposes it.</summary>
    public static Task<World> StartAsync(Outside outside, params (string Name, string? Value)[] settings) => StartAsync(_ => settings, nodes: 1, outside);

    /// <summary>Several nodes, each with settings of its own.</summary>
    public static async Task<World> StartAsync(Func<int, IEnumerable<(string Name, string? Value)>> settings, int nodes, Outside? outside = null)
    {
        var world = new World(outside ?? await Outside.StartAsync(), await ObjectStore.StartAsync());
        var pages = Enumerable.Range(0, SparePages).SelectMany(n => new (string, string?)[]
        {
            ($"FACEBOOK_ACCESS_TOKEN_{SparePage(n)}", Product.PageToken), ($"PAGE_UUID_{SparePage(n)}", Product.Tenant),
        });
        try
        {
            world._nodes = new Product?[nodes];
            await Task.WhenAll(Enumerable.Range(0, nodes).Select(async n =>
                world._nodes[n] = await Product.StartAsync(world.Outside, settings: [.. world.Store.Settings, .. pages, .. settings(n)])));
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public Asker NewAsker(string page = Product.Page)
    {
        var asker = new Asker(this, page);
        _askers.Enqueue(asker);
        return asker;
    }

    public IReadOnlyList<Asker> NewAskers(int count) => [.. Enumerable.Range(0, count).Select(_ => NewAsker())];

    /// <summary>For a test whose faults concern a whole page.</summary>
    public string NewPage() => SparePage(Interlocked.Increment(ref _usedPages));

    /// <summary>To any node that is there; null: no answer came.</summary>
    public async Task<HttpStatusCode?> PostAsync(string body)
    {
        var nodes = _nodes.Where(node => node is not null).ToArray();
        if (nodes.Length == 0)
        {
            return null;
        }

        try
        {
            // Messenger hangs up after 5 seconds.
            using var response = await nodes[Random.Shared.Next(nodes.Length)]!.PostAsync(body).WaitAsync(TimeSpan.FromSeconds(5));
            return response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            LastFailure = e.Message;
            return null;
        }
    }

    /// <summary>How the nodes are, for a failure that needs to be understood.</summary>
    public string Describe() => string.Join('\n', _nodes.Select((node, n) =>
        $"Node {n}: {(node is null ? "none" : $"{(node.HasEnded ? "ended" : "runs")}, its last words:\n{node.Output[Math.Max(0, node.Output.Length - 2000)..]}")}"));

    public Task KillAsync(int node = 0) => _nodes[node]!.KillAsync();

    public async Task StartAgainAsync(int node = 0)
    {
        var dead = _nodes[node]!;
        _nodes[node] = null;
        _nodes[node] = await dead.StartAgainAsync();
    }

    public async Task KillAndStartAgainAsync(int node = 0)
    {
        await KillAsync(node);
        await StartAgainAsync(node);
    }

    /// <summary>Waits until everybody has what they are to get, then looks at everything once more: nothing is open, nothing came twice.</summary>
    public async Task ShouldEndFlawlessAsync(TimeSpan? within = null)
    {
        var open = Askers.ToList();
        await Wait.UntilAsync(
            () =>
            {
                open.RemoveAll(asker => Referee.Findings(this, asker).Count == 0);
                return open.Count == 0 ? null : $"{open.Count} of {Askers.Count} customers:\n{string.Join('\n', open.Take(10).SelectMany(asker => Referee.Findings(this, asker)))}";
            },
            within ?? Promised);

        // A reply is in the file a moment before its turn has ended, and a product that is stopped in between goes on after its next start.
        await Wait.UntilAsync(() => ListedAsOpen() is > 0 and var turns ? $"the end of {turns} turns" : null, Promised);
        (await EndAsync()).Should().BeEmpty();
    }

    /// <summary>How many turns a running node lists as open.</summary>
    private int ListedAsOpen()
    {
        if (_nodes.FirstOrDefault(node => node is { HasEnded: false }) is not { } node)
        {
            return 0;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/turns?state=open");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Product.AdminKey);
        using var response = node.Http.Send(request);
        response.EnsureSuccessStatusCode();
        using var list = JsonDocument.Parse(response.Content.ReadAsStream());
        return list.RootElement.GetProperty("turns").GetArrayLength();
    }

    /// <summary>Stops the product and says what is wrong with anything.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await Task.WhenAll(_nodes.Where(node => node is not null).Select(node => node!.StopAsync()));
        return [.. Askers.SelectMany(asker => Referee.Findings(this, asker)), .. OpenTurns().Select(turn => $"stuck: {turn} is open")];
    }

    /// <summary>As the stopped product's memory has it; by default that is in its own folder.</summary>
    public Func<IReadOnlyList<string>> OpenTurns { get; set; }

    /// <summary>How the turns of a conversation ended, in the order in which they did.</summary>
    public IReadOnlyList<string> EndsOf(Asker asker) => Rows($"SELECT state FROM ended_turns WHERE conversation LIKE '%/{asker.Id}' ORDER BY ended_at");

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            if (node is not null)
            {
                await node.DisposeAsync();
                Directory.Delete(node.DataDir, recursive: true);
            }
        }

        await Store.DisposeAsync();
        await Outside.DisposeAsync();
    }

    private List<string> Rows(string sql)
    {
        var rows = new List<string>();
        string path = Path.Combine(Product.DataDir, "engine.db");
        if (!File.Exists(path))
        {
            return rows;
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>What the model says: the customer's words, and on request many more that can be counted.</summary>
    private static string Answer(string words) => words.Contains(Asker.AtLength, StringComparison.Ordinal)
        ? $"You said: {words}\n\n{string.Join(' ', Enumerable.Range(1, Sentences).Select(n => $"Sentence s{n} says a little more about what you asked."))}"
        : $"You said: {words}";

    /// <summary>Whose words these are.</summary>
    public static string? AskerOf(string text) => Mark().Match(text) is { Success: true } match ? match.Groups["asker"].Value : null;

    private static string SparePage(int n) => (FirstSparePage + n).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bq(?<asker>\d+)-(?<number>\d+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Mark();

    [GeneratedRegex(@"\bs(?<number>\d+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Sentence();

    public const int SentencesAtLength = Sentences;
}
