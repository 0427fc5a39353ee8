using System.Diagnostics;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using GptMessenger.Api.Facebook;
using GptMessenger.Api.Settings;
using GptMessenger.Application;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure;
using GptMessenger.Infrastructure.Facebook;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Spaces;

namespace GptMessenger.Api.Rehearsals;

/// <summary>
/// Runs the whole product once before the doors open, as a second host in this process: signed webhooks in, replies out, with a stage on
/// loopback in place of the store, the model and Graph. What runs for the first time is compiled first, and the customers of the first
/// seconds would wait for that, ten times as long as those after them.
/// </summary>
internal sealed class Rehearsal
{
    /// <summary>As many as a rush has at once; more would only queue.</summary>
    private const int Customers = 16;

    private const int Messages = 3;

    /// <summary>On a machine with nothing to spare; else it takes two seconds.</summary>
    private static readonly TimeSpan SettingUp = TimeSpan.FromSeconds(20);

    private const string Page = "1";
    private static readonly byte[] AppSecret = "rehearsal"u8.ToArray();

    /// <summary>So that looking at limits is rehearsed too, and none is reached.</summary>
    private static readonly SpendLimits Wide = new(1_000_000_000, 1_000_000_000, 1000);

    private readonly AppSettings _settings;
    private readonly TimeSpan _length;

    private Rehearsal(AppSettings settings) => (_settings, _length) = (settings, settings.Rehearsal);

    /// <summary>Not at all when the settings say so, and not when turns are open: who died amid work has customers waiting.</summary>
    public static async Task RunUnlessAwaitedAsync(IServiceProvider services, AppSettings settings)
    {
        if (settings.Rehearsal > TimeSpan.Zero && (await services.GetRequiredService<ITurnRecords>().ListAsync(new TurnFilter(State: null, Limit: 1), CancellationToken.None)).Count == 0)
        {
            await new Rehearsal(settings).RunAsync();
        }
    }

    /// <summary>Takes about as long as it was given, and a second or two for setting up. A failure says so and costs nothing but the speed.</summary>
    private async Task RunAsync()
    {
        DirectoryInfo? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("gptmessenger-rehearsal-");
            using var limit = new CancellationTokenSource(_length + SettingUp);
            await using var stage = await RehearsalStage.OpenAsync(limit.Token);
            await using var product = await BuildAsync(stage.Address, folder.FullName, limit.Token);
            await product.StartAsync(limit.Token);
            await PlayAsync(new Uri(product.Urls.First()), stage, limit.Token);
            await product.StopAsync(limit.Token);
        }
        catch (Exception e)
        {
            // Whatever it is, the product itself can run: the first customers wait a little longer.
            await System.Console.Error.WriteLineAsync($"The rehearsal before the start failed, the first answers will be slower: {e.Message}");
        }
        finally
        {
            Remove(folder);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private static void Remove(DirectoryInfo? folder)
    {
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a rehearsal that broke off still holds stays among the temporary files.
        }
    }

    private async Task<WebApplication> BuildAsync(Uri outside, string folder, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, RehearsalLifetime>();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = PageId.TryParse(Page, out var page);
        _ = TenantId.TryParse("rehearsal", out var tenant);
        var real = _settings.Infrastructure;
        builder.Services.AddApplication(_settings.Reply with { QuietTime = TimeSpan.Zero }, _settings.Spend with { Defaults = Wide });
        builder.AddInfrastructure(real with
        {
            DataDir = folder,
            Spaces = real.Spaces is null ? null : new SpacesOptions { Bucket = "store", Endpoint = outside, Key = "rehearsal", Secret = "rehearsal" },
            Folder = new FolderOptions(folder),
            GenAi = real.GenAi with { Endpoint = new Uri(outside, "v1/chat/completions"), Key = real.GenAi.Key is null ? null : "rehearsal" },
            Graph = real.Graph with { Endpoint = new Uri(outside, "graph") },
            Pages = new ConnectedPagesOptions { Pages = [new PageConnection(page, tenant, "rehearsal")] },
            Node = new NodeOptions(),
        });
        builder.Services.AddFacebookWebhook(new WebhookOptions([AppSecret], "rehearsal", _settings.Webhook.Limits));
        var app = builder.Build();
        await app.Services.OpenInfrastructureAsync(cancellationToken);
        app.UseRateLimiter();
        app.MapFacebookWebhook();
        return app;
    }

    /// <summary>Customers write to the page, a few messages at once and then again as soon as they have an answer, until the time is over.</summary>
    private async Task PlayAsync(Uri product, RehearsalStage stage, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = product };
        long begin = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, Customers, cancellationToken, async (customer, token) =>
        {
            for (int turn = 0; turn == 0 || Stopwatch.GetElapsedTime(begin) < _length; turn++)
            {
                // A new customer now and then: first messages take another way than later ones.
                string sender = $"{customer}-{turn / 4}";
                var reply = stage.ReplyTo(sender);
                await Task.WhenAll(Enumerable.Range(0, Messages).Select(message => PostAsync(http, sender, $"m_{customer}_{turn}_{message}", token)));
                await reply.WaitAsync(token);
            }
        });
    }

    private static async Task PostAsync(HttpClient http, string sender, string mid, CancellationToken cancellationToken)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        byte[] body = Encoding.UTF8.GetBytes(
            $$$"""
            {"object":"page","entry":[{"id":"{{{Page}}}","time":{{{now}}},"messaging":[{"sender":{"id":"{{{sender}}}"},"recipient":{"id":"{{{Page}}}"},
            "timestamp":{{{now}}},"message":{"mid":"{{{mid}}}","text":"Hi, do you have a blue mug under 20 euro?"}}]}]}
            """);
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new(MediaTypeNames.Application.Json) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, WebhookEndpoints.Path) { Content = content };
        request.Headers.Add(WebhookSignature.Header, $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(AppSecret, body))}");
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
