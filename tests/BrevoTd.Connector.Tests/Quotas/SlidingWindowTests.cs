using BrevoTd.Connector.Quotas;
using CsCheck;

namespace BrevoTd.Connector.Tests.Quotas;

public sealed class SlidingWindowTests
{
    private static readonly TimeSpan s_guard = TimeSpan.FromMilliseconds(25);

    [Fact]
    public void Take_AtAnyTimes_NeverAllowsMoreThanTheLimitInAnyWindow()
    {
        // Pauses of up to 400 ms against a window of 1 s; every attempt is made as soon as it is allowed.
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 4_000_000].Array[1, 200])
            .Sample(
                (limit, pauses) =>
                {
                    var window = SlidingWindow.Second(s_guard);
                    var taken = new List<long>();
                    var now = 0L;
                    foreach (var pause in pauses)
                    {
                        now += pause;
                        now += window.TicksUntil(1, limit, now);

                        Assert.Equal(0, window.TicksUntil(1, limit, now));
                        window.Take(now);
                        taken.Add(now);
                    }

                    for (var i = limit; i < taken.Count; i++)
                    {
                        Assert.True(taken[i] - taken[i - limit] > TimeSpan.TicksPerSecond);
                    }
                }
            );
    }

    [Fact]
    public void TicksUntil_AFullWindow_IsNeverLongerThanWindowGuardAndSlot()
    {
        var window = SlidingWindow.Second(s_guard);
        for (var i = 0; i < 3; i++)
        {
            window.Take(i);
        }

        var wait = TimeSpan.FromTicks(window.TicksUntil(1, 3, 2));

        Assert.InRange(wait, TimeSpan.FromMilliseconds(1025), TimeSpan.FromMilliseconds(1030));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    [InlineData(30, 9)]
    public void TicksUntil_SeveralPermits_CountsWholeWindows(int permits, int windows)
    {
        var window = SlidingWindow.Second(s_guard);

        Assert.InRange(
            window.TicksUntil(permits, 3, 0),
            windows * TimeSpan.TicksPerSecond,
            windows * TimeSpan.FromMilliseconds(1035).Ticks
        );
    }

    [Fact]
    public void Used_AfterALongPause_IsZero()
    {
        var window = SlidingWindow.Hour(TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++)
        {
            window.Take(0);
        }

        Assert.Equal(5, window.Used(TimeSpan.FromMinutes(59).Ticks));
        Assert.Equal(0, window.Used(TimeSpan.FromDays(400).Ticks));
    }
}
