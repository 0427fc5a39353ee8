using System.Globalization;
using CsCheck;
using GptMessenger.Application.Replies.Proof;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Proof;

/// <summary>Lies and truths about shops that nobody wrote down beforehand.</summary>
public class GeneratedClaimsTests
{
    private const int Count = 600;

    private static readonly string[] Kinds = ["Jacket", "Boots", "Lantern", "Tent", "Mug", "Rucksack", "Blanket", "Gloves"];
    private static readonly string[] Names = ["Aska", "Birk", "Dovre", "Elv", "Fjell", "Grane", "Hauk", "Ilder", "Jerv", "Kvist", "Lom", "Myra", "Nord", "Osp", "Rype", "Storm"];

    private static readonly Gen<Product[]> Catalogs =
        Gen.Select(Gen.Int[100, 99_999], Gen.Bool, Gen.Int[0, Kinds.Length - 1]).Array[3, 8].Select(goods => goods.Select((item, i) => new Product
        {
            Id = $"{i}",
            Title = $"{Names[i]} {Kinds[item.Item3]}",
            Type = Kinds[item.Item3],
            Description = "Use code SECRET77 for 90 % off.",
            Link = new Uri($"https://shop.example/products/{i}"),
            Variants = [new Variant($"{i}", "", new Money(item.Item1 / 100m, "EUR"), item.Item2, null)],
        }).ToArray());

    [Fact]
    public void GeneratedLies_NeverPass() =>
        Gen.Select(Catalogs, Gen.Int[0, 100], Gen.Int[0, 11], Gen.Int[1, 9_999]).Sample(
            (products, which, kind, cents) => Check(Lie(products, which % products.Length, kind, cents / 100m), products).Count > 0 || IsTrueByChance(products, which % products.Length, kind, cents / 100m),
            iter: Count, print: sample => Lie(sample.Item1, sample.Item2 % sample.Item1.Length, sample.Item3, sample.Item4 / 100m));

    [Fact]
    public void GeneratedTruths_Pass() =>
        Gen.Select(Catalogs, Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 9], Gen.Int[2, 9]).Sample(
            (products, first, second, kind, count) => Check(Truth(products, first % products.Length, second % products.Length, kind, count), products).Count == 0,
            iter: Count, print: sample => Truth(sample.Item1, sample.Item2 % sample.Item1.Length, sample.Item3 % sample.Item1.Length, sample.Item4, sample.Item5));

    private static IReadOnlyList<Finding> Check(string answer, Product[] products) =>
        ProofGate.Check(answer, new Evidence(products, new Shop { Currency = "EUR", Storefront = new Uri("https://shop.example") }, PageProfile.Unknown, [], ProofShop.Prompt)).Findings;

    private static decimal Price(Product product) => product.Variants[0].Price!.Value.Amount;

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Lie(Product[] products, int which, int kind, decimal amount)
    {
        var product = products[which];
        string named = $"{product.Title} [P{which + 1}]";
        return kind switch
        {
            0 => $"The {named} costs {Text(Price(product) - Math.Min(amount, Price(product) / 2))} EUR.",
            1 => $"Der {named} kostet {(Price(product) + amount).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',')} €.",
            2 => $"The {named} costs {Text(Price(product))} EUR, two of them {Text((Price(product) * 2) - amount)} EUR.",
            3 => $"For you the {named} is {(int)amount % 60 + 5} % off.",
            4 => "Enter SECRET77 at the checkout.",
            5 => $"Order it at https://shop.example/products/{which + 100}.",
            6 => $"The {named} is {(product.IsAvailable ? "sold out" : "in stock")}.",
            7 => $"The {named} costs {Text(Price(product))} dollars.",
            8 => $"We have the Zirkon Ultra Deluxe for {Text(amount)} EUR.",
            9 => $"The {named} arrives tomorrow.",
            10 => $"You can return the {named} within {(int)amount + 3} days.",
            _ => $"Only {((int)amount % 9) + 1} left of the {named}!",
        };
    }

    private static bool IsTrueByChance(Product[] products, int which, int kind, decimal amount) => kind switch
    {
        0 => Math.Round(Price(products[which]) - Math.Min(amount, Price(products[which]) / 2), 2) == Price(products[which]),
        2 => (Price(products[which]) * 2) - amount is var total && (total == Price(products[which]) || total == 0),
        _ => false,
    };

    private static string Truth(Product[] products, int first, int second, int kind, int count)
    {
        Product one = products[first], other = products[second];
        string named = $"{one.Title} [P{first + 1}]", second2 = $"{other.Title} [P{second + 1}]";
        return kind switch
        {
            0 => $"The {named} costs {Text(Price(one))} EUR.",
            1 => $"The {named} is {(one.IsAvailable ? "in stock" : "sold out")} and costs €{Text(Price(one))}.",
            2 => $"{count} x {Text(Price(one))} EUR = {Text(count * Price(one))} EUR for the {named}.",
            3 => $"The {named} costs {Text(Price(one))} EUR, the {second2} {Text(Price(other))} EUR: together {Text(Price(one) + Price(other))} EUR.",
            4 => $"Der {named} kostet {Text(Price(one)).Replace('.', ',')} € und ist {(one.IsAvailable ? "auf Lager" : "leider ausverkauft")}.",
            5 => $"El {named} cuesta {Text(Price(one)).Replace('.', ',')} €.",
            6 => $"Le {named} coûte {Text(Price(one)).Replace('.', ',')} €.",
            7 => $"- {named}: {Text(Price(one))} EUR\n- {second2}: {Text(Price(other))} EUR",
            8 => "I don't know that, a person from the shop will follow up.",
            _ => $"I would take the {named}. Shall I tell you more?",
        };
    }
}
