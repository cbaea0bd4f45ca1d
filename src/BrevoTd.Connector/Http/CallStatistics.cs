namespace BrevoTd.Connector.Http;

/// <summary>Adds up what calls cost, for whoever makes many of them; flows with the asynchronous calls of its owner. What is a part of a whole is added there, too.</summary>
internal sealed class CallStatistics(CallStatistics? whole = null)
{
    private static readonly AsyncLocal<CallStatistics?> s_ambient = new();
    private long _repeats;
    private long _quotaWaitTicks;

    /// <summary>Where the calls of the present flow are added up, if anywhere.</summary>
    public static CallStatistics? Current
    {
        get => s_ambient.Value;
        set => s_ambient.Value = value;
    }

    /// <summary>Requests beyond the first one of a call.</summary>
    public long Repeats => Interlocked.Read(ref _repeats);

    /// <summary>Time that calls waited for quota.</summary>
    public TimeSpan QuotaWait => TimeSpan.FromTicks(Interlocked.Read(ref _quotaWaitTicks));

    public void Add(ServiceCall call) => Add(Math.Max(0, call.Attempts - 1), call.QuotaWaited);

    public void Add(long repeats, TimeSpan quotaWait)
    {
        Interlocked.Add(ref _repeats, repeats);
        Interlocked.Add(ref _quotaWaitTicks, quotaWait.Ticks);
        whole?.Add(repeats, quotaWait);
    }
}
