using System.Buffers;
using System.Text.Json;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Pages;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// Asks Graph about a page, in two groups: one field that Graph does not know, or no longer shows, fails a whole call. Fields that change
/// by themselves (counts, the picture's signed address) are not asked for, so that an unchanged page stays an unchanged file.
/// </summary>
internal sealed partial class GraphPageProfiles(
    IGraphApi graph, IPageTokens tokens, GraphOptions options, ILogger<GraphPageProfiles> logger) : IPageProfiles
{
    public const string FirstGroup = "id,name,about,description,category,phone,emails,website,link,location,hours";

    public const string SecondGroup =
        "username,category_list,single_line_address,is_always_open,is_permanently_closed,temporary_status,price_range,payment_options,parking,"
        + "products,mission,company_overview,general_info,impressum,is_published,verification_status";

    /// <summary>A secret; Graph sends it when it is asked for, and it must not get into the page's file or a prompt.</summary>
    private const string TokenField = "access_token";

    /// <summary>Graph's definite no: it does not know a field, or no longer shows it. Asked again it says the same.</summary>
    private const int InvalidParameter = 100;

    public async Task<PageDocument> FetchAsync(ConnectedPage page, CancellationToken cancellationToken)
    {
        if (tokens.Find(page.Page) is not { } token)
        {
            throw new PageUnreachableException($"Page {page.Page} has no access token: set FACEBOOK_ACCESS_TOKEN_{page.Page} or connect the page again");
        }

        var first = Fields(await AskAsync(page, FirstGroup, token, cancellationToken), token);
        var second = await AskAsync(page, SecondGroup, token, cancellationToken);
        if (second.Code == InvalidParameter)
        {
            LogIncomplete(page.Page.Value, second.Describe(token));
            return Merge(first);
        }

        // After a failure that passes, half a page would be saved over the whole one that is stored.
        return Merge(first, Fields(second, token));
    }

    private Task<GraphAnswer> AskAsync(ConnectedPage page, string fields, string token, CancellationToken cancellationToken) => GraphCalls.AskAsync(
        () => graph.ReadPageAsync(options.Version, page.Page.Value, fields, AppSecretProof.Of(token, options.AppSecret), token, cancellationToken), cancellationToken);

    private static JsonElement Fields(GraphAnswer answer, string token) =>
        answer.IsError ? throw new PageUnreachableException(answer.Describe(token)) : answer.Root;

    private static PageDocument Merge(params ReadOnlySpan<JsonElement> groups)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        var written = new HashSet<string>(StringComparer.Ordinal) { TokenField };
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var group in groups)
            {
                foreach (var field in group.EnumerateObject().Where(field => written.Add(field.Name)))
                {
                    writer.WritePropertyName(field.Name);
                    writer.WriteRawValue(field.Value.GetRawText());
                }
            }

            writer.WriteEndObject();
        }

        return new PageDocument(json.WrittenMemory);
    }

    [LoggerMessage(LogLevel.Warning, "Page {Page} was read without its less important fields: {Reason}")]
    private partial void LogIncomplete(string page, string reason);
}
