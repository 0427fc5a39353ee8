using System.Collections.Concurrent;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Secrets;

/// <summary>
/// The key ring of Data Protection as files of the store, so that all nodes share it. Each file bears the word of <c>SECRETS_KEY</c> for all
/// that it says: a key that somebody else put there would be a key that somebody else knows, and is not used.
/// </summary>
internal sealed partial class StoredKeyRing(IObjectStore store, WrappingKeys keys, ILogger<StoredKeyRing> logger) : IXmlRepository
{
    /// <summary>A key has less than 2 KiB.</summary>
    private const int MaxFile = 64 * 1024;

    private const string Root = "vouched";
    private const string Code = "code";

    private readonly ConcurrentDictionary<string, string> _reported = new(StringComparer.Ordinal);
    private bool _isEmpty = true;

    /// <summary>Reads the ring, and wraps anew what is still wrapped under an older key.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var file in (await ReadAsync(cancellationToken)).Where(file => file.Under != keys.Current))
        {
            foreach (var wrapped in file.Element.Descendants(KeyWrap.Element).ToList())
            {
                wrapped.ReplaceWith(KeyWrap.Wrap(keys, KeyWrap.Unwrap(keys, wrapped)));
            }

            try
            {
                await store.PutAsync(file.Key, Vouched(file.Key, file.Element), WriteCondition.MustBe(file.Version), cancellationToken);
                LogWrappedAnew(file.Key, file.Under, keys.Current);
            }
            catch (ObjectChangedException)
            {
                // Another node has done it.
            }
        }
    }

    // Data Protection asks at the start and then once a day, apart from any request, and goes on with what it has while this fails.
    public IReadOnlyCollection<XElement> GetAllElements() => [.. ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Select(file => file.Element)];

    public void StoreElement(XElement element, string friendlyName) => StoreAsync(element, friendlyName).GetAwaiter().GetResult();

    /// <summary>Nodes that start together on an empty ring would each begin with a key that the others learn of a day later, so only one key can be the first.</summary>
    private async Task StoreAsync(XElement element, string name)
    {
        if (_isEmpty)
        {
            string first = StoreKeys.RingKey($"first-{keys.Current}");
            try
            {
                await store.PutAsync(first, Vouched(first, element), WriteCondition.MustBeMissing, CancellationToken.None);
                return;
            }
            catch (ObjectChangedException)
            {
                if ((await ReadAsync(CancellationToken.None)).Count > 0)
                {
                    return;
                }
            }
        }

        string key = StoreKeys.RingKey(name);
        await store.PutAsync(key, Vouched(key, element), WriteCondition.MustBeMissing, CancellationToken.None);
    }

    private async Task<List<RingFile>> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new List<RingFile>();
        await foreach (string key in store.ListAsync(StoreKeys.RingKeys, cancellationToken))
        {
            if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not { Content: { } content } stored)
            {
                continue;
            }

            var (file, reason) = Read(key, stored.Version, content);
            if (file is not null)
            {
                files.Add(file);
            }
            else if (!_reported.TryGetValue(key, out string? version) || version != stored.Version)
            {
                _reported[key] = stored.Version;
                LogUnusable(key, reason);
            }
        }

        _isEmpty = files.Count == 0;
        return files;
    }

    private (RingFile? File, string Reason) Read(string key, string version, ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaxFile || Parse(content) is not { } root || root.Elements().SingleOrDefault() is not { } element)
        {
            return (null, "it is no file of a key ring");
        }

        string under = (string?)root.Attribute(KeyWrap.Under) ?? "";
        if (!keys.Has(under))
        {
            return (null, "SECRETS_KEY does not hold the key that wrapped it");
        }

        return keys.IsVouchedFor(under, (string?)root.Attribute(Code) ?? "", key, Text(element))
            ? (new RingFile(key, version, under, element), "")
            : (null, "it was changed by somebody without SECRETS_KEY");
    }

    private byte[] Vouched(string key, XElement element)
    {
        var root = new XElement(Root, new XAttribute(KeyWrap.Under, keys.Current), new XAttribute(Code, keys.Vouch(key, Text(element))), element);
        return Encoding.UTF8.GetBytes(Text(root));
    }

    private static string Text(XElement element) => element.ToString(SaveOptions.DisableFormatting);

    private static XElement? Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(content.Span)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader, LoadOptions.PreserveWhitespace) is var root && root.Name == Root && root.Elements().Take(2).Count() == 1 ? root : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Key} cannot be used: {Reason}. What was sealed with it (tokens of pages and shops) stays in the store and cannot be read: add " +
        "the former key to SECRETS_KEY, behind the present one and a comma, or connect again what no longer works. New secrets are sealed under the present key")]
    private partial void LogUnusable(string key, string reason);

    [LoggerMessage(LogLevel.Information, "{Key} was wrapped under {Former} and is wrapped under {Present} now")]
    private partial void LogWrappedAnew(string key, string former, string present);

    private sealed record RingFile(string Key, string Version, string Under, XElement Element);
}
