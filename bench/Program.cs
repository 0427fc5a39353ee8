using System.Diagnostics;
using System.Globalization;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Replies.Proof;
using GptMessenger.Application.Shops;
using GptMessenger.Bench;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Search;

// What the search, the prompt and the gate cost, by the size of the catalogue. Sizes as arguments: 100 50000 100000.
int[] sizes = args.Length > 0 ? [.. args.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [100, 10_000, 50_000, 100_000];
const int Questions = 2000, Drafts = 2000;
foreach (int size in sizes)
{
    var shop = new MadeUpShop(size);
    long before = GC.GetTotalMemory(forceFullCollection: true);
    var clock = Stopwatch.StartNew();
    var builder = new ProductIndexBuilder();
    foreach (var product in shop.Products(size))
    {
        builder.Add(product);
    }

    var index = builder.Build();
    double built = clock.Elapsed.TotalSeconds;
    long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
    Write($"{size,7} products: indexed in {built:0.0} s, {bytes / size} bytes a product");
    foreach (var (kind, next) in shop.Questions())
    {
        Write($"        {kind,-6} {Times(Questions, () => index.Search(new ProductQuery(next(), 20)))}");
    }

    var template = PromptTemplate.Parse("{shopify_metadata}\n{facebook_metadata}\n{shopify_products}\n===\n{conversation_history}\nCustomer Message: {message_text}", "bench");
    int[] tokens = [.. Enumerable.Range(0, 50).Select(_ => TokensOf(template, index, shop.Questions().First().Next()))];
    Write($"        tokens of a prompt: {tokens.Average():0} on average, products in it: {Math.Min(20, size)}");

    var shown = index.Search(new ProductQuery("white oak dining chair", 20)).Products;
    foreach (string draft in (string[])[Draft(shown, 2), Draft(shown, 8)])
    {
        // Each answer has evidence of its own; shop and page are the same until they change.
        Write($"        gate, an answer of {draft.Length} characters: {Times(Drafts, () => ProofGate.Check(draft, new Evidence(shown, MadeUpShop.Itself, PageProfile.Unknown, [], "You are an assistant.")))}");
    }
}

static string Draft(IReadOnlyList<Product> shown, int count) => string.Join(' ', shown.Take(count).Select((product, i) => $"The {product.Title} [P{i + 1}] costs {product.Variants[0].Price} and is {(product.IsAvailable ? "in stock" : "sold out")}. It looks well beside the others."))
    + " Delivery takes 2-4 working days and costs 5.90 EUR, from 60 EUR it is free. You can send it back within 30 days if it is unused.";

static int TokensOf(PromptTemplate template, ProductIndex index, string question)
{
    var found = index.Search(new ProductQuery(question, 50)).Products;
    var others = index.Others(20 - found.Count, found.Select(product => product.Id).ToHashSet(StringComparer.Ordinal));
    var facts = new PromptFacts([], [], Shop.Unknown, PageProfile.Unknown, new ProductMatches([.. found, .. others], found.Count, index.Count));
    var prompt = facts.Fit(template, 6000)!.Value.Prompt;
    return TokenCount.Of(prompt.System ?? "") + TokenCount.Of(prompt.User);
}

static string Times(int count, Action act)
{
    for (int i = 0; i < count / 4; i++)
    {
        act();
    }

    var times = new List<double>(count);
    for (int i = 0; i < count; i++)
    {
        long begin = Stopwatch.GetTimestamp();
        act();
        times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }

    times.Sort();
    return string.Create(CultureInfo.InvariantCulture, $"p50 {times[count / 2]:0.00} ms, p95 {times[count * 95 / 100]:0.00}, p99 {times[count * 99 / 100]:0.00}, longest {times[^1]:0.0}");
}

static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
