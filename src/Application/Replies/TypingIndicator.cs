using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Replies;

/// <summary>Shows the customer that somebody has seen the message and is writing, for as long as that is so.</summary>
internal sealed class TypingIndicator(IMessengerClient messenger, TimeProvider clock)
{
    /// <summary>Messenger takes the sign away after about 20 seconds.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);

    /// <summary>How long the answer waits for a sign that is under way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Disposing ends it: no sign is sent after that, so none can follow the answer.</summary>
    public IAsyncDisposable Show(ConversationId conversation, CancellationToken cancellationToken) =>
        new Sign(messenger, clock, conversation, cancellationToken);

    private sealed class Sign : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end;
        private readonly CancellationTokenSource _patience;
        private readonly Task _shown;

        public Sign(IMessengerClient messenger, TimeProvider clock, ConversationId conversation, CancellationToken cancellationToken)
        {
            _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
            _shown = ShowAsync(messenger, clock, conversation);
        }

        public async ValueTask DisposeAsync()
        {
            // A sign under way is let through: cut off, the customer would not see that the message was read.
            await _end.CancelAsync();
            _patience.CancelAfter(Patience);
            await _shown;
            _end.Dispose();
            _patience.Dispose();
        }

        private async Task ShowAsync(IMessengerClient messenger, TimeProvider clock, ConversationId conversation)
        {
            try
            {
                await messenger.MarkSeenAsync(conversation, _patience.Token);
                while (!_end.IsCancellationRequested)
                {
                    await messenger.ShowTypingAsync(conversation, _patience.Token);
                    await Task.Delay(Renewal, clock, _end.Token);
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                // The answer is there, or was called off.
            }
        }
    }
}
