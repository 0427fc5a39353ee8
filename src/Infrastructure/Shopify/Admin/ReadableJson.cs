using System.Text.Unicode;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>JSON whose every text can be read and written again: without half surrogate pairs, and in UTF-8.</summary>
internal static class ReadableJson
{
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json) =>
        Utf8.IsValid(json.Span) && json.Span.IndexOf(@"\ud"u8) < 0 && json.Span.IndexOf(@"\uD"u8) < 0 ? json : JsonElements.Mended(json.Span);
}
