namespace GptMessenger.Faults;

/// <summary>A place outside the product where calls wait until it is opened.</summary>
internal sealed class Halt
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public async Task ArriveAsync()
    {
        Interlocked.Increment(ref _waiting);
        await _opened.Task;
    }

    public Task ReachedAsync(int count, string what) => Wait.UntilAsync(
        () => Volatile.Read(ref _waiting) < count ? $"{count} calls at '{what}', there are {_waiting}." : null, TimeSpan.FromSeconds(40));

    public void Open() => _opened.TrySetResult();
}
