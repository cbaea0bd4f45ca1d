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
                        if (window.Used(now) >= limit)
                        {
                            now += window.TicksUntil(1, limit, now);
                        }

                        Assert.True(window.Used(now) < limit);
                        window.Take(now);
                        taken.Add(now);
                    }

                    for (var i = limit; i < taken.Count; i++)
                    {
                        Assert.True(taken[i] - taken[i - limit] >= TimeSpan.TicksPerSecond + s_guard.Ticks);
                    }
                }
            );
    }

    [Fact]
    public void TicksUntil_ABurst_IsWindowAndGuardFromIt()
    {
        var window = SlidingWindow.Second(s_guard);
        for (var i = 0; i < 3; i++)
        {
            window.Take(7);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(1025).Ticks - 2, window.TicksUntil(1, 3, 9));
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
        Assert.Equal(windows * TimeSpan.FromMilliseconds(1025).Ticks, SlidingWindow.Second(s_guard).TicksUntil(permits, 3, 0));
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

    [Fact]
    public void Hour_SevenMillionPermits_FitInBoundedMemory()
    {
        var window = SlidingWindow.Hour(TimeSpan.FromHours(1));
        var now = 0L;
        for (var second = 0; second < 2 * 3600; second++)
        {
            for (var i = 0; i < 2000; i++)
            {
                window.Take(now + (i * 5000));
            }

            now += TimeSpan.TicksPerSecond;
            Assert.InRange(window.Entries, 0, 8192);
        }

        // The window and its guard of a second; the first requests of a slot count as long as its last one.
        Assert.InRange(window.Used(now), 7_200_000, 7_204_000);
    }

    [Fact]
    public void Since_AMoment_CountsWhatCameLater()
    {
        var window = SlidingWindow.Second(s_guard);
        for (var i = 0; i < 10; i++)
        {
            window.Take(i * TimeSpan.TicksPerMillisecond * 100);
        }

        var now = TimeSpan.FromSeconds(4).Ticks;
        Assert.Equal(10, window.Since(0, now));
        Assert.Equal(7, window.Since(TimeSpan.FromMilliseconds(300).Ticks, now));
        Assert.Equal(0, window.Since(TimeSpan.FromMilliseconds(901).Ticks, now));
        Assert.Null(window.Since(0, TimeSpan.FromSeconds(6).Ticks));
    }
}
