using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// Stores an event at the conversation's desk, once and durably, and opens a turn when it asks for an answer.
/// The turn is remembered before the event is stored, and the event is stored before anybody is told so: a crash in between costs nothing,
/// because the event is delivered again and is then either known and still open, or new.
/// </summary>
public sealed record AcceptEvent(ConversationDesk Desk, MessengerEvent Event) : IRequest<Receipt>;

internal sealed partial class AcceptEventHandler(EventIntake intake, IPutAside aside, Telemetry telemetry, ILogger<AcceptEventHandler> logger)
    : IRequestHandler<AcceptEvent, Receipt>
{
    public async Task<Receipt> Handle(AcceptEvent request, CancellationToken cancellationToken)
    {
        var (desk, @event) = request;
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            var receipt = await intake.AcceptAsync(desk, @event, cancellationToken);
            telemetry.Accepted(receipt);
            return receipt;
        }
        catch (UnreadableFileException e)
        {
            // Refusing it would make Messenger deliver it again until it gives the whole page up.
            LogPutAside(e.Message);
            await aside.KeepAsync(desk.Id, @event, e.Message, cancellationToken);
            telemetry.Accepted(Receipt.PutAside);
            return Receipt.PutAside;
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "An event was put aside, unanswered: {Reason}")]
    private partial void LogPutAside(string reason);
}
