using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Batching;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoProcessHandleTests
{
    private readonly SteppedClock _time = new() { Horizon = TimeSpan.FromMinutes(15) };
    private readonly ProcessService _service;

    public BrevoProcessHandleTests() => _service = new ProcessService(_time);

    [Fact]
    public async Task WaitAsync_OfANewImport_EndsWithTheCompletedProcess()
    {
        _service.Add(7, TimeSpan.FromSeconds(30));
        var handle = await new BrevoContactsClient(_service).ImportAsync(
            new() { Contacts = [new() { Email = "a@example.com" }], ListIds = [1] }
        );
        var states = new List<ProcessStatus?>();

        var process = await _time.RunAsync(handle.WaitAsync(progress: new States(states)));

        Assert.Equal(7, handle.Id);
        Assert.Equal(ProcessStatus.Completed, process.Status);
        Assert.Equal(ProcessStatus.InProcess, states[0]);
        Assert.Equal(ProcessStatus.Completed, states[^1]);
        Assert.DoesNotContain("processes.list", _service.Calls);
    }

    [Fact]
    public async Task WaitAsync_OfManyProcesses_SharesPages()
    {
        for (var id = 1; id <= 45; id++)
        {
            _service.Add(id, TimeSpan.FromSeconds(20 + id));
        }

        var waits = Enumerable.Range(1, 45).Select(id => _service.Client.Open(id).WaitAsync()).ToList();
        await _time.RunAsync(Task.WhenAll(waits));

        Assert.All(waits, wait => Assert.Equal(ProcessStatus.Completed, wait.Result.Status));
        Assert.InRange(_service.Calls.Count, 1, 20);
    }

    [Fact]
    public async Task WaitAsync_OfAProcessThatEndedLongAgo_LooksAtOnce()
    {
        _service.Add(7, TimeSpan.Zero);
        var begun = _time.GetUtcNow();

        await _time.RunAsync(_service.Client.Open(7).WaitAsync());

        Assert.Equal(begun, _time.GetUtcNow());
        Assert.Equal(["processes.get"], _service.Calls);
    }

    [Fact]
    public async Task WaitAsync_OfAProcessThatTakesAnHour_StaysWithinItsShareOfTheQuota()
    {
        _service.Add(7, TimeSpan.FromHours(1));

        await _time.RunAsync(_service.Client.Open(7).WaitAsync());

        Assert.InRange(_service.Calls.Count, 20, 70);
    }

    [Fact]
    public async Task WaitAsync_BeyondItsTime_SaysThatTheProcessRunsOn()
    {
        _service.Add(7, TimeSpan.FromHours(1));
        var begun = _time.GetUtcNow();

        var late = await Assert.ThrowsAsync<TimeoutException>(() =>
            _time.RunAsync(_service.Client.Open(7).WaitAsync(TimeSpan.FromMinutes(1)))
        );

        Assert.Contains("runs on", late.Message, StringComparison.Ordinal);
        Assert.InRange(_time.GetUtcNow() - begun, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task WaitAsync_CancelledByOne_GoesOnForTheOther()
    {
        _service.Add(7, TimeSpan.FromSeconds(30));
        using var cancelled = new CancellationTokenSource();
        var first = _service.Client.Open(7).WaitAsync(cancellationToken: cancelled.Token);
        var second = _service.Client.Open(7).WaitAsync();

        await cancelled.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(cancelled.Token, e.CancellationToken);
        Assert.Equal(ProcessStatus.Completed, (await _time.RunAsync(second)).Status);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task WaitAsync_OfAProcessWithoutResult_ThrowsWithIt(string end)
    {
        _service.Add(7, TimeSpan.FromSeconds(3), $"\"{end}\",\"error\":\"row of a@example.com\"");

        var failure = await Assert.ThrowsAsync<BrevoProcessFailedException>(() => _time.RunAsync(_service.Client.Open(7).WaitAsync()));

        Assert.Equal(7, failure.Process.Id);
        Assert.Equal(end, failure.Process.Status!.Value.Value);
        Assert.True(failure.MayHaveBeenProcessed);
        Assert.Equal("row of a@example.com", failure.ServiceMessage);
        Assert.DoesNotContain("example.com", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_OfAnUnknownId_SaysThatThereIsNone()
    {
        var failure = await Assert.ThrowsAsync<ServiceException>(() => _time.RunAsync(_service.Client.Open(99).WaitAsync()));

        Assert.Equal(HttpStatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task WaitAsync_OfANewProcessThatIsNotListedYet_IsPatient()
    {
        var handle = await new BrevoContactsClient(_service).ExportAsync(new() { Filter = ContactExportFilter.OfList(2) });
        var wait = handle.WaitAsync();
        await _time.RunAsync(Task.Delay(TimeSpan.FromSeconds(20), _time));
        _service.Add(7, TimeSpan.FromSeconds(5));

        Assert.Equal(ProcessStatus.Completed, (await _time.RunAsync(wait)).Status);
    }

    [Fact]
    public async Task WaitAsync_WhenTheQuotaIsUsedUp_WaitsAsLongAsTheServiceSays()
    {
        _service.Add(7, TimeSpan.FromSeconds(1));
        var begun = _time.GetUtcNow();
        var refused = 0;
        _service.Fault = _ =>
            refused++ == 0 ? new QuotaWaitException("Brevo", "processes.get", "other", TimeSpan.FromMinutes(10), "Quota.") : null;

        await _time.RunAsync(_service.Client.Open(7).WaitAsync());

        Assert.InRange(_time.GetUtcNow() - begun, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
        Assert.Equal(2, _service.Calls.Count);
    }

    [Fact]
    public async Task WaitAsync_WhenTheCredentialMayNotLook_SaysSo()
    {
        _service.Add(7, TimeSpan.FromSeconds(1));
        _service.Fault = operation => new CredentialsRejectedException("Brevo", operation, HttpStatusCode.Forbidden, "Scope.");

        await Assert.ThrowsAsync<CredentialsRejectedException>(() => _time.RunAsync(_service.Client.Open(7).WaitAsync()));
    }

    [Fact]
    public async Task WaitAsync_WithoutTime_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _service.Client.Open(7).WaitAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task ReadProblemsAsync_OfAnImport_ReadsEveryReport()
    {
        _service.Add(
            7,
            TimeSpan.Zero,
            """
            "completed","info":{"import":{"invalid_emails":"https://files.example.com/a.csv","duplicate_phone_id":3,"duplicate_ext_id":0,"duplicate_email_id":null}}
            """
        );
        _service.Files["/a.csv"] = ProcessService.Csv("EMAIL;FIRSTNAME\nbad@;Ada\nworse@;\"B;ob\"\n");

        var problems = new List<ImportProblem>();
        await foreach (var problem in _service.Client.Open(7).ReadProblemsAsync())
        {
            problems.Add(problem);
        }

        Assert.Equal(["invalid_emails", "invalid_emails", "duplicate_phone_id"], problems.Select(problem => problem.Cause));
        Assert.Equal(["bad@", "worse@"], problems.Take(2).Select(problem => problem.Row!["email"]));
        Assert.Equal("B;ob", problems[1].Row!.Text("FIRSTNAME"));
        Assert.Equal(3, problems[2].Count);
        Assert.Null(problems[2].Row);
    }

    [Fact]
    public async Task ReadExportAsync_WithATypeOfTheCallers_ReadsRowByRow()
    {
        _service.Add(7, TimeSpan.Zero, "\"completed\",\"export_url\":\"https://files.example.com/export.csv\"");
        _service.Files["/export.csv"] = ProcessService.Csv(
            "EMAIL,LTV,ADDED_TIME\na@example.com,12.5,2026-01-02 03:04:05\nb@example.com,,\n"
        );

        var rows = new List<(string? Email, double? Ltv, DateTimeOffset? Added)>();
        await foreach (
            var row in _service
                .Client.Open(7)
                .ReadExportAsync(static row => (row.Text("EMAIL"), row.Number("LTV"), row.Moment("ADDED_TIME")))
        )
        {
            rows.Add(row);
        }

        Assert.Equal(("a@example.com", 12.5, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), rows[0]);
        Assert.Equal(("b@example.com", null, null), rows[1]);
    }

    [Fact]
    public async Task ReadExportAsync_OfAnImport_SaysThatThereIsNoFile()
    {
        _service.Add(7, TimeSpan.Zero);

        var misuse = await Assert.ThrowsAsync<InvalidOperationException>(() => _service.Client.Open(7).OpenExportAsync());

        Assert.Contains("Only exports", misuse.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://files.example.com/export.csv")]
    [InlineData("ftp://files.example.com/export.csv")]
    [InlineData("export.csv")]
    public async Task OpenExportAsync_OfAnUnprotectedAddress_FetchesNothing(string address)
    {
        _service.Add(7, TimeSpan.Zero, $"\"completed\",\"export_url\":\"{address}\"");

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _service.Client.Open(7).OpenExportAsync());
    }

    private sealed class States(List<ProcessStatus?> states) : IProgress<BrevoProcess>
    {
        public void Report(BrevoProcess value) => states.Add(value.Status);
    }
}
