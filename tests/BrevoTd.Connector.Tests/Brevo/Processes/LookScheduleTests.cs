using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class LookScheduleTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public void Next_NothingSeenYet_LooksAfterTheFirstInterval()
    {
        var schedule = new LookSchedule(First, Longest, looksPerHour: 50);

        Assert.Equal(TimeSpan.FromSeconds(12), schedule.Next(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), LookUrgency.Relaxed));
    }

    [Fact]
    public void Next_NothingEnds_IntervalsGrowToTheLongest()
    {
        var intervals = Intervals(LookUrgency.Blocked, looks: 20, looksPerHour: 10_000, ended: 0);

        Assert.All(intervals.Zip(intervals.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.Equal(Longest, intervals[^1]);
    }

    [Fact]
    public void Next_WaitedFor_LooksStayCloseWhileProcessesEnd()
    {
        var intervals = Intervals(LookUrgency.Completing, looks: 10, looksPerHour: 10_000, ended: 3);

        Assert.All(intervals, interval => Assert.InRange(interval, First, First * 2));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(10)]
    public void Next_OverAnHour_StaysWithinItsShare(int looksPerHour)
    {
        var schedule = new LookSchedule(First, First, looksPerHour);
        var looks = 0;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromHours(3); looks++)
        {
            now = schedule.Next(now, TimeSpan.Zero, LookUrgency.Completing);
            schedule.Spend(now);
            schedule.Looked(now, 1, LookUrgency.Completing);
        }

        Assert.InRange(looks, looksPerHour * 2, looksPerHour * 3.4 + 5);
    }

    [Fact]
    public void Next_Blocked_IsNotHeldUpByTheShare()
    {
        var schedule = new LookSchedule(First, Longest, looksPerHour: 4);
        var now = TimeSpan.Zero;
        for (var i = 0; i < 20; i++)
        {
            schedule.Spend(now);
        }

        Assert.Equal(TimeSpan.FromMinutes(15), schedule.Next(now, now, LookUrgency.Completing));
        Assert.Equal(First, schedule.Next(now, now, LookUrgency.Blocked));
    }

    [Fact]
    public void Hurry_AfterLongIntervals_LooksSoonAgain()
    {
        var schedule = new LookSchedule(First, Longest, looksPerHour: 10_000);
        var now = TimeSpan.Zero;
        for (var i = 0; i < 12; i++)
        {
            now = schedule.Next(now, TimeSpan.Zero, LookUrgency.Relaxed);
            schedule.Looked(now, 0, LookUrgency.Relaxed);
        }

        Assert.Equal(now + Longest, schedule.Next(now, TimeSpan.Zero, LookUrgency.Completing));
        schedule.Hurry(LookUrgency.Completing);
        Assert.Equal(now + First, schedule.Next(now, TimeSpan.Zero, LookUrgency.Completing));
    }

    [Fact]
    public void Hurry_EverythingIsSent_GrantsSomeCallsBeyondTheShare()
    {
        var schedule = new LookSchedule(First, Longest, looksPerHour: 4);
        for (var i = 0; i < 20; i++)
        {
            schedule.Spend(TimeSpan.Zero);
        }

        schedule.Hurry(LookUrgency.Blocked);
        Assert.True(schedule.Next(TimeSpan.Zero, TimeSpan.Zero, LookUrgency.Completing) > TimeSpan.FromMinutes(10));
        schedule.Hurry(LookUrgency.Completing);
        Assert.Equal(First, schedule.Next(TimeSpan.Zero, TimeSpan.Zero, LookUrgency.Completing));
    }

    [Fact]
    public void Ended_SlowProcesses_DelaysTheFirstLookAtTheNextOne()
    {
        var schedule = new LookSchedule(First, Longest, looksPerHour: 10_000);
        for (var i = 0; i < 20; i++)
        {
            var begun = TimeSpan.FromMinutes(i);
            schedule.Ended(begun + TimeSpan.FromSeconds(40), begun);
            schedule.Looked(begun + TimeSpan.FromSeconds(40), ended: 1, LookUrgency.Relaxed);
        }

        Assert.InRange(schedule.ExpectedProcessingTime, TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(22));
        var accepted = TimeSpan.FromHours(5);
        Assert.Equal(accepted + schedule.ExpectedProcessingTime, schedule.Next(accepted, accepted, LookUrgency.Relaxed));
    }

    [Fact]
    public void Ended_OldAndNewProcessesInOneLook_LearnsFromTheNewest()
    {
        var schedule = new LookSchedule(First, Longest, looksPerHour: 10_000);

        for (var age = 0; age < 60; age++)
        {
            schedule.Ended(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60 - age));
        }

        Assert.Equal(First, schedule.ExpectedProcessingTime);
    }

    [Fact]
    public void Failed_ServiceAsksToWait_IsObeyed()
    {
        var schedule = new LookSchedule(First, Longest, looksPerHour: 10_000);

        schedule.Failed(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(7));

        Assert.Equal(
            TimeSpan.FromSeconds(5) + TimeSpan.FromMinutes(7),
            schedule.Next(TimeSpan.FromSeconds(6), TimeSpan.Zero, LookUrgency.Blocked)
        );
    }

    private static List<TimeSpan> Intervals(LookUrgency urgency, int looks, int looksPerHour, int ended)
    {
        var schedule = new LookSchedule(First, Longest, looksPerHour);
        var (now, intervals) = (TimeSpan.Zero, new List<TimeSpan>());
        for (var i = 0; i < looks; i++)
        {
            var next = schedule.Next(now, TimeSpan.Zero, urgency);
            intervals.Add(next - now);
            now = next;
            schedule.Looked(now, ended, urgency);
        }

        return intervals[1..];
    }
}
