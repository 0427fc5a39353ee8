using System.Security.Cryptography;
using System.Text;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>The map of the store. The first part is shared with the Python system; what we add has keys of its own.</summary>
internal static class StoreKeys
{
    /// <summary>The key ring that secrets are sealed with.</summary>
    public const string RingKeys = "secrets/keys/";

    /// <summary>One file for each page that was connected through the product.</summary>
    public const string ConnectedPages = "connections/facebook/pages/";

    /// <summary>What Meta accounts asked to be forgotten.</summary>
    public const string Deletions = "connections/facebook/deletions/";

    /// <summary>Owners between Facebook's answer and their choice of pages.</summary>
    public const string Erasures = "erasures/";

    public const string Logins = "connections/logins/";

    /// <summary>Written after each change to the connected pages, so that others need not look at all of them to see that there is one.</summary>
    public const string PagesChanged = "connections/facebook/changed.json";

    public static string Conversation(ConversationId id) => $"{Conversations(id.Tenant, id.Channel, id.Page)}{id.Sender}.json";

    public static string PageMetadata(TenantId tenant, Channel channel, PageId page) => $"{Page(tenant, channel, page)}/page_metadata.json";

    public static string PageHealth(TenantId tenant, Channel channel, PageId page) => $"{Page(tenant, channel, page)}/health.json";

    /// <summary>There is one while the bot keeps silent on the page.</summary>
    public static string PagePause(TenantId tenant, Channel channel, PageId page) => $"{Page(tenant, channel, page)}/paused.json";

    public static string ShopMetadata(TenantId tenant) => $"users/{tenant}/shopify/shop_metadata.json";

    public static string ShopProducts(TenantId tenant) => $"users/{tenant}/shopify/shop_products.json";

    /// <summary>Which shop it is; see <see cref="Shop"/> for the way back.</summary>
    public static string ShopConnection(TenantId tenant) => $"users/{tenant}/shopify/connection.json";

    /// <summary>How the last sync ended.</summary>
    public static string ShopSync(TenantId tenant) => $"users/{tenant}/shopify/sync.json";

    /// <summary>Sealed.</summary>
    public static string ShopToken(TenantId tenant, ShopDomain shop) => $"users/{tenant}/secrets/SHOPIFY_{shop}";

    /// <summary>Whose it is.</summary>
    public static string Shop(ShopDomain shop) => $"connections/shopify/{shop}.json";

    /// <summary>What the shop has told and is to be done.</summary>
    public static string ShopNotices(ShopDomain shop) => $"{AllShops}{shop}/notices/";

    /// <summary>What is kept by shop.</summary>
    public const string AllShops = "connections/shopify/";

    /// <summary>The shop's address in a notice's key; null: it is no notice.</summary>
    public static string? ShopOfNotice(string key) => key[AllShops.Length..].Split('/') is [var shop, "notices", _] ? shop : null;

    public static string ShopNotice(ShopDomain shop, string id) => $"{ShopNotices(shop)}{id}.json";

    /// <summary>What of it was done lately.</summary>
    public static string ShopNoticesDone(ShopDomain shop) => $"connections/shopify/{shop}/notices_done.json";

    /// <summary>A request about one of the shop's customers, for the owner.</summary>
    public static string ShopPrivacy(TenantId tenant, string id) => $"users/{tenant}/privacy/shopify/{id}.json";

    /// <summary>Everything that is stored of a tenant's shop, but its tokens.</summary>
    public static string AllOfShop(TenantId tenant) => $"users/{tenant}/shopify/";

    public static string TenantPrompt(TenantId tenant) => $"users/{tenant}/prompt.txt";

    /// <summary>What the tenant's prompt has been.</summary>
    public static string PromptVersions(TenantId tenant) => $"users/{tenant}/prompt-versions/";

    public static string PromptVersion(TenantId tenant, string id) => $"{PromptVersions(tenant)}{id}.json";

    public static string FirstContact(TenantId tenant) => $"users/{tenant}/first_contact.txt";

    /// <summary>What the tenant's model may cost.</summary>
    public static string Spending(TenantId tenant) => $"users/{tenant}/console/spending.json";

    /// <summary>What the tenant's people did in one month.</summary>
    public static string AuditMonth(TenantId tenant, DateTimeOffset at) => $"{Audit(tenant)}{at.UtcDateTime:yyyy-MM}/";

    /// <summary>Everything that the tenant's people did.</summary>
    public static string Audit(TenantId tenant) => $"users/{tenant}/audit/";

    /// <summary>Who may sign in by this name; names are anything, digests may become file names.</summary>
    public static string Operator(string digest) => $"operators/{digest}.json";

    /// <summary>That an operator is this tenant's.</summary>
    public static string TenantOperator(TenantId tenant, string digest) => $"{TenantOperators(tenant)}{digest}";

    public static string TenantOperators(TenantId tenant) => $"users/{tenant}/operators/";

    public static string BotPause(ConversationId id) => $"{Page(id.Tenant, id.Channel, id.Page)}/bot_paused/{id.Sender}.json";

    // An event's key is Messenger's own text and may hold anything; its digest may become a file name.
    public static string PutAside(ConversationId id, string eventKey) =>
        $"{Beside(id, "put_aside")}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eventKey)))}.json";

    public static string DeadLetter(ConversationId id, string turn) => $"{Beside(id, "dead_letters")}{turn}.json";

    public static string Answer(ConversationId id, string turn) => $"{Answers(id)}{turn}.json";

    public static string Answers(ConversationId id) => Beside(id, "answers");

    /// <summary>What a person of the shop wrote through the product, and how far it got.</summary>
    public static string PersonAnswer(ConversationId id, string answer) => $"{Beside(id, "person_answers")}{answer}.json";

    /// <summary>Where a page's conversations are.</summary>
    public static string Conversations(TenantId tenant, Channel channel, PageId page) => $"{Page(tenant, channel, page)}/conversations/";

    /// <summary>Where the tenant wants to hear that somebody needs a person.</summary>
    public static string Alerts(TenantId tenant) => $"users/{tenant}/console/alerts.json";

    /// <summary>What signs alerts, sealed.</summary>
    public static string AlertSecret(TenantId tenant) => $"users/{tenant}/secrets/ALERT_WEBHOOK";

    /// <summary>Where the files beside a conversation are, so that all that is kept of a customer can be found.</summary>
    public static IReadOnlyList<string> FoldersOf(ConversationId id) => [Beside(id, "put_aside"), Beside(id, "dead_letters"), Answers(id), Beside(id, "person_answers")];

    public static string RingKey(string name) => $"{RingKeys}{name}.xml";

    public static string PageToken(TenantId tenant, PageId page) => $"users/{tenant}/secrets/FACEBOOK_ACCESS_TOKEN_{page}";

    public static string ConnectedPage(PageId page) => $"{ConnectedPages}{page}.json";

    public static string Person(PersonId person) => $"connections/facebook/people/{person}.json";

    public static string Login(long begun, string digest) => $"{Logins}{begun}-{digest}";

    public static string Deletion(string code) => $"{Deletions}{code}.json";

    public static string Probe(Guid id) => $"probes/{id:N}.json";

    private static string Beside(ConversationId id, string what) => $"{Page(id.Tenant, id.Channel, id.Page)}/{what}/{id.Sender}/";

    private static string Page(TenantId tenant, Channel channel, PageId page) => $"users/{tenant}/{channel.Folder()}/{page}";
}
