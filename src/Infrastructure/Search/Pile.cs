using System.Collections;

namespace GptMessenger.Infrastructure.Search;

/// <summary>A list that only grows, in pieces: nothing is copied when it does, and nothing half empty is left behind for the collector.</summary>
internal sealed class Pile<T> : IEnumerable<T>
{
    private const int PieceLength = 8192;

    private readonly List<T[]> _pieces = [];

    public int Count { get; private set; }

    public void Add(T item)
    {
        if (Count % PieceLength == 0)
        {
            _pieces.Add(new T[PieceLength]);
        }

        _pieces[^1][Count++ % PieceLength] = item;
    }

    public void CopyTo(T[] target)
    {
        for (int i = 0; i < _pieces.Count; i++)
        {
            Array.Copy(_pieces[i], 0, target, i * PieceLength, Math.Min(PieceLength, Count - (i * PieceLength)));
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _pieces[i / PieceLength][i % PieceLength];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
