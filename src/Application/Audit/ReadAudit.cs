using FluentValidation;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Audit;

/// <summary>What a tenant's people have done, newest first.</summary>
/// <param name="Tenant">Whose people.</param>
/// <param name="Before">Entries before this time; null: the newest.</param>
/// <param name="Limit">At most so many.</param>
public sealed record ReadAudit(TenantId Tenant, DateTimeOffset? Before = null, int Limit = 50) : IRequest<IReadOnlyList<AuditEntry>>;

internal sealed class ReadAuditValidator : AbstractValidator<ReadAudit>
{
    public ReadAuditValidator() => RuleFor(read => read.Limit).InclusiveBetween(1, 200).WithMessage("limit should be a whole number from 1 to 200.");
}

internal sealed class ReadAuditHandler(IAuditLog log) : IRequestHandler<ReadAudit, IReadOnlyList<AuditEntry>>
{
    public Task<IReadOnlyList<AuditEntry>> Handle(ReadAudit request, CancellationToken cancellationToken) =>
        log.ReadAsync(request.Tenant, request.Before, request.Limit, cancellationToken);
}
