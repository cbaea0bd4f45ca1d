namespace BrevoTd.Connector.Batching;

/// <summary>
/// A timer whose work takes a lock. Some clocks (those of tests) call back from within a look at the time: never into the middle of a change.
/// </summary>
internal sealed class GatedTimer : IAsyncDisposable
{
    private readonly object _gate;
    private readonly Action _work;
    private readonly ITimer _timer;

    public GatedTimer(TimeProvider time, object gate, Action work)
    {
        _gate = gate;
        _work = work;
        _timer = time.CreateTimer(static timer => ((GatedTimer)timer!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm(TimeSpan due) => _timer.Change(due, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void OnDue()
    {
        if (Monitor.IsEntered(_gate))
        {
            _ = Task.Run(_work);
        }
        else
        {
            _work();
        }
    }
}
