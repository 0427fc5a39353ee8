using System.Collections.Immutable;

namespace GptMessenger.Api.Simulator;

/// <summary>One customer's thread with the sample page, on Messenger's server. Safe to use from several threads.</summary>
internal sealed class SimulatedThread(string psid)
{
    /// <summary>How long typing dots are shown when nobody renews them.</summary>
    private static readonly TimeSpan TypingTime = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();

    /// <summary>Something in here is different now. Raised outside the lock, on whichever thread made the change.</summary>
    public event EventHandler? Changed;

    public string Psid { get; } = psid;

    /// <summary>Oldest first.</summary>
    public ImmutableList<ThreadMessage> Messages { get; private set; } = [];

    /// <summary>The page has seen what was sent until then.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    public DateTimeOffset? TypingUntil { get; private set; }

    public bool IsTyping(DateTimeOffset now) => TypingUntil > now;

    public void Add(ThreadMessage message) => Change(() =>
    {
        Messages = Messages.Add(message);
        TypingUntil = message.Author == Author.Customer ? TypingUntil : null;
    });

    public void Update(string mid, Func<ThreadMessage, ThreadMessage> change) => Change(() =>
    {
        int index = Messages.FindIndex(message => message.Mid == mid);
        Messages = index < 0 ? Messages : Messages.SetItem(index, change(Messages[index]));
    });

    public void MarkSeen(DateTimeOffset now) => Change(() => SeenAt = now);

    public void SetTyping(bool isTyping, DateTimeOffset now) => Change(() => TypingUntil = isTyping ? now + TypingTime : null);

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }
}
