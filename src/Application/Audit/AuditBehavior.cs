using GptMessenger.Application.Conversations;
using GptMessenger.Application.Customers;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Audit;

/// <summary>Writes down what people do, also what they tried in vain. What the product does by itself is not written down.</summary>
internal sealed partial class AuditBehavior<TRequest, TResponse>(IAuditLog log, Acting acting, IErasures erasures, IConversationStore conversations, TimeProvider clock, ILogger<AuditMark> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IAudited
{
    public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        if (acting.Name is not { } name)
        {
            return await next();
        }

        var mark = request.Mark;
        string? failure = null;
        try
        {
            var response = await next();
            mark = response is null ? mark with { Conversation = null } : mark;
            return response;
        }
        catch (Exception e)
        {
            failure = e.GetType().Name;
            throw;
        }
        finally
        {
            await WriteAsync(name, mark, failure);
        }
    }

    // What is done is done, also when its entry cannot be kept: that is said in the log, which then is the only record.
    private async Task WriteAsync(string name, AuditMark mark, string? failure)
    {
        try
        {
            // The name of somebody who is forgotten by now, or was never known, would be all that is known of them.
            if (mark.Conversation is { } named && await erasures.FindAsync(named, CancellationToken.None) is not null && (await conversations.ReadAsync(named, CancellationToken.None)).Version is null)
            {
                mark = mark with { Conversation = null };
            }

            await log.WriteAsync(mark.Tenant, new AuditEntry(clock.GetUtcNow(), name, mark.Action, mark.Subject, mark.Conversation, failure), CancellationToken.None);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            LogLost(name, mark.Action, mark.Subject, mark.Tenant.Value, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The activity log of tenant {Tenant} does not have that {Actor} {Action} ({Subject}), because the store did not take it: {Reason}")]
    private partial void LogLost(string actor, string action, string? subject, string tenant, string reason);
}
