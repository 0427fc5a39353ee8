using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>The inbox as rows of the local database.</summary>
internal sealed class LocalSummaries(LocalDatabase database) : IConversationSummaries
{
    /// <summary>
    /// So many rows are looked through at a time, until the list is full: the database has one connection, and turns must not wait for
    /// somebody's search.
    /// </summary>
    internal const int Chunk = 2000;

    private static readonly InboxPlace Start = new(DateTimeOffset.MaxValue, "");

    public async Task<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        string? json = await database.RunAsync(connection =>
        {
            using var command = connection.Command("SELECT summary FROM summaries WHERE conversation = @0", conversation.ToString());
            return command.ExecuteScalar() as string;
        });
        return json is null ? null : SummaryJson.Read(json);
    }

    public Task PutAsync(ConversationSummary summary, CancellationToken cancellationToken) => WriteAsync("INSERT OR REPLACE", summary);

    public Task AddAsync(ConversationSummary summary, CancellationToken cancellationToken) => WriteAsync("INSERT OR IGNORE", summary);

    public async Task<IReadOnlyList<ConversationSummary>> ListAsync(InboxQuery query, CancellationToken cancellationToken)
    {
        var found = new List<ConversationSummary>();
        for (var after = query.After ?? Start; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int left = query.Limit - found.Count;
            var (rows, last) = await database.RunAsync(connection => Read(connection, query, after, left));
            found.AddRange(rows.Select(SummaryJson.Read).OfType<ConversationSummary>());
            if (last is null || found.Count >= query.Limit)
            {
                return found;
            }

            after = last;
        }
    }

    public Task<PageMoments> LastOfAsync(ConnectedPage page, CancellationToken cancellationToken) => database.RunAsync(connection =>
        PageMoments.Of(Last(connection, "last_in", page), Last(connection, "last_out", page)));

    public Task<bool> EraseAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        database.EraseAsync(connection => connection.Execute("DELETE FROM summaries WHERE conversation = @0", conversation.ToString()) > 0);

    public Task<bool> IsFilledAsync(ConnectedPage page, CancellationToken cancellationToken) => database.RunAsync(connection =>
    {
        using var command = connection.Command("SELECT 1 FROM filled_pages WHERE page = @0", Name(page.Tenant, page.Channel, page.Page));
        return command.ExecuteScalar() is not null;
    });

    public Task SetFilledAsync(ConnectedPage page, CancellationToken cancellationToken) =>
        database.RunAsync(connection => connection.Execute("INSERT OR IGNORE INTO filled_pages (page) VALUES (@0)", Name(page.Tenant, page.Channel, page.Page)));

    /// <returns>Rows of the list, and where the next piece begins; null: there is none.</returns>
    private static (List<string> Rows, InboxPlace? Next) Read(SqliteConnection connection, InboxQuery query, InboxPlace after, int limit)
    {
        var rows = new List<string>();
        bool isIndexed = query is { Filter: InboxFilter.All, Page: null, Text: null };
        int piece = isIndexed ? limit : Chunk;
        using var command = connection.Command(
            $"""
            SELECT summary, last_at, conversation,
              (@4 = '' OR page = @4) AND (@5 = '' OR instr(searched, @5) > 0) AND (@6 < 0 OR paused_until > @6)
            FROM summaries
            WHERE tenant = @0 AND (last_at, conversation) < (@1, @2){Condition(query.Filter)}
            ORDER BY last_at DESC, conversation DESC LIMIT @3
            """,
            query.Tenant.Value, after.At.ToUnixTimeMilliseconds(), after.Conversation, piece,
            query.Page is { } page ? Name(page.Tenant, page.Channel, page.Page) : "", query.Text ?? "",
            query.Filter == InboxFilter.Paused ? query.Now.ToUnixTimeMilliseconds() : -1);
        using var reader = command.ExecuteReader();
        int seen = 0;
        InboxPlace? last = null;
        while (rows.Count < limit && reader.Read())
        {
            seen++;
            last = new InboxPlace(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), reader.GetString(2));
            if (reader.GetBoolean(3))
            {
                rows.Add(reader.GetString(0));
            }
        }

        return (rows, rows.Count < limit && seen == piece ? last : null);
    }

    /// <summary>One look at the end of an index.</summary>
    private static long Last(SqliteConnection connection, string column, ConnectedPage page)
    {
        using var command = connection.Command($"SELECT {column} FROM summaries WHERE page = @0 ORDER BY {column} DESC LIMIT 1", Name(page.Tenant, page.Channel, page.Page));
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static string Condition(InboxFilter filter) => filter switch
    {
        InboxFilter.NeedsPerson => " AND needs_person",
        InboxFilter.Failed => " AND failed",
        InboxFilter.Unanswered => " AND unanswered",
        _ => "",
    };

    private Task<int> WriteAsync(string verb, ConversationSummary summary)
    {
        string json = SummaryJson.Write(summary);
        var id = summary.Conversation;
        return database.RunAsync(connection => connection.Execute(
            $"{verb} INTO summaries (conversation, tenant, page, last_at, needs_person, failed, unanswered, paused_until, searched, summary, last_in, last_out) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)",
            id.ToString(), id.Tenant.Value, Name(id.Tenant, id.Channel, id.Page), summary.LastAt.ToUnixTimeMilliseconds(), summary.Case is not null, summary.Failed is not null,
            summary.UnansweredSince is not null, summary.PausedUntil?.ToUnixTimeMilliseconds() ?? 0, summary.Searched, json,
            summary.LastAskedAt?.ToUnixTimeMilliseconds() ?? 0, summary.LastToldAt?.ToUnixTimeMilliseconds() ?? 0));
    }

    private static string Name(TenantId tenant, Channel channel, PageId page) => $"{tenant}/{channel.Folder()}/{page}";
}
