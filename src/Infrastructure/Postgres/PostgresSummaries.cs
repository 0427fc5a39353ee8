using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Infrastructure.Postgres;

/// <summary>The inbox as rows of PostgreSQL.</summary>
internal sealed class PostgresSummaries(PostgresServer postgres) : IConversationSummaries
{
    private const string Insert = """
        INSERT INTO gptm_summaries (conversation, tenant, page, last_at, needs_person, failed, unanswered, paused_until, searched, summary, last_in, last_out)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (conversation) DO
        """;

    public async Task<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        await postgres.ReadAsync("SELECT summary FROM gptm_summaries WHERE conversation = $1", row => row.GetString(0), conversation.ToString()) is [var json]
            ? SummaryJson.Read(json)
            : null;

    public Task PutAsync(ConversationSummary summary, CancellationToken cancellationToken) => WriteAsync(
        """
        UPDATE SET last_at = excluded.last_at, needs_person = excluded.needs_person, failed = excluded.failed, unanswered = excluded.unanswered,
        paused_until = excluded.paused_until, searched = excluded.searched, summary = excluded.summary, last_in = excluded.last_in, last_out = excluded.last_out
        """,
        summary);

    public Task AddAsync(ConversationSummary summary, CancellationToken cancellationToken) => WriteAsync("NOTHING", summary);

    public async Task<IReadOnlyList<ConversationSummary>> ListAsync(InboxQuery query, CancellationToken cancellationToken)
    {
        var after = query.After;
        var rows = await postgres.ReadAsync(
            $"""
            SELECT summary FROM gptm_summaries
            WHERE tenant = $1 AND (last_at, conversation) < ($2, $3){Condition(query.Filter)}
              AND ($5 = '' OR page = $5) AND ($6 = '' OR strpos(searched, $6) > 0) AND ($7 < 0 OR paused_until > $7)
            ORDER BY last_at DESC, conversation DESC LIMIT $4
            """,
            row => row.GetString(0),
            query.Tenant.Value, after?.At.ToUnixTimeMilliseconds() ?? long.MaxValue, after?.Conversation ?? "", query.Limit,
            query.Page is { } page ? Name(page.Tenant, page.Channel, page.Page) : "", query.Text ?? "",
            query.Filter == InboxFilter.Paused ? query.Now.ToUnixTimeMilliseconds() : -1L);
        return [.. rows.Select(SummaryJson.Read).OfType<ConversationSummary>()];
    }

    public async Task<PageMoments> LastOfAsync(ConnectedPage page, CancellationToken cancellationToken) =>
        await postgres.ReadAsync(
            """
            SELECT coalesce((SELECT last_in FROM gptm_summaries WHERE page = $1 ORDER BY last_in DESC LIMIT 1), 0),
                   coalesce((SELECT last_out FROM gptm_summaries WHERE page = $1 ORDER BY last_out DESC LIMIT 1), 0)
            """,
            row => PageMoments.Of(row.GetInt64(0), row.GetInt64(1)),
            Name(page.Tenant, page.Channel, page.Page)) is [var moments]
            ? moments
            : PageMoments.Of(0, 0);

    public async Task<bool> EraseAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        await postgres.ExecuteAsync("DELETE FROM gptm_summaries WHERE conversation = $1", conversation.ToString()) > 0;

    public async Task<bool> IsFilledAsync(ConnectedPage page, CancellationToken cancellationToken) =>
        (await postgres.ReadAsync("SELECT 1 FROM gptm_filled_pages WHERE page = $1", row => row.GetInt32(0), Name(page.Tenant, page.Channel, page.Page))).Count > 0;

    public Task SetFilledAsync(ConnectedPage page, CancellationToken cancellationToken) =>
        postgres.ExecuteAsync("INSERT INTO gptm_filled_pages (page) VALUES ($1) ON CONFLICT DO NOTHING", Name(page.Tenant, page.Channel, page.Page));

    private static string Condition(InboxFilter filter) => filter switch
    {
        InboxFilter.NeedsPerson => " AND needs_person",
        InboxFilter.Failed => " AND failed",
        InboxFilter.Unanswered => " AND unanswered",
        _ => "",
    };

    private Task<int> WriteAsync(string conflict, ConversationSummary summary)
    {
        var id = summary.Conversation;
        return postgres.ExecuteAsync(
            $"{Insert} {conflict}",
            id.ToString(), id.Tenant.Value, Name(id.Tenant, id.Channel, id.Page), summary.LastAt.ToUnixTimeMilliseconds(), summary.Case is not null, summary.Failed is not null,
            summary.UnansweredSince is not null, summary.PausedUntil?.ToUnixTimeMilliseconds() ?? 0L, summary.Searched, SummaryJson.Write(summary),
            summary.LastAskedAt?.ToUnixTimeMilliseconds() ?? 0L, summary.LastToldAt?.ToUnixTimeMilliseconds() ?? 0L);
    }

    private static string Name(TenantId tenant, Channel channel, PageId page) => $"{tenant}/{channel.Folder()}/{page}";
}
