using System.Runtime.CompilerServices;
using System.Text.Json;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>
/// Walks through <c>shop_products.json</c> product by product, in all its shapes: a list, or <c>products</c>, <c>edges</c> or <c>nodes</c> in it,
/// bare or in the answer's envelope. Only one product is in memory at a time; what else is in the file is passed over.
/// </summary>
internal sealed class ProductFile(Stream stream)
{
    /// <summary>Larger ones are passed over: no shop describes a product at such length.</summary>
    public const int MaxProduct = 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    /// <summary>Not inside anything that holds products.</summary>
    private const int Nowhere = -1;

    private static readonly string[] Paths = ["data", "products"], Lists = ["products", "edges", "nodes"];

    private byte[] _buffer = new byte[FirstBuffer];
    private int _start, _end, _listDepth = Nowhere, _passDepth = Nowhere;
    private bool _isLast, _isBegun;
    private string? _name;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MessengerJson.MaxDepth });

    private enum Step
    {
        Product,
        TooLarge,
        More,
        End,
    }

    /// <summary>Each product as the file has it; undefined: one that was too large.</summary>
    /// <exception cref="JsonException">The file is no JSON, or ends in the middle.</exception>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FillAsync(cancellationToken);
        while (true)
        {
            switch (Next(out var product))
            {
                case Step.Product:
                    yield return product.Member("node") is { ValueKind: JsonValueKind.Object } node ? node : product;
                    break;
                case Step.TooLarge:
                    yield return default;
                    break;
                case Step.More:
                    await FillAsync(cancellationToken);
                    break;
                default:
                    yield break;
            }
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _isLast = read == 0;
        if (!_isBegun && (_end >= 3 || _isLast))
        {
            _isBegun = true;
            _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        }
    }

    private Step Next(out JsonElement product)
    {
        product = default;
        if (!_isBegun)
        {
            return Step.More;
        }

        var reader = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _isLast, _state);
        int from = _start;
        while (true)
        {
            var before = reader;
            if (!reader.Read())
            {
                Keep(reader, from);
                return _isLast ? Step.End : Step.More;
            }

            if (IsPassedOver(ref reader))
            {
                continue;
            }

            if (_listDepth == Nowhere)
            {
                Enter(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.EndArray)
            {
                _listDepth = Nowhere;
            }
            else if (TryTake(ref reader, out product))
            {
                Keep(reader, from);
                return reader.BytesConsumed - before.BytesConsumed > MaxProduct ? Step.TooLarge : Step.Product;
            }
            else if (_end - from - before.BytesConsumed > MaxProduct)
            {
                // The one in hand: passed over piece by piece.
                _passDepth = reader.CurrentDepth;
                Keep(reader, from);
                return Step.TooLarge;
            }
            else
            {
                Keep(before, from);
                return Step.More;
            }
        }
    }

    private static bool TryTake(ref Utf8JsonReader reader, out JsonElement product)
    {
        product = default;
        var attempt = reader;
        if (!JsonDocument.TryParseValue(ref attempt, out var document))
        {
            return false;
        }

        using (document)
        {
            product = document.RootElement.Clone();
        }

        reader = attempt;
        return true;
    }

    /// <summary>Whether this token belongs to a value that holds no products.</summary>
    private bool IsPassedOver(ref Utf8JsonReader reader)
    {
        if (_passDepth == Nowhere)
        {
            return false;
        }

        if (reader.CurrentDepth == _passDepth && reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
        {
            _passDepth = Nowhere;
        }

        return true;
    }

    private void Enter(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _name = reader.GetString();
                break;
            case JsonTokenType.StartArray when reader.CurrentDepth == 0 || Lists.Contains(_name) || _name == "data":
                _listDepth = reader.CurrentDepth;
                break;
            case JsonTokenType.StartArray:
                _passDepth = reader.CurrentDepth;
                break;
            case JsonTokenType.StartObject when reader.CurrentDepth > 0 && !Paths.Contains(_name):
                _passDepth = reader.CurrentDepth;
                break;
            default:
                break;
        }
    }

    private void Keep(Utf8JsonReader reader, int from)
    {
        _state = reader.CurrentState;
        _start = from + (int)reader.BytesConsumed;
    }
}
