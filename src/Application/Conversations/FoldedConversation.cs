using System.Buffers;
using System.IO.Compression;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// A conversation at rest: its file, compressed, a tenth of what it takes to work on it. Nothing but memory is needed to go on with it.
/// It says what the file says: which events came under <c>standby</c> is forgotten, as it is by a restart, and matters to open turns only.
/// </summary>
internal sealed class FoldedConversation
{
    // What a chat repeats is near: ids, field names. A larger window only costs memory while it is packed.
    private const int Quality = 1, Window = 16;

    private readonly byte[] _packed;
    private readonly int _size;

    private FoldedConversation(byte[] packed, int size) => (_packed, _size) = (packed, size);

    public static FoldedConversation Of(Conversation conversation)
    {
        int size = MessengerJson.FileSize(conversation);
        byte[] file = ArrayPool<byte>.Shared.Rent(size);
        byte[] packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(size));
        try
        {
            MessengerJson.WriteFile(conversation, file.AsSpan(0, size));
            return BrotliEncoder.TryCompress(file.AsSpan(0, size), packed, out int length, Quality, Window)
                ? new FoldedConversation(packed[..length], size)
                : throw new InvalidOperationException($"{size} bytes did not fit into the {packed.Length} that they need at most.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(file, clearArray: true);
            ArrayPool<byte>.Shared.Return(packed, clearArray: true);
        }
    }

    public Conversation Unfold(PageId page)
    {
        byte[] file = new byte[_size];
        return BrotliDecoder.TryDecompress(_packed, file, out int length) && length == _size
            ? MessengerJson.ReadFile(file, page)
            : throw new InvalidOperationException("What was packed cannot be unpacked.");
    }
}
