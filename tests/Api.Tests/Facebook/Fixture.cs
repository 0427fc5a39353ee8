using System.Text.Json;
using GptMessenger.Testing;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>A webhook body of <c>Fixtures</c>, made one customer's own and brought into the form in which Meta sends it.</summary>
internal sealed record Fixture(string Body)
{
    // What stands in the files for the customer, for the beginning of each mid, and for the page.
    private const string Sender = "200000000000001";
    private const string Mid = "m_fixture";

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Facebook", "Fixtures");

    /// <summary>Each element of <c>messaging</c> and <c>standby</c> as its text in the body.</summary>
    public IReadOnlyList<string> Events
    {
        get
        {
            using var body = JsonDocument.Parse(Body);
            return [.. body.RootElement.Member("entry").Items()
                .SelectMany(entry => entry.Member("messaging").Items().Concat(entry.Member("standby").Items()))
                .Select(e => e.GetRawText())];
        }
    }

    public static Fixture Read(string name, string sender, string page = Product.Page) => new(
        MetaJson.AsMetaSends(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))
            .Replace(Sender, sender, StringComparison.Ordinal)
            .Replace(Mid, $"m_{sender}_fixture", StringComparison.Ordinal)
            .Replace(Product.Page, page, StringComparison.Ordinal));
}
