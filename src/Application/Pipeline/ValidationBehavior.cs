using FluentValidation;
using MediatR;

namespace GptMessenger.Application.Pipeline;

/// <summary>Runs a command's validators before its handler.</summary>
/// <exception cref="ValidationException">One of them objects.</exception>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        foreach (var validator in validators)
        {
            validator.ValidateAndThrow(request);
        }

        return next();
    }
}
