using System.Globalization;
using System.Text;

namespace GptMessenger.Testing;

/// <summary>Looks into the memory of a process of this machine (Linux): everything that it can write to.</summary>
public static class ProcessMemory
{
    private const int PieceLength = 1024 * 1024;

    /// <summary>The longest text that is found where two pieces meet.</summary>
    private const int Overlap = 512;

    /// <summary>Where one of the texts stands, in UTF-8 or UTF-16, with what is around it.</summary>
    public static IReadOnlyList<string> Find(int process, params string[] texts)
    {
        var wanted = texts.SelectMany(text => new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) }).ToArray();
        var found = new List<string>();
        byte[] piece = new byte[PieceLength + Overlap];
        using var memory = new FileStream($"/proc/{process}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        foreach (var (start, end, name) in Writable(process))
        {
            for (long at = start; at < end; at += PieceLength)
            {
                int length = Read(memory, at, piece.AsSpan(0, (int)Math.Min(piece.Length, end - at)));
                foreach (byte[] text in wanted)
                {
                    for (int from = 0; piece.AsSpan(from, length - from).IndexOf(text) is var place and >= 0 && from + place < PieceLength; from += place + 1)
                    {
                        found.Add($"{at + from + place:x} {name}: {Readable(piece.AsSpan(0, length), from + place, text.Length)}");
                    }
                }
            }
        }

        return found;
    }

    private static int Read(FileStream memory, long at, Span<byte> piece)
    {
        try
        {
            memory.Position = at;
            int length = 0;
            while (length < piece.Length && memory.Read(piece[length..]) is var read and > 0)
            {
                length += read;
            }

            return length;
        }
        catch (IOException)
        {
            // Given back to the system in between, or never there.
            return 0;
        }
    }

    private static string Readable(ReadOnlySpan<byte> piece, int at, int length)
    {
        var around = piece[Math.Max(0, at - 160)..Math.Min(piece.Length, at + length + 60)];
        return string.Concat(around.ToArray().Where(each => each is >= 32 and < 127).Select(each => (char)each));
    }

    private static IEnumerable<(long Start, long End, string Name)> Writable(int process) =>
        from line in File.ReadAllLines($"/proc/{process}/maps")
        let parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries)
        where parts[1].StartsWith("rw", StringComparison.Ordinal)
        let range = parts[0].Split('-')
        select (Hex(range[0]), Hex(range[1]), parts.Length > 5 ? parts[5].Trim() : "");

    private static long Hex(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
