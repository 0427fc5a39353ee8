namespace GptMessenger.Faults;

/// <summary>Where a turn can be when its process is killed; seen from outside.</summary>
public enum Step
{
    AcceptArrivedAtTheStore,
    AcceptStored,
    AcceptConfirmed,
    WebhookAcknowledged,
    ModelAsked,
    ModelAnswered,
    SendLostOnTheWay,
    SendTaken,
    SendConfirmed,
    ReplyStored,
    ReplyConfirmed,
    SecondPartLostOnTheWay,
    SecondPartTaken,
}
