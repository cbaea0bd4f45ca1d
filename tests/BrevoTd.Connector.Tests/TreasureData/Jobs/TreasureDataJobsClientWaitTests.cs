using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataJobsClientWaitTests
{
    private static readonly TdJobId Id = new(JobScript.JobId);

    [Fact]
    public async Task WaitAsync_OfALongJob_LooksEverMoreRarely()
    {
        var clock = new InstantTime();
        var script = new JobScript([.. Enumerable.Repeat("running", 9), "success"]);

        var job = await script.Client(clock).WaitAsync(Id);

        Assert.Equal(TdJobStatus.Success, job.Status);
        double[] nominal = [1, 2, 4, 8, 16, 30, 30, 30, 30];
        Assert.Equal(nominal.Length, clock.Pauses.Count);
        Assert.All(
            nominal.Zip(clock.Pauses),
            pair => Assert.InRange(pair.Second.TotalSeconds, pair.First * 0.8, Math.Min(pair.First * 1.2, 30))
        );
        Assert.Contains(nominal.Zip(clock.Pauses), pair => pair.Second.TotalSeconds != pair.First);
        Assert.Equal(10, script.Paths.Count(path => path == $"v3/job/status/{Id}"));
        Assert.Equal($"v3/job/show/{Id}", script.Paths[^1]);
    }

    [Fact]
    public async Task WaitAsync_UnknownStatus_KeepsLooking()
    {
        var script = new JobScript("queued", "booting", "REHEATING", "Running", "SUCCESS");

        var job = await script.Client().WaitAsync(Id);

        Assert.Equal(TdJobStatus.Success, job.Status);
        Assert.Equal(6, script.Paths.Count);
    }

    [Fact]
    public async Task WaitAsync_WithProgress_ReportsEveryLook()
    {
        var seen = new List<string>();

        await new JobScript("queued", "running", "success").Client().WaitAsync(Id, progress: new Reports(seen));

        Assert.Equal(["queued", "running", "success"], seen);
    }

    [Fact]
    public async Task WaitAsync_FailedJob_KeepsTheEnginesTextApart()
    {
        var script = new JobScript("running", "error")
        {
            Debug = """{"cmdout":"started","stderr":"Query failed: line 1:8: Column 'ada@example.com' cannot be resolved\n"}""",
        };

        var e = await Assert.ThrowsAsync<TreasureDataJobFailedException>(() => script.Client().WaitAsync(Id));

        Assert.Equal(Id, e.JobId);
        Assert.Equal(TdJobStatus.Error, e.Status);
        Assert.Equal("Query failed: line 1:8: Column 'ada@example.com' cannot be resolved", e.ServiceMessage);
        Assert.DoesNotContain("ada@example.com", e.ToString(), StringComparison.Ordinal);
        Assert.Contains(JobScript.JobId, e.Message, StringComparison.Ordinal);
        Assert.Contains("ServiceMessage", e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
    }

    [Theory]
    [InlineData("""{"cmdout":"out of memory","stderr":" "}""", "out of memory")]
    [InlineData("""{"cmdout":null,"stderr":null}""", null)]
    [InlineData("null", null)]
    public async Task WaitAsync_FailedJobWithoutErrorOutput_FallsBack(string debug, string? text)
    {
        var e = await Assert.ThrowsAsync<TreasureDataJobFailedException>(() =>
            new JobScript("error") { Debug = debug }
                .Client()
                .WaitAsync(Id)
        );

        Assert.Equal(text, e.ServiceMessage);
    }

    [Fact]
    public async Task WaitAsync_FailedJobWithALongLog_KeepsItsEnd()
    {
        var log = new string('x', 5_000) + "the cause";
        var e = await Assert.ThrowsAsync<TreasureDataJobFailedException>(() =>
            new JobScript("error") { Debug = $$"""{"stderr":"{{log}}"}""" }
                .Client()
                .WaitAsync(Id)
        );

        Assert.Equal(2_000, e.ServiceMessage!.Length);
        Assert.EndsWith("the cause", e.ServiceMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_KilledJob_SaysSo()
    {
        var e = await Assert.ThrowsAsync<TreasureDataJobFailedException>(() => new JobScript("killed").Client().WaitAsync(Id));

        Assert.Equal(TdJobStatus.Killed, e.Status);
        Assert.Contains("killed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_JobThatDoesNotEnd_TimesOutExactly()
    {
        var clock = new InstantTime();

        await Assert.ThrowsAsync<TimeoutException>(() =>
            new JobScript("running").Client(clock).WaitAsync(Id, new TdWaitOptions { Timeout = TimeSpan.FromSeconds(100) })
        );

        Assert.Equal(100, clock.Pauses.Sum(pause => pause.TotalSeconds), precision: 3);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_EndsWithoutTouchingTheJob()
    {
        var clock = new InstantTime { StopAt = 2 };
        var script = new JobScript("running");
        using var cancellation = new CancellationTokenSource();

        var wait = script.Client(clock).WaitAsync(Id, cancellationToken: cancellation.Token);
        await clock.Stopped.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.All(script.Paths, path => Assert.Equal($"v3/job/status/{Id}", path));
    }

    [Fact]
    public async Task WaitAsync_OptionsWithoutPause_AreRefused()
    {
        var jobs = new JobScript("running").Client();

        await Assert.ThrowsAsync<ArgumentException>(() => jobs.WaitAsync(Id, new TdWaitOptions { InitialPollDelay = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            jobs.WaitAsync(Id, new TdWaitOptions { MaxPollDelay = TimeSpan.FromMilliseconds(1) })
        );
        await Assert.ThrowsAsync<ArgumentException>(() => jobs.WaitAsync(Id, new TdWaitOptions { Timeout = TimeSpan.Zero }));
    }

    [Fact]
    public void Defaults_OfTheOptions_AreAsDocumented()
    {
        var options = new TdWaitOptions();

        Assert.Equal(TimeSpan.FromSeconds(1), options.InitialPollDelay);
        Assert.Equal(TimeSpan.FromSeconds(30), options.MaxPollDelay);
        Assert.Null(options.Timeout);
    }

    private sealed class Reports(List<string> seen) : IProgress<TdJobState>
    {
        public void Report(TdJobState value) => seen.Add(value.Status.ToString()!);
    }
}
