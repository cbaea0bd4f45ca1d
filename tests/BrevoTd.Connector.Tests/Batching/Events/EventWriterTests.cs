using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Batching.Events;

public sealed class EventWriterTests
{
    private const string Path = "events/batch";
    private const string Queued = """{"count":3,"message":"Batch accepted. Valid events have been added to the processing queue."}""";

    private sealed record Visit(int Id, string Page = "start");

    private static readonly EventMap<Visit> s_map = EventMap.From<Visit>(map =>
    {
        map.Name("page_seen");
        map.ContactId(visit => visit.Id);
        map.Properties(fields => fields.Field("page", visit => visit.Page));
    });

    private static async Task<BatchWriteReport> WriteAsync(
        WireRun run,
        IEnumerable<Visit> visits,
        Action<EventWriterOptions>? set = null,
        EventMap<Visit>? map = null
    )
    {
        var options = run.With(new EventWriterOptions());
        set?.Invoke(options);
        await using var writer = run.Wire.Client.Events.CreateWriter(map ?? s_map, options);
        return await writer.WriteAllAsync(visits);
    }

    private static IEnumerable<Visit> Visits(int count) => Enumerable.Range(1, count).Select(number => new Visit(number));

    [Fact]
    public async Task WriteAllAsync_Events_AreOneBodyInTheOrderOfTheSource()
    {
        await using var run = new WireRun().Answers("POST", Path, 202, Queued);

        var report = await WriteAsync(run, [new(1), new(2, "a \"b\""), new(1)]);

        Assert.Equal(
            """{"events":[{"event_name":"page_seen","identifiers":{"contact_id":1},"event_properties":{"page":"start"}},"""
                + """{"event_name":"page_seen","identifiers":{"contact_id":2},"event_properties":{"page":"a \"b\""}},"""
                + """{"event_name":"page_seen","identifiers":{"contact_id":1},"event_properties":{"page":"start"}}]}""",
            Assert.Single(run.Bodies)
        );
        // Equal events are all kept: they have no key.
        Assert.Equal(3, report.Delivered);
        Assert.Null(report.Created);
    }

    [Fact]
    public async Task WriteAllAsync_Defaults_SendFiveHundredAtATime()
    {
        await using var run = new WireRun().Answers("POST", Path, 202, """{"message":"ok"}""");

        var report = await WriteAsync(run, Visits(1_100));

        Assert.Equal(1_100, report.Delivered);
        Assert.Equal([500, 500, 100], run.Bodies.Select(body => JsonElement.Parse(body).GetProperty("events").GetArrayLength()));
        Assert.Equal(3, report.RequestsByOperation["brevo.events.batch"]);
    }

    [Theory]
    [InlineData(202, """{"count":3}""", "Delivered", "Delivered", "Delivered")]
    [InlineData(202, """{"message":"ok"}""", "Delivered", "Delivered", "Delivered")]
    [InlineData(
        207,
        """{"status":"partiallyQueued","total_events":3,"successful_events":2,"failed_events":1,"errors":[{"eventIndex":[1],"message":"undefined event_name"}]}""",
        "Delivered",
        "Rejected (undefined_event_name)",
        "Delivered"
    )]
    [InlineData(
        207,
        """{"total_events":3,"successful_events":1,"failed_events":2,"errors":[{"eventIndex":[2],"message":"Please pass at least one identifier or contact id"},{"eventIndex":[0],"message":"no such person: anna"}]}""",
        "Rejected (event_refused)",
        "Delivered",
        "Rejected (no_identifier)"
    )]
    // Named twice is refused once; counts that contradict the positions do not win.
    [InlineData(
        207,
        """{"total_events":3,"successful_events":3,"failed_events":0,"errors":[{"eventIndex":[1,1],"message":"x"}]}""",
        "Delivered",
        "Rejected (event_refused)",
        "Delivered"
    )]
    // One more is refused than is named: nobody can tell which.
    [InlineData(
        207,
        """{"total_events":3,"successful_events":1,"failed_events":2,"errors":[{"eventIndex":[1,9],"message":"x"}]}""",
        "Unverified (refused_without_position)",
        "Rejected (event_refused)",
        "Unverified (refused_without_position)"
    )]
    [InlineData(
        202,
        """{"count":2}""",
        "Unverified (refused_without_position)",
        "Unverified (refused_without_position)",
        "Unverified (refused_without_position)"
    )]
    [InlineData(
        400,
        """{"status":"failed","total_events":3,"successful_events":0,"failed_events":3,"errors":[{"eventIndex":[0,1],"message":"undefined event_name"},{"eventIndex":[2],"message":"other"}]}""",
        "Rejected (undefined_event_name)",
        "Rejected (undefined_event_name)",
        "Rejected (event_refused)"
    )]
    [InlineData(
        400,
        """{"status":"failed","failed_events":3,"errors":[]}""",
        "Rejected (event_refused)",
        "Rejected (event_refused)",
        "Rejected (event_refused)"
    )]
    [InlineData(
        400,
        """{"code":"invalid_parameter","message":"events should be an array"}""",
        "DeadLettered (invalid_parameter)",
        "DeadLettered (invalid_parameter)",
        "DeadLettered (invalid_parameter)"
    )]
    [InlineData(429, null, "DeadLettered (rate_limited)", "DeadLettered (rate_limited)", "DeadLettered (rate_limited)")]
    [InlineData(500, null, "Unverified (no_answer)", "Unverified (no_answer)", "Unverified (no_answer)")]
    [InlineData(202, "no json", "Unverified (no_answer)", "Unverified (no_answer)", "Unverified (no_answer)")]
    public async Task SendAsync_AnyAnswer_IsTheOutcomeOfEachEvent(int status, string? json, string first, string second, string third)
    {
        await using var run = new WireRun().Answers("POST", Path, status, json);

        var report = await WriteAsync(run, Visits(3));

        Assert.True(report.IsBalanced);
        Assert.Equal([$"record 1: {first}", $"record 2: {second}", $"record 3: {third}"], run.Outcomes);
        Assert.Single(run.Requests);
    }

    [Fact]
    public async Task SendAsync_TooLarge_NeverLosesAnEvent()
    {
        await using var run = new WireRun().Answers(
            "POST",
            Path,
            request => JsonElement.Parse(request.Body!).GetProperty("events").GetArrayLength() > 1 ? (413, null) : (202, """{"count":1}""")
        );

        var report = await WriteAsync(run, Visits(4));

        Assert.True(report.IsBalanced);
        Assert.Equal(0, report.Unverified);
        Assert.Equal(4, report.Delivered + report.DeadLetteredByCause.GetValueOrDefault("record_too_large"));
    }

    [Fact]
    public async Task DisposeAsync_WhileARequestIsUnderWay_LeavesItsEventsUnverified()
    {
        await using var run = new WireRun();
        var (arrived, release) = run.Hangs("POST", Path);
        var writer = run.Wire.Client.Events.CreateWriter(
            s_map,
            run.With(new EventWriterOptions { DisposeTimeout = TimeSpan.Zero, MaxBatchRecords = 2 })
        );
        foreach (var visit in Visits(3))
        {
            await writer.WriteAsync(visit);
        }

        await arrived;
        await writer.DisposeAsync();
        release.SetResult();

        Assert.Equal(
            ["record 1: Unverified (cancelled)", "record 2: Unverified (cancelled)", "record 3: DeadLettered (not_sent)"],
            run.Outcomes
        );
    }

    [Fact]
    public async Task WriteAllAsync_OneByOne_SendsTheSameEventsSingly()
    {
        await using var run = new WireRun().Answers("POST", "events", 204);

        var report = await WriteAsync(run, Visits(250), options => options.OneByOne = true);

        Assert.Equal(250, report.Delivered);
        Assert.Equal(250, run.Requests.Count);
        Assert.Equal(
            Enumerable
                .Range(1, 250)
                .Select(id =>
                    $$$"""{"event_name":"page_seen","identifiers":{"contact_id":{{{id}}}},"event_properties":{"page":"start"}}"""
                ),
            run.Bodies
        );
        Assert.Equal(3, report.Batches);
        Assert.Equal(250, report.Requests);
        Assert.Equal(250, report.RequestsByOperation["brevo.events.single"]);
    }

    [Fact]
    public async Task WriteAllAsync_OneByOne_EachAnswerIsTheOutcomeOfItsEvent()
    {
        await using var run = new WireRun().Answers(
            "POST",
            "events",
            request =>
                JsonElement.Parse(request.Body!).GetProperty("identifiers").GetProperty("contact_id").GetInt32() switch
                {
                    2 => (400, """{"code":"invalid_parameter","message":"bad"}"""),
                    3 => (500, null),
                    4 => (429, null),
                    5 => (413, null),
                    _ => (204, null),
                }
        );

        var report = await WriteAsync(
            run,
            Visits(6),
            options =>
            {
                options.OneByOne = true;
                options.MaxConcurrentCalls = 3;
            }
        );

        Assert.True(report.IsBalanced);
        Assert.Equal(
            [
                "record 1: Delivered",
                "record 2: Rejected (invalid_parameter)",
                "record 3: Unverified (no_answer)",
                "record 4: DeadLettered (rate_limited)",
                "record 5: DeadLettered (record_too_large)",
                "record 6: Delivered",
            ],
            run.Outcomes
        );
    }

    [Fact]
    public async Task WriteAsync_ContactPropertyThatBrevoLacks_IsFoundBeforeAnythingIsSent()
    {
        await using var run = new WireRun().Answers("GET", "contacts/attributes", 200, """{"attributes":[]}""");
        var map = EventMap.From<Visit>(map =>
        {
            map.Name("page_seen");
            map.ContactId(visit => visit.Id);
            map.ContactProperties(fields => fields.Field("SHOE_SIZE", visit => visit.Page));
        });

        var failure = await Assert.ThrowsAsync<BatchCheckException>(() => WriteAsync(run, Visits(1), map: map));

        Assert.Contains("SHOE_SIZE", failure.Message, StringComparison.Ordinal);
        Assert.Equal("GET", Assert.Single(run.Requests).Method);
    }

    [Fact]
    public async Task CreateWriter_CallsOutOfRange_AreRefused()
    {
        await using var run = new WireRun();

        Assert.Throws<ArgumentException>(() =>
            run.Wire.Client.Events.CreateWriter(s_map, new EventWriterOptions { MaxConcurrentCalls = 65 })
        );
    }

    [Fact]
    public async Task Calls_OfBothSinks_SayWhatTheQuotaCounts()
    {
        await using var run = new WireRun();
        var events = run.Wire.Client.Events;

        Assert.Equal([new SinkCall("POST", Path)], new EventSink(events).Calls);
        Assert.Equal(
            [new SinkCall("POST", "events") { PerBatch = 0, PerRecord = 1 }],
            new SingleEventSink(events, new EventWriterOptions()).Calls
        );
    }
}
