using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class ContactImportWriterTests
{
    [Fact]
    public async Task SendAsync_Defaults_AsksForWhatTheOptionsSay()
    {
        var run = new ImportRun();

        await run.WriteAsync([Person.Number(1)]);

        using var json = JsonDocument.Parse(Assert.Single(run.Server.ImportBodies));
        var body = json.RootElement;
        Assert.Equal(42, body.GetProperty("listIds")[0].GetInt64());
        Assert.True(body.GetProperty("updateExistingContacts").GetBoolean());
        Assert.False(body.GetProperty("emptyContactsAttributes").GetBoolean());
        Assert.True(body.GetProperty("disableNotification").GetBoolean());
        Assert.False(body.TryGetProperty("emailBlacklist", out _));
        Assert.False(body.TryGetProperty("smsBlacklist", out _));
        Assert.Equal("person1@example.com", body.GetProperty("jsonBody")[0].GetProperty("email").GetString());
    }

    [Fact]
    public async Task SendAsync_OtherOptions_AsksForThem()
    {
        var run = new ImportRun();
        run.Options.ListIds = [7, 8];
        run.Options.UpdateExistingContacts = false;
        run.Options.DisableNotification = false;
        run.Options.EmailBlacklist = true;
        run.Options.SmsBlacklist = true;

        await run.WriteAsync([Person.Number(1) with { Clears = true }]);

        using var json = JsonDocument.Parse(Assert.Single(run.Server.ImportBodies));
        var body = json.RootElement;
        Assert.Equal([7L, 8L], body.GetProperty("listIds").EnumerateArray().Select(id => id.GetInt64()));
        Assert.False(body.GetProperty("updateExistingContacts").GetBoolean());
        Assert.False(body.GetProperty("emptyContactsAttributes").GetBoolean());
        Assert.False(body.GetProperty("disableNotification").GetBoolean());
        Assert.True(body.GetProperty("emailBlacklist").GetBoolean());
        Assert.True(body.GetProperty("smsBlacklist").GetBoolean());
    }

    [Fact]
    public async Task SendAsync_RecordsThatClear_AreImportedByThemselvesWithEmptying()
    {
        var run = new ImportRun();

        await run.WriteAsync([Person.Number(1), Person.Number(2) with { Clears = true }, Person.Number(3)]);

        Assert.Equal(2, run.Server.ImportBodies.Count);
        Assert.Equal(
            [1, 3],
            SimulatedBrevo.IdsOf(run.Server.ImportBodies.Single(body => body.Contains("\"emptyContactsAttributes\":false")))
        );
        Assert.Equal([2], SimulatedBrevo.IdsOf(run.Server.ImportBodies.Single(body => body.Contains("\"emptyContactsAttributes\":true"))));
    }

    [Fact]
    public async Task SettleAsync_ManyProcesses_AreFollowedByFewPages()
    {
        var run = new ImportRun();
        run.Options.MaxBatchRecords = 1;
        run.Server.Plan = process => process.CompletesAt = run.Time.GetUtcNow() + TimeSpan.FromSeconds(20);

        var report = await run.WriteAsync(Enumerable.Range(1, 45).Select(Person.Number));

        Assert.Equal(45, report.Delivered);
        Assert.InRange(run.Server.Looks, 2, 8);
        Assert.Equal(0, run.Server.CountOf("processes.get"));
        Assert.Equal(run.Server.Looks, report.RequestsByOperation["processes.list"]);
        Assert.Equal(45, report.RequestsByOperation["brevo.contacts.import"]);
    }

    [Fact]
    public async Task SettleAsync_SeveralPages_AreReadAsFarAsNeeded()
    {
        var run = new ImportRun();
        run.Options.MaxBatchRecords = 1;
        run.Server.Plan = process => process.CompletesAt = run.Time.GetUtcNow() + TimeSpan.FromSeconds(20);

        var report = await run.WriteAsync(Enumerable.Range(1, 130).Select(Person.Number));

        Assert.Equal(130, report.Delivered);
        Assert.InRange(run.Server.Looks, 3, 18);
    }

    [Fact]
    public async Task SettleAsync_OneProcess_IsAskedForByItself()
    {
        var run = new ImportRun();

        await run.WriteAsync([Person.Number(1)]);

        Assert.Equal(0, run.Server.CountOf("processes.list"));
        Assert.Equal(1, run.Server.CountOf("processes.get"));
    }

    [Fact]
    public async Task SettleAsync_TwoWritersOfOneClient_LookTogether()
    {
        var run = new ImportRun();
        run.Options.MaxBatchRecords = 1;
        run.Server.Plan = process => process.CompletesAt = run.Time.GetUtcNow() + TimeSpan.FromSeconds(30);
        await using var first = run.CreateWriter();
        await using var second = run.CreateWriter();

        for (var i = 1; i <= 20; i++)
        {
            await first.WriteAsync(Person.Number(i));
            await second.WriteAsync(Person.Number(20 + i));
        }

        await Task.WhenAll(first.FlushAsync(), second.FlushAsync());
        var reports = await run.Time.RunAsync(Task.WhenAll(first.CompleteAsync(), second.CompleteAsync()));

        Assert.All(reports, report => Assert.Equal(20, report.Delivered));
        Assert.InRange(run.Server.Looks, 1, 10);
    }

    [Fact]
    public async Task WriteAsync_UnsettledRecordsAtTheLimit_WaitsForOutcomes()
    {
        var run = new ImportRun();
        run.Options.MaxBatchRecords = 10;
        run.Options.MaxUnsettledRecords = 25;
        run.Server.Plan = process => process.CompletesAt = run.Time.GetUtcNow() + TimeSpan.FromSeconds(20);
        var most = 0L;
        await using var writer = run.CreateWriter();
        var work = writer.WriteAllAsync(Enumerable.Range(1, 200).Select(Person.Number));
        while (!work.IsCompleted)
        {
            most = Math.Max(most, writer.Progress.Pending);
            await run.Time.RunAsync(Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(500), run.Time)));
        }

        Assert.Equal(200, (await work).Delivered);
        Assert.InRange(most, 20, 25);
    }

    [Theory]
    [InlineData("failed", "process_failed")]
    [InlineData("cancelled", "process_cancelled")]
    public async Task SettleAsync_ProcessBroken_IsUnverifiedButForReportedRows(string status, string cause)
    {
        var run = new ImportRun();
        run.Server.Plan = process =>
        {
            process.EndStatus = status;
            process.Refused["invalid_emails"] = [process.Rows[0]];
        };

        var report = await run.WriteAsync(Enumerable.Range(1, 3).Select(Person.Number));

        Assert.Equal(2, report.UnverifiedByCause[cause]);
        Assert.Equal(1, report.RejectedByCause["invalid_emails"]);
    }

    [Fact]
    public async Task SettleAsync_UnknownStatus_KeepsWaitingUntilTheLimit()
    {
        var run = new ImportRun();
        run.Options.SettlementTimeout = TimeSpan.FromMinutes(10);
        run.Server.Plan = process => process.EndStatus = "a_new_word";

        var report = await run.WriteAsync([Person.Number(1)]);

        Assert.Equal(1, report.UnverifiedByCause["settlement_timeout"]);
        Assert.Equal("100", run.Settled.Single().ProcessId);
        Assert.InRange(run.Server.Looks, 8, 30);
    }

    [Fact]
    public async Task SettleAsync_CompletedWithoutReports_IsUnverifiedUnlessTrusted()
    {
        var doubting = new ImportRun();
        doubting.Server.Plan = process => process.HasInfo = false;
        var trusting = new ImportRun();
        trusting.Server.Plan = process => process.HasInfo = false;
        trusting.Options.TrustProcessesWithoutReports = true;

        Assert.Equal(1, (await doubting.WriteAsync([Person.Number(1)])).UnverifiedByCause["no_report"]);
        Assert.Equal(1, (await trusting.WriteAsync([Person.Number(1)])).Delivered);
    }

    [Fact]
    public async Task SettleAsync_PagesWithoutReports_AsksForTheProcess()
    {
        var run = new ImportRun();
        run.Options.MaxBatchRecords = 1;
        run.Server.Plan = process => process.HasInfoInList = false;

        var report = await run.WriteAsync(Enumerable.Range(1, 3).Select(Person.Number));

        Assert.Equal(3, report.Delivered);
        Assert.InRange(run.Server.CountOf("processes.get"), 3, 4);
    }

    [Fact]
    public async Task SettleAsync_ProcessThatBrevoForgot_IsUnverifiedAfterAGrace()
    {
        var run = new ImportRun();
        run.Server.Plan = process => process.IsListed = false;

        var report = await run.WriteAsync([Person.Number(1)]);

        Assert.Equal(1, report.UnverifiedByCause["process_not_found"]);
        Assert.True(run.Time.GetUtcNow() - run.Time.Start > TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task SettleAsync_ProcessesForbidden_IsUnverifiedAtOnce()
    {
        var run = new ImportRun();
        run.Server.LookFault = () => new CredentialsRejectedException("Brevo", "processes.list", HttpStatusCode.Forbidden, "Scope.");

        var report = await run.WriteAsync([Person.Number(1), Person.Number(2)]);

        Assert.Equal(2, report.UnverifiedByCause["processes_forbidden"]);
    }

    [Fact]
    public async Task SettleAsync_LooksFailForAWhile_GoesOn()
    {
        var run = new ImportRun();
        var failures = 5;
        run.Server.LookFault = () =>
            failures-- > 0 ? new QuotaWaitException("Brevo", "processes.list", "other", TimeSpan.FromMinutes(3), "Quota.") : null;

        var report = await run.WriteAsync([Person.Number(1)]);

        Assert.Equal(1, report.Delivered);
        Assert.Equal(6, run.Server.Looks);
        Assert.True(run.Time.GetUtcNow() - run.Time.Start >= TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Report_OneOfTwoUnreadable_ExactlyTheUnnamedAreUnverified()
    {
        var run = new ImportRun();
        run.Server.Plan = process =>
        {
            process.Refused["invalid_emails"] = [process.Rows[0]];
            process.Refused["duplicate_phone_id"] = [process.Rows[1]];
        };
        run.Server.ReportFault = address =>
            address.AbsolutePath.EndsWith("duplicate_phone_id", StringComparison.Ordinal)
                ? new ServiceException("Brevo", "processes.report", HttpStatusCode.Forbidden, "Expired.")
                : null;

        var report = await run.WriteAsync(Enumerable.Range(1, 4).Select(Person.Number));

        Assert.Equal(1, report.RejectedByCause["invalid_emails"]);
        Assert.Equal(3, report.UnverifiedByCause["report_unreadable"]);
        Assert.Equal(0, report.Delivered);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("2", 3)]
    [InlineData("\"duplicate_email_id\"", 3)]
    [InlineData("\"http://example.com/report.csv\"", 3)]
    [InlineData("null", 0)]
    public async Task Report_ValueThatIsNoAddress_PutsInDoubtUnlessItSaysNone(string value, int unverified)
    {
        var run = new ImportRun();
        run.Server.Plan = process => process.ReportValues["duplicate_email_id"] = value;

        var report = await run.WriteAsync(Enumerable.Range(1, 3).Select(Person.Number));

        Assert.Equal(unverified, report.Unverified);
        Assert.Equal(3 - unverified, report.Delivered);
        Assert.Equal(0, run.Server.CountOf("processes.report"));
    }

    [Fact]
    public async Task Report_PageOfXml_IsUnreadable()
    {
        var run = new ImportRun();
        run.Server.Plan = process =>
        {
            process.Refused["invalid_emails"] = [];
            process.Formats["invalid_emails"] = "<Error><Code>AccessDenied</Code></Error>"u8.ToArray();
        };

        Assert.Equal(1, (await run.WriteAsync([Person.Number(1)])).UnverifiedByCause["report_unreadable"]);
    }

    [Fact]
    public async Task DisposeAsync_ProcessesOutstanding_AreUnverifiedAndTheirProcessNamed()
    {
        var run = new ImportRun();
        run.Server.Plan = process => process.CompletesAt = DateTimeOffset.MaxValue;
        var writer = run.CreateWriter();
        await writer.WriteAsync(Person.Number(1));

        await run.Time.RunAsync(writer.DisposeAsync().AsTask());

        Assert.Equal(
            new SettledRecord(1, "person1@example.com", RecordOutcome.Unverified, OutcomeCause.SettlementAbandoned, "100"),
            run.Settled.Single()
        );
        var report = await writer.CompleteAsync();
        Assert.Equal(1, report.Unverified);
        Assert.True(run.Time.GetUtcNow() - run.Time.Start >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task DeadLetters_OnRequest_HaveRejectedAndUnverifiedRecordsWithTheirBodies()
    {
        var letters = new MemoryDeadLetterSink();
        var run = new ImportRun();
        run.Options.MaxBatchRecords = 2;
        run.Options.DeadLetters = letters;
        run.Options.DeadLetterRejected = run.Options.DeadLetterUnverified = run.Options.DeadLetterBodies = true;
        run.Server.Plan = process =>
        {
            process.EndStatus = process.Rows.Exists(row => row.Id == 3) ? "failed" : "completed";
            process.Refused["invalid_emails"] = [.. process.Rows.Where(row => row.Id == 2)];
        };

        var report = await run.WriteAsync(Enumerable.Range(1, 3).Select(Person.Number));

        Assert.Equal((1, 1, 0, 1), (report.Delivered, report.Rejected, report.DeadLettered, report.Unverified));
        Assert.Equal(
            [(2L, RecordOutcome.Rejected, "invalid_emails"), (3L, RecordOutcome.Unverified, "process_failed")],
            letters
                .Letters.OrderBy(letter => letter.RecordNumber)
                .Select(letter => (letter.RecordNumber, letter.Outcome, letter.Cause.Value))
        );
        Assert.All(
            letters.Letters,
            letter => Assert.Equal([(int)letter.RecordNumber], SimulatedBrevo.IdsOf(System.Text.Encoding.UTF8.GetString(letter.Body.Span)))
        );
        Assert.All(letters.Letters, letter => Assert.Equal(1, letter.Attempts));
        Assert.All(letters.Letters, letter => Assert.NotNull(letter.ProcessId));
    }

    [Fact]
    public void CreateImportWriter_NoList_SaysSo()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            new BrevoContactsClient(new SimulatedBrevo(TimeProvider.System)).CreateImportWriter(Map(), new())
        );

        Assert.Contains("ListIds", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_MapListAndAttributesWrong_AllProblemsInOneAndNothingSent()
    {
        var server = new SimulatedBrevo(TimeProvider.System)
        {
            AttributesJson = """{"attributes":[{"name":"LTV","category":"normal","type":"text"}]}""",
        };
        var map = ContactMap.From<TdRow>(rules =>
        {
            rules.Email(Column.Text("mail"));
            rules.Attribute("LTV", Column.Double("ltv"));
            rules.Attribute("FISRTNAME", Column.Text("email"));
            rules.Sms(Column.Text("email")).ToLower().ToUpper();
        });
        await using var writer = new BrevoContactsClient(server).CreateImportWriter(map, new() { ListIds = [42, 43] });
        var row = Row();

        var exception = await Assert.ThrowsAsync<BatchCheckException>(async () => await writer.WriteAsync(row));
        var report = await writer.CompleteAsync();

        Assert.Equal(
            ["MAP001 mail", "MAP003 FISRTNAME", "MAP004 LTV", "MAP013 SMS", "LIST001 43"],
            exception
                .Problems.Select(problem =>
                    $"{problem.Code} {(problem.Code == MappingProblemCode.ColumnMissing ? problem.Source : problem.Target!.Split('.', ' ')[^1])}"
                )
                .Order(StringComparer.Ordinal)
                .OrderBy(text => text.StartsWith("LIST", StringComparison.Ordinal))
        );
        Assert.All(exception.Problems, problem => Assert.Contains(problem.Message, exception.Message, StringComparison.Ordinal));
        Assert.Equal(0, report.Read);
        Assert.Equal(0, server.CountOf("contacts.import"));
        await Assert.ThrowsAsync<BatchCheckException>(async () => await writer.WriteAsync(row));
    }

    [Fact]
    public async Task WriteAsync_EverythingRight_MapsAndDelivers()
    {
        var time = new SteppedClock();
        var server = new SimulatedBrevo(time) { AttributesJson = """{"attributes":[{"name":"LTV","category":"normal","type":"float"}]}""" };
        await using var writer = new BrevoContactsClient(server).CreateImportWriter(Map(), new() { ListIds = [42], TimeProvider = time });

        await writer.WriteAsync(Row());
        var report = await time.RunAsync(writer.CompleteAsync());

        Assert.Equal(1, report.Delivered);
        using var json = JsonDocument.Parse(Assert.Single(server.ImportBodies));
        Assert.Equal("anna@example.com", json.RootElement.GetProperty("jsonBody")[0].GetProperty("email").GetString());
    }

    [Fact]
    public async Task WriteAsync_CheckCannotBeMade_ThrowsThatAndSendsNothing()
    {
        var server = new SimulatedBrevo(TimeProvider.System) { AttributesJson = "null" };
        await using var writer = new BrevoContactsClient(new FailingTransport()).CreateImportWriter(Map(), new() { ListIds = [42] });

        await Assert.ThrowsAsync<CredentialsRejectedException>(async () => await writer.WriteAsync(Row()));

        Assert.Empty(server.Calls);
        Assert.NotNull((await writer.CompleteAsync()).StopReason);
    }

    [Fact]
    public async Task TryWrite_CheckFailsLater_DeadLettersWhatWasAccepted()
    {
        var server = new SimulatedBrevo(TimeProvider.System);
        await using var writer = new BrevoContactsClient(server).CreateImportWriter(Map(), new() { ListIds = [43] });

        Assert.True(writer.TryWrite(Row()));
        await Assert.ThrowsAsync<BatchCheckException>(() => writer.FlushAsync());
        var report = await writer.CompleteAsync();

        Assert.Equal(1, report.DeadLetteredByCause["stopped"]);
        Assert.Equal(0, server.CountOf("contacts.import"));
    }

    [Fact]
    public void CreateImportWriter_FakeClient_SaysWhatToDo()
    {
        var exception = Assert.Throws<InvalidOperationException>(() =>
            new FakeContacts().CreateImportWriter(Map(), new() { ListIds = [1] })
        );

        Assert.Contains("sink of your own", exception.Message, StringComparison.Ordinal);
    }

    private static ContactMap<TdRow> Map() =>
        ContactMap.From<TdRow>(rules =>
        {
            rules.Email(Column.Text("email"));
            rules.Attribute("LTV", Column.Double("ltv"));
        });

    private static TdRow Row()
    {
        var schema = new TdSchema([new TdColumn("email", "varchar"), new TdColumn("ltv", "double")]);
        // ["anna@example.com", 1.5]
        byte[] row = [0x92, 0xB0, .. "anna@example.com"u8, 0xCB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0];
        return TdRow.FromMessagePack(schema, row);
    }

    private sealed class FakeContacts : BrevoContactsClient;

    private sealed class FailingTransport : IServiceTransport
    {
        public Task<T> SendAsync<T>(
            ServiceRequest request,
            System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> answerType,
            CancellationToken cancellationToken
        ) =>
            Task.FromException<T>(
                new CredentialsRejectedException("Brevo", request.Operation.Name, HttpStatusCode.Unauthorized, "Check the key.")
            );

        public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ServiceAnswer> SendForAnswerAsync(
            ServiceRequest request,
            IReadOnlyCollection<HttpStatusCode> accepted,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public T Read<T>(
            ServiceRequest request,
            ServiceAnswer answer,
            System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> answerType
        ) => throw new NotSupportedException();

        public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) => throw new NotSupportedException();
    }
}
