using System.Text;
using System.Text.Json;
using GptMessenger.Infrastructure.Shopify;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public class ProductFileTests
{
    [Theory]
    [InlineData("""[{"t":1},{"t":2}]""")]
    [InlineData("\uFEFF[{\"t\":1},{\"t\":2}]")]
    [InlineData("""{"extensions":{"products":[{"t":9}],"deep":[[{"edges":[1]}]]},"products":[{"t":1},{"t":2}],"after":[{"t":9}]}""")]
    [InlineData("""{"data":{"codeDiscountNodes":{"edges":[{"node":{"t":9}}]},"products":{"pageInfo":{"nodes":[9]},"edges":[{"node":{"t":1}},{"node":{"t":2}}]},"collections":{"nodes":[{"t":9}]}},"extensions":{}}""")]
    [InlineData("""{"products":{"nodes":[{"t":1,"products":[{"t":9}]},{"t":2}]}}""")]
    public async Task Products_AreFoundInEveryShape_HoweverTheStreamIsCut(string file)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(file);
        foreach (int piece in (int[])[1, 2, 3, 7, utf8.Length])
        {
            (await NumbersAsync(new Pieces(utf8, piece))).Should().Equal([1, 2], "pieces of {0} bytes", piece);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("""[{"t":1},{"t":2}""")]
    [InlineData("""{"products":[{"t":1}]""")]
    [InlineData("""[{"t":1}] more""")]
    [InlineData("<html>")]
    public async Task BrokenFile_IsAnError(string file)
    {
        var read = async () => await NumbersAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)));

        await read.Should().ThrowAsync<JsonException>();
    }

    [Fact]
    public async Task ProductThatIsTooLarge_IsPassedOver_AndCostsNoOther()
    {
        string large = $$"""{"t":5,"text":[{{string.Join(',', Enumerable.Repeat("\"0123456789abcdef\"", 100_000))}}]}""";

        (await NumbersAsync(new MemoryStream(Encoding.UTF8.GetBytes($$"""[{"t":1},{{large}},{"t":2}]""")))).Should().Equal(1, -1, 2);
    }

    [Fact]
    public async Task LargeFile_IsNeverInMemoryAsAWhole()
    {
        const int products = 100_000;
        await using var file = new Generated(products);
        long before = GC.GetTotalMemory(forceFullCollection: true), most = 0;
        int count = 0;
        await foreach (var product in new ProductFile(file).ReadAsync(CancellationToken.None))
        {
            product.GetProperty("id").GetInt32().Should().Be(count);
            if (++count % 20_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        count.Should().Be(products);
        file.Sent.Should().BeGreaterThan(100_000_000);
        most.Should().BeLessThan(16 * 1024 * 1024);
    }

    private static async Task<List<int>> NumbersAsync(Stream stream)
    {
        var numbers = new List<int>();
        await foreach (var product in new ProductFile(stream).ReadAsync(CancellationToken.None))
        {
            numbers.Add(product.ValueKind == JsonValueKind.Undefined ? -1 : product.GetProperty("t").GetInt32());
        }

        return numbers;
    }

    /// <summary>Comes a few bytes at a time, as from a network.</summary>
    private sealed class Pieces(byte[] content, int size) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }

    /// <summary>A catalogue that is written while it is read.</summary>
    private sealed class Generated(int products) : Stream
    {
        private static readonly string Text = new('x', 1000);

        private byte[] _rest = "[\n"u8.ToArray();
        private int _next;

        public long Sent { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_rest.Length == 0 && _next <= products)
            {
                _rest = Encoding.UTF8.GetBytes(_next == products ? "]" : $$"""{{(_next == 0 ? "" : ",")}}{"id":{{_next}},"title":"Product {{_next}}","body_html":"{{Text}}"}""");
                _next++;
            }

            int length = Math.Min(count, _rest.Length);
            _rest.AsSpan(0, length).CopyTo(buffer.AsSpan(offset));
            _rest = _rest[length..];
            Sent += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
