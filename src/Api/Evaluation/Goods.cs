using GptMessenger.Domain.Shops;

namespace GptMessenger.Api.Evaluation;

/// <summary>The shop's products by what a case may call them: id, handle or title.</summary>
internal sealed class Goods
{
    private readonly Dictionary<string, Product> _byName = new(StringComparer.OrdinalIgnoreCase);

    public Goods(IEnumerable<Product> products)
    {
        foreach (var product in products)
        {
            _byName.TryAdd(product.Id, product);
            _byName.TryAdd(product.Title, product);
            if (product.Link is { } link)
            {
                _byName.TryAdd(Uri.UnescapeDataString(link.Segments[^1].Trim('/')), product);
            }
        }
    }

    public Product this[string name] => _byName[name];

    /// <exception cref="CaseException">A case expects what the shop does not sell.</exception>
    public void Check(IEnumerable<EvaluationCase> cases)
    {
        var mistakes = cases.SelectMany(@case => @case.Expected.Where(name => !_byName.ContainsKey(name))
            .Select(name => $"{@case.File}, case '{@case.Name}': the shop sells no '{name}'. Products are named by id, handle or title.")).ToList();
        if (mistakes.Count > 0)
        {
            throw new CaseException(string.Join(Environment.NewLine, mistakes));
        }
    }
}
