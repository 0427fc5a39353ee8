using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>
/// Reads a catalogue as one file that Shopify makes. The file is believed when all of it has come: as many objects as Shopify says it made.
/// Source: Shopify Admin API, "Perform bulk operations with the GraphQL Admin API" (2026-10).
/// </summary>
internal sealed class BulkProducts(AdminApi api, IHttpClientFactory clients, ShopifyOptions options, TimeProvider clock)
{
    /// <summary>Far above what one product or variant may have.</summary>
    private const int MaxLine = 4 * 1024 * 1024;

    private const int Downloads = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15), Silence = TimeSpan.FromSeconds(60);

    /// <exception cref="ShopUnreachableException">Shopify refused, did not answer, or gave only a part.</exception>
    public async Task WriteAllAsync(ConnectedShop shop, CatalogueWriter writer, CancellationToken cancellationToken)
    {
        string id = await RunAsync(shop, cancellationToken);
        var made = await MadeAsync(shop, id, cancellationToken);
        try
        {
            using var join = await JoinedAsync(shop, made, cancellationToken);
            long lost = await join.WriteAsync(writer, cancellationToken);
            if (lost > 0)
            {
                throw Broken(shop, $"{lost} variants or collections belong to no product in it");
            }
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException($"The products of {shop.Domain} cannot be kept on the local disk: {e.Message}", e);
        }
    }

    private async Task<BulkJoin> JoinedAsync(ConnectedShop shop, MadeFile made, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            var join = new BulkJoin();
            try
            {
                await DownloadAsync(shop, made, join, cancellationToken);
                return join;
            }
            catch (Exception e)
            {
                join.Dispose();
                if (e is JsonException)
                {
                    throw Broken(shop, "a line of it is no product, variant or collection", e);
                }

                if (e is not (HttpRequestException or IOException))
                {
                    throw;
                }

                if (tries == Downloads)
                {
                    throw Broken(shop, e.Message, e);
                }
            }

            await Task.Delay(options.FirstPause * tries, clock, cancellationToken);
        }
    }

    private async Task<string> RunAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        var answer = await api.AskAsync(shop, AdminQueries.RunBulk, new { query = AdminQueries.BulkProducts }, cancellationToken);
        var run = answer.Data.Member("bulkOperationRunQuery");
        return run.Member("bulkOperation").Member("id").Text()
            ?? throw Broken(shop, $"Shopify does not make it: {ForeignText.ForLog(run.Member("userErrors").Items().FirstOrDefault().Member("message").Text() ?? "no reason given", secret: null)}");
    }

    private async Task<MadeFile> MadeAsync(ConnectedShop shop, string id, CancellationToken cancellationToken)
    {
        long begun = clock.GetTimestamp();
        var pause = options.FirstPause;
        while (clock.GetElapsedTime(begun) < options.BulkPatience)
        {
            await Task.Delay(pause, clock, cancellationToken);
            var operation = (await api.AskAsync(shop, AdminQueries.Bulk, new { id }, cancellationToken)).Data.Member("bulkOperation");
            switch (operation.Member("status").Text())
            {
                case "COMPLETED":
                    return new MadeFile(
                        Address(shop, operation.Member("url")), Count(operation, "objectCount") ?? throw Broken(shop, "Shopify does not say how much is in it"), Count(operation, "rootObjectCount"));
                case "CREATED" or "RUNNING":
                    pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
                    break;
                case var status:
                    // A part of the file may be had; a part of the shop must not be sold as the whole.
                    throw Broken(shop, $"Shopify did not finish it: {ForeignText.ForLog($"{status} {operation.Member("errorCode").Text()}", secret: null)}");
            }
        }

        throw Broken(shop, $"Shopify did not finish it within {options.BulkPatience.TotalHours:0.#} hours");
    }

    // Signed, so it goes without the token; and it comes from an answer, so nothing but the web is asked.
    private Uri? Address(ConnectedShop shop, JsonElement url) =>
        url.Text() is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Authority == options.Endpoint?.Authority) ? address
        : throw Broken(shop, "its address is none");

    private async Task DownloadAsync(ConnectedShop shop, MadeFile made, BulkJoin join, CancellationToken cancellationToken)
    {
        if (made.Url is not null)
        {
            using var client = clients.CreateClient(AdminApi.Client);
            using var response = await client.GetAsync(made.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await ReadAsync(PipeReader.Create(body), join, cancellationToken);
        }

        if (join.Objects != made.Objects || (made.Products is { } products && join.Products != products))
        {
            throw Broken(shop, $"{join.Objects} of {made.Objects} objects came");
        }
    }

    private async Task ReadAsync(PipeReader lines, BulkJoin join, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read;
            using (var patience = new CancellationTokenSource(Silence, clock))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token))
            {
                try
                {
                    read = await lines.ReadAsync(either.Token);
                }
                catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new IOException($"nothing more came for {Silence.TotalSeconds} s", e);
                }
            }

            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                Add(join, buffer.Slice(0, end));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (buffer.Length > MaxLine)
            {
                throw new IOException($"a line has more than {MaxLine / (1024 * 1024)} MiB");
            }

            if (read.IsCompleted)
            {
                Add(join, buffer);
                return;
            }

            lines.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static void Add(BulkJoin join, ReadOnlySequence<byte> line)
    {
        byte[] text = line.ToArray();
        if (!text.AsSpan().Trim(" \r\t"u8).IsEmpty)
        {
            join.Add(text);
        }
    }

    private static long? Count(JsonElement operation, string name) =>
        long.TryParse(operation.Member(name).Id(), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;

    private static ShopUnreachableException Broken(ConnectedShop shop, string why, Exception? e = null) =>
        new($"The file of all products of {shop.Domain} cannot be used: {why}. Sync the shop again.", e);

    /// <param name="Url">Null: nothing is in it.</param>
    /// <param name="Objects">How many lines it has.</param>
    /// <param name="Products">How many of them are products.</param>
    private sealed record MadeFile(Uri? Url, long Objects, long? Products);
}
