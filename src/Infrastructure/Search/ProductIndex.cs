using System.Collections.Concurrent;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Search;

/// <summary>A catalogue that can be searched as customers write. Never changes; may be searched by many at once.</summary>
internal sealed class ProductIndex
{
    /// <summary>A good place in both of two rankings is better than the best in one (reciprocal rank fusion, with its authors' constant).</summary>
    private const double FusionRank = 60;

    /// <summary>So many are ranked, before those that cost too much are taken out.</summary>
    private const int Depth = 200;

    private const int MaxNumberPieces = 5, LeastJoined = 6;

    private const float AsNeighbours = 0.1f, AsNumber = 3, SoldOut = 0.9f, Aside = 0.5f;

    // "Dead bolt" where titles say "deadbolt": one word that stands for both, unless titles have them side by side as well.
    private const float ForBoth = 1.2f, AsOneWord = 0.8f, AsOneMistypedWord = 0.7f;

    private readonly WordIndex _words;
    private readonly KeyIndex _pairs, _numbers, _ids;
    private readonly ProductShelf _shelf;
    private readonly Vocabulary _vocabulary;
    private readonly QuestionReader _questions;
    private readonly ConcurrentBag<Scoreboard> _boards = [];

    public ProductIndex(WordIndex words, KeyIndex pairs, KeyIndex numbers, KeyIndex ids, ProductShelf shelf)
    {
        (_words, _pairs, _numbers, _ids, _shelf) = (words, pairs, numbers, ids, shelf);
        _vocabulary = new Vocabulary(words, pairs);
        _questions = new QuestionReader(_vocabulary);
    }

    public int Count => _shelf.Count;

    public ProductShelf Shelf => _shelf;

    /// <summary>About so many; a few hundred unpacked products come on top.</summary>
    public long Bytes => _words.Bytes + _pairs.Bytes + _numbers.Bytes + _ids.Bytes + _shelf.Bytes;

    public ProductHits Search(ProductQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var limit = PriceLimit.In(query.Asked);
        var question = _questions.Read(PriceLimit.Without(query.Asked), PriceLimit.Without(query.Earlier));
        var ranking = Ranked(question, question.Whole);
        if (question.Cleaned is not null)
        {
            ranking = Fused(ranking, Ranked(question, question.Cleaned));
        }

        var found = ranking.Where(hit => limit is null || _shelf.MayCost(hit.Product, limit)).Select(hit => (Product: _shelf.Take(hit.Product), hit.Score));
        var best = found.Where(hit => limit?.Allows(hit.Product) != false).Take(query.Limit).ToList();
        return new ProductHits([.. best.Select(hit => hit.Product)], [.. best.Select(hit => hit.Score)]);
    }

    /// <returns>Null: there is none with this id.</returns>
    public Product? Find(string id) => _ids.Find(KeyIndex.Digest(id)).ToArray().Select(_shelf.Take).FirstOrDefault(product => product.Id == id);

    /// <summary>Some of the catalogue, in its own order, without those.</summary>
    public IReadOnlyList<Product> Others(int count, IReadOnlySet<string> butNot) =>
        [.. Enumerable.Range(0, count <= 0 ? 0 : Math.Min(Count, count + butNot.Count)).Select(_shelf.Take).Where(product => !butNot.Contains(product.Id)).Take(count)];

    private List<(int Product, double Score)> Ranked(Question question, IReadOnlyList<TextWord> wanted)
    {
        var board = _boards.TryTake(out var wiped) ? wiped : new Scoreboard(Count);
        Add(board, wanted, 1);
        Add(board, question.Earlier, question.EarlierWeight);
        var best = board.Best(Depth, _shelf, SoldOut);
        board.Wipe();
        _boards.Add(board);
        return best;
    }

    private void Add(Scoreboard board, IReadOnlyList<TextWord> words, float full)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i].Text;
            float weight = words[i].IsAside ? full * Aside : full;
            if (Wish.For(word, _vocabulary) is { Meanings.Count: > 0 } wish)
            {
                board.Add(_words, wish, weight);
            }

            AddNumbers(board, words, i, weight);
            if (i + 1 < words.Count)
            {
                AddNeighbours(board, word, words[i + 1].Text, weight);
            }
        }
    }

    private void AddNeighbours(Scoreboard board, string first, string second, float weight)
    {
        var (one, other) = (_vocabulary.Find(first), _vocabulary.Find(second));
        var together = one is not null && other is not null ? _vocabulary.Together(one.Value, other.Value) : [];
        board.Add(together, weight * AsNeighbours * WordRarity.Of(together.Length, Count));
        if (_vocabulary.Find(first + second) is { InNames: > 0 } joined)
        {
            board.Add(_words, new Wish([new Meaning([joined], together.Length > 0 ? AsOneWord : ForBoth)]), weight);
        }
        else if ((one is null || other is null) && first.Length + second.Length >= LeastJoined && _vocabulary.Corrections(first + second) is [{ Errors: 1 } near, ..])
        {
            // "mial box": the error is in one of two halves.
            board.Add(_words, new Wish([new Meaning([near.Word], AsOneMistypedWord)]), weight);
        }
    }

    /// <summary>Article numbers that begin here, however they are written: "AB-100-X", "ab 100 x".</summary>
    private void AddNumbers(Scoreboard board, IReadOnlyList<TextWord> words, int first, float weight)
    {
        string number = "";
        for (int i = first; i < words.Count && i < first + MaxNumberPieces; i++)
        {
            number += words[i].Text;
            var products = number.Length > 1 && number.Any(char.IsAsciiDigit) ? _numbers.Find(KeyIndex.Digest(number)) : [];
            board.Add(products, weight * AsNumber * WordRarity.Of(products.Length, Count));
        }
    }

    private static List<(int Product, double Score)> Fused(params ReadOnlySpan<List<(int Product, double Score)>> rankings)
    {
        var scores = new Dictionary<int, double>();
        foreach (var ranking in rankings)
        {
            for (int rank = 0; rank < ranking.Count; rank++)
            {
                scores[ranking[rank].Product] = scores.GetValueOrDefault(ranking[rank].Product) + (1 / (FusionRank + rank + 1));
            }
        }

        return [.. scores.Select(pair => (pair.Key, pair.Value)).OrderByDescending(hit => hit.Value).ThenBy(hit => hit.Key).Take(Depth)];
    }
}

/// <param name="Products">Those that match, best first.</param>
/// <param name="Scores">How well each of them does.</param>
internal sealed record ProductHits(IReadOnlyList<Product> Products, IReadOnlyList<double> Scores);
