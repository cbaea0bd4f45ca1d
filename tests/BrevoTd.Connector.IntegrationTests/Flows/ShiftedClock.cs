namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>The machine's clock, set to another time: a service's clock is not ours.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _offset;

    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}
