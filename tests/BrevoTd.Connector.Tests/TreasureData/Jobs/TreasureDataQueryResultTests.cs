using System.Data.Common;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataQueryResultTests
{
    private const string Kill = $"v3/job/kill/{JobScript.JobId}";

    [Fact]
    public async Task Query_NotUsed_SendsNothing()
    {
        var script = new JobScript("running");

        await using (script.Client().Query("crm_raw", "SELECT 1")) { }

        Assert.Empty(script.Paths);
    }

    [Fact]
    public async Task Query_Enumerated_IssuesWaitsAndReads()
    {
        var script = new JobScript("running", "success");
        await using var result = script.Client().Query("crm_raw", "SELECT 1");

        var rows = new List<long>();
        await foreach (var row in result)
        {
            rows.Add(row.Int64(0));
        }

        Assert.Equal([1, 2, 3], rows);
        Assert.Equal(
            [
                "v3/job/issue/trino/crm_raw",
                $"v3/job/status/{JobScript.JobId}",
                $"v3/job/status/{JobScript.JobId}",
                $"v3/job/show/{JobScript.JobId}",
            ],
            script.Paths[..^1]
        );
        Assert.StartsWith($"v3/job/result/{JobScript.JobId}?", script.Paths[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_UsedInSeveralWays_IsOneJob()
    {
        var script = new JobScript("success");
        await using var result = script.Client().Query("crm_raw", "SELECT 1");

        var jobs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => result.GetJobAsync()));
        var schema = await result.GetSchemaAsync();
        var rows = new List<long>();
        await foreach (var number in result.As(row => row.Int64("_col0")))
        {
            rows.Add(number);
        }

        Assert.Single(jobs.Distinct());
        Assert.Equal("_col0", Assert.Single((IEnumerable<TdColumn>)schema).Name);
        Assert.Equal([1, 2, 3], rows);
        Assert.Single(script.IssuedForms);
    }

    [Fact]
    public async Task Query_EnumeratedTwice_SaysWhatToDo()
    {
        await using var result = new JobScript("success").Client().Query("crm_raw", "SELECT 1");
        await foreach (var row in result) { }

        var e = Assert.Throws<InvalidOperationException>(() => result.GetAsyncEnumerator());

        Assert.Contains("ReadResult", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => result.OpenDataReaderAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in result.As(row => 0)) { }
        });
    }

    [Fact]
    public async Task Query_RowKeptBeyondItsTurn_IsRefusedAndDetachKeepsIt()
    {
        await using var result = new JobScript("success").Client().Query("crm_raw", "SELECT 1");
        var kept = new List<TdRow>();
        var detached = new List<TdRow>();
        await foreach (var row in result)
        {
            kept.Add(row);
            detached.Add(row.Detach());
        }

        Assert.Throws<InvalidOperationException>(() => kept[0].Int64(0));
        Assert.Equal([1L, 2L, 3L], detached.Select(row => row.Int64(0)));
    }

    [Fact]
    public async Task Query_AsDataReader_GivesTheRowsBothWays()
    {
        await using var asynchronous = await new JobScript("success").Client().Query("crm_raw", "SELECT 1").OpenDataReaderAsync();
        var awaited = new List<long>();
        while (await asynchronous.ReadAsync())
        {
            awaited.Add(asynchronous.GetInt64(0));
        }

        await using DbDataReader blocking = await new JobScript("success").Client().Query("crm_raw", "SELECT 1").OpenDataReaderAsync();
        var read = new List<long>();
        while (blocking.Read())
        {
            read.Add(blocking.GetInt64(0));
        }

        Assert.Equal([1, 2, 3], awaited);
        Assert.Equal([1, 2, 3], read);
    }

    [Fact]
    public async Task Query_CancelledWhileTheJobRuns_KillsIt()
    {
        var clock = new InstantTime { StopAt = 1 };
        var script = new JobScript("running");
        using var cancellation = new CancellationTokenSource();

        // Without DisposeAsync of the result: the enumeration alone must clean up.
        var enumerator = script.Client(clock).Query("crm_raw", "SELECT 1").GetAsyncEnumerator(cancellation.Token);
        var move = enumerator.MoveNextAsync();
        await clock.Stopped.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await move);
        await enumerator.DisposeAsync();
        Assert.Equal(Kill, script.Paths[^1]);
    }

    [Fact]
    public async Task Query_CancelledWhileTheJobIsIssued_FindsItByItsKeyAndKillsIt()
    {
        using var cancellation = new CancellationTokenSource();
        var script = new JobScript("running")
        {
            OnIssue = async token =>
            {
                await cancellation.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
        };
        var result = script.Client(new InstantTime { StopAt = 0 }).Query("crm_raw", "SELECT 1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result.GetJobAsync(cancellation.Token));
        await result.DisposeAsync();

        Assert.StartsWith("v3/job/status_by_domain_key/brevotd-", script.Paths[^2], StringComparison.Ordinal);
        Assert.Equal(Kill, script.Paths[^1]);
    }

    [Fact]
    public async Task Query_TimedOutAndDisposed_KillsTheJobOnlyIfAllowed()
    {
        foreach (var kills in new[] { true, false })
        {
            // After 1, 2 and 2 seconds the wait is over; the time limit of the kill is not to pass.
            var script = new JobScript("running");
            var options = new TdQueryOptions
            {
                KillJobOnDispose = kills,
                Wait = new TdWaitOptions { Timeout = TimeSpan.FromSeconds(5) },
            };
            await using (var result = script.Client(new InstantTime { StopAt = 3 }).Query("crm_raw", "SELECT 1", options))
            {
                await Assert.ThrowsAsync<TimeoutException>(() => result.GetJobAsync());
            }

            Assert.Equal(kills, script.Paths.Contains(Kill));
        }
    }

    [Fact]
    public async Task Query_JobFoundByTheCallersKey_IsNeverKilled()
    {
        var script = new JobScript("running") { IsKnown = true };
        var request = new TdQueryRequest
        {
            Database = "crm_raw",
            Query = "SELECT 1",
            DomainKey = "sync-0001",
        };
        var options = new TdQueryOptions { Wait = new TdWaitOptions { Timeout = TimeSpan.FromSeconds(5) } };

        await using (var result = script.Client().Query(request, options))
        {
            await Assert.ThrowsAsync<TimeoutException>(() => result.GetJobAsync());
        }

        Assert.DoesNotContain(Kill, script.Paths);
    }

    [Fact]
    public async Task Query_UsedAgainAfterATimeout_ContinuesWithTheSameJob()
    {
        var script = new JobScript([.. Enumerable.Repeat("running", 4), "success"]);
        var options = new TdQueryOptions { Wait = new TdWaitOptions { Timeout = TimeSpan.FromSeconds(2) } };
        await using var result = script.Client().Query("crm_raw", "SELECT 1", options);

        await Assert.ThrowsAsync<TimeoutException>(() => result.GetJobAsync());
        var job = await result.GetJobAsync();

        Assert.Equal(TdJobStatus.Success, job.Status);
        Assert.Single(script.IssuedForms);
    }

    [Fact]
    public async Task Query_FailedAttemptToIssue_IsRepeatedWithTheSameKey()
    {
        var failed = false;
        var script = new JobScript("success")
        {
            OnIssue = _ =>
            {
                if (!failed)
                {
                    failed = true;
                    throw new HttpRequestException("lost");
                }

                return Task.CompletedTask;
            },
        };
        await using var result = script.Client().Query("crm_raw", "SELECT 1");

        await Assert.ThrowsAsync<HttpRequestException>(() => result.GetJobAsync());
        await result.GetJobAsync();

        Assert.Equal(2, script.IssuedForms.Count);
        Assert.Single(script.IssuedForms.Distinct());
    }

    [Fact]
    public async Task Query_FailedJob_ThrowsAndIsNotKilled()
    {
        var script = new JobScript("error");
        await using (var result = script.Client().Query("crm_raw", "SELECT 1"))
        {
            await Assert.ThrowsAsync<TreasureDataJobFailedException>(async () =>
            {
                await foreach (var _ in result) { }
            });
        }

        Assert.DoesNotContain(Kill, script.Paths);
    }

    [Fact]
    public async Task Query_Disposed_CannotBeUsed()
    {
        var result = new JobScript("success").Client().Query("crm_raw", "SELECT 1");
        await result.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => result.GetJobAsync());
        Assert.Throws<ObjectDisposedException>(() => result.GetAsyncEnumerator());
    }

    [Fact]
    public void Query_Impossible_IsRefusedAtOnce()
    {
        var jobs = new JobScript("success").Client();

        Assert.Throws<ArgumentException>(() => jobs.Query("CRM", "SELECT 1"));
        Assert.Throws<ArgumentException>(() => jobs.Query("crm_raw", ""));
        Assert.Throws<ArgumentException>(() => jobs.ReadResult(new TdJobId("x")));
    }

    [Fact]
    public void Defaults_OfTheOptions_AreAsDocumented()
    {
        var options = new TdQueryOptions();

        Assert.True(options.KillJobOnDispose);
        Assert.Null(options.Progress);
        Assert.Equal(new TdWaitOptions(), options.Wait);
    }
}
