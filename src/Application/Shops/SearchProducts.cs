using FluentValidation;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>What the bot would find for these words: the products that fit, best first.</summary>
public sealed record SearchProducts(TenantId Tenant, string Query, int Limit) : IRequest<ProductMatches>;

internal sealed class SearchProductsValidator : AbstractValidator<SearchProducts>
{
    public const int MaxLimit = 100;
    public const int MaxQuery = 2000;

    public SearchProductsValidator()
    {
        RuleFor(search => search.Query).Must(query => !string.IsNullOrWhiteSpace(query)).WithMessage("query should say what is looked for.");
        RuleFor(search => search.Query).MaximumLength(MaxQuery).WithMessage($"query should have at most {MaxQuery} characters.");
        RuleFor(search => search.Limit).InclusiveBetween(1, MaxLimit).WithMessage($"limit should be from 1 to {MaxLimit}.");
    }
}

internal sealed class SearchProductsHandler(IStoreCatalog catalog) : IRequestHandler<SearchProducts, ProductMatches>
{
    public Task<ProductMatches> Handle(SearchProducts request, CancellationToken cancellationToken) =>
        catalog.SearchAsync(request.Tenant, new ProductQuery(request.Query, request.Limit), cancellationToken);
}
