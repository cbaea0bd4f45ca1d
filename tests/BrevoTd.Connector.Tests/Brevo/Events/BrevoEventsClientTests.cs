using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo.Events;

public sealed class BrevoEventsClientTests
{
    private static readonly EventIdentifiers s_someone = EventIdentifiers.Of(ContactIdentifier.Email("jane.doe@example.com"));

    private static CreateEventRequest Event(string name = "order_created") => new() { Name = name, Identifiers = s_someone };

    [Fact]
    public async Task CreateAsync_OfTheDocumentedExample_SendsIt()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "events", 204);

        await wire.Client.Events.CreateAsync(
            new CreateEventRequest
            {
                Name = "video_played",
                Time = new DateTimeOffset(2024, 2, 6, 20, 59, 23, 383, TimeSpan.Zero),
                Identifiers = new EventIdentifiers { Email = "jane.doe@example.com", ContactId = 211 },
                ContactProperties = new Dictionary<string, AttributeValue> { ["AGE"] = 32, ["GENDER"] = "FEMALE" },
                Properties = new Dictionary<string, PropertyValue>
                {
                    ["duration"] = 142,
                    ["autoplayed"] = false,
                    ["chapters"] = new PropertyValue[] { new Dictionary<string, PropertyValue> { ["title"] = "One" } },
                },
                Object = new EventObject
                {
                    Type = "subscription",
                    Identifiers = new EventObjectIdentifiers { ExternalId = "sub-59374-linwn" },
                },
            }
        );

        Assert.Equal(
            """{"event_name":"video_played","identifiers":{"contact_id":211,"email_id":"jane.doe@example.com"},"event_date":"2024-02-06T20:59:23.383Z","contact_properties":{"AGE":32,"GENDER":"FEMALE"},"event_properties":{"duration":142,"autoplayed":false,"chapters":[{"title":"One"}]},"object":{"type":"subscription","identifiers":{"ext_id":"sub-59374-linwn"}}}""",
            wire.LastRequest.Body
        );
    }

    [Fact]
    public async Task CreateBatchAsync_AllQueued_SaysSo()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "POST",
                "events/batch",
                202,
                """{"count":2,"message":"Batch accepted. Valid events have been added to the processing queue."}"""
            );

        var result = await wire.Client.Events.CreateBatchAsync([Event(), Event()]);

        Assert.True(result.IsComplete);
        Assert.Equal((2, 2L, 0L), (result.Total, result.Queued, result.Failed));
        Assert.Empty(result.Failures);
        Assert.StartsWith("""{"events":[{"event_name":""", wire.LastRequest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateBatchAsync_SomeRefused_JoinsEachErrorToItsEvent()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "POST",
                "events/batch",
                207,
                """{"status":"partiallyQueued","total_events":4,"successful_events":2,"failed_events":2,"errors":[{"eventIndex":[3,1],"message":"unknown contact"},{"eventIndex":[3],"message":"bad date"}]}"""
            );
        CreateEventRequest[] events = [Event("a"), Event("b"), Event("c"), Event("d")];

        var result = await wire.Client.Events.CreateBatchAsync(events);

        Assert.False(result.IsComplete);
        Assert.Equal((2L, 2L, 0L), (result.Queued, result.Failed, result.FailedWithoutPosition));
        Assert.Equal([1, 3], result.Failures.Select(failure => failure.Index));
        Assert.Same(events[1], result.Failures[0].Event);
        Assert.Equal("unknown contact", result.Failures[0].ServiceMessage);
        Assert.Equal("unknown contact; bad date", result.Failures[1].ServiceMessage);
        Assert.Equal(2, result.Errors.Count);
    }

    [Fact]
    public async Task CreateBatchAsync_AllRefused_IsAResultToo()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "POST",
                "events/batch",
                400,
                """{"status":"failed","total_events":2,"successful_events":0,"failed_events":2,"errors":[{"eventIndex":[0],"message":"undefined event_name"},{"eventIndex":[1],"message":"Please pass at least one identifier or contact id"}]}"""
            );

        var result = await wire.Client.Events.CreateBatchAsync([Event(), Event()]);

        Assert.Equal((0L, 2L), (result.Queued, result.Failed));
        Assert.Equal([0, 1], result.Failures.Select(failure => failure.Index));
    }

    [Fact]
    public async Task CreateBatchAsync_PositionsThatAreNone_AreCountedAndNotJoined()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "POST",
                "events/batch",
                207,
                """{"total_events":2,"successful_events":0,"failed_events":2,"errors":[{"eventIndex":[7,-1],"message":"x"},{"message":"y"},{"eventIndex":[1]}]}"""
            );

        var result = await wire.Client.Events.CreateBatchAsync([Event(), Event()]);

        Assert.Equal([1], result.Failures.Select(failure => failure.Index));
        Assert.Equal((2L, 1L), (result.Failed, result.FailedWithoutPosition));
    }

    [Theory]
    [InlineData("""{"code":"bad_request","message":"Input must be a valid JSON object"}""")]
    [InlineData("<html><title>Bad Request</title></html>")]
    [InlineData("")]
    public async Task CreateBatchAsync_RefusalOfTheRequestAsSuch_Throws(string body)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "events/batch", 400, body);

        var e = await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Events.CreateBatchAsync([Event()]));

        Assert.Equal(HttpStatusCode.BadRequest, e.StatusCode);
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_IsNotRepeatedAndSaysHowToLook()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.Then(HttpStatusCode.BadGateway);

        var e = await Assert.ThrowsAsync<ServiceException>(() => new BrevoEventsClient(pipeline.Transport).CreateAsync(Event()));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("stored twice", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task CreateBatchAsync_AnswerLost_IsNotRepeated()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            new BrevoEventsClient(pipeline.Transport).CreateBatchAsync([Event()])
        );

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Single(pipeline.Handler.Seen);
    }

    public static TheoryData<string, CreateEventRequest> Wrong =>
        new()
        {
            { "Name", Event("two words") },
            { "Name", Event("") },
            { "Name", Event(new string('n', 256)) },
            { "Identifiers", Event() with { Identifiers = new EventIdentifiers { Email = " " } } },
            {
                "ContactProperties",
                Event() with
                {
                    ContactProperties = new Dictionary<string, AttributeValue> { ["TAGS"] = new[] { "a" } },
                }
            },
            {
                "ContactProperties",
                Event() with
                {
                    ContactProperties = new Dictionary<string, AttributeValue> { ["AGE"] = AttributeValue.Null },
                }
            },
            { "Properties", Event() with { Properties = new Dictionary<string, PropertyValue> { ["unit price"] = 1 } } },
            {
                "Properties",
                Event() with
                {
                    Properties = new Dictionary<string, PropertyValue>
                    {
                        ["items"] = new PropertyValue[] { new Dictionary<string, PropertyValue> { ["näme"] = 1 } },
                    },
                }
            },
            { "50,000", Event() with { Properties = new Dictionary<string, PropertyValue> { ["t"] = new string('x', 49_993) } } },
            {
                "Object",
                Event() with
                {
                    Object = new EventObject { Type = "car", Identifiers = new EventObjectIdentifiers() },
                }
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task CreateBatchAsync_OfAnEventThatBrevoWouldRefuse_NamesItAndSendsNothing(string named, CreateEventRequest wrong)
    {
        await using var wire = BrevoWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Events.CreateBatchAsync([Event(), wrong]));

        Assert.Contains("Event 1 ", e.Message, StringComparison.Ordinal);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Server.LogEntries);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Events.CreateAsync(wrong));
    }

    [Fact]
    public async Task CreateAsync_AtEveryLimit_IsSent()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "events", 204);
        var properties = new Dictionary<string, PropertyValue> { [new string('n', 255)] = new string('é', 24_869) };

        await wire.Client.Events.CreateAsync(Event(new string('n', 255)) with { Properties = properties });

        Assert.Equal(BrevoEventsClient.MaxPropertiesBytes, 255 + (2 * 24_869) + """{"":""}""".Length);
        Assert.Single(wire.Server.LogEntries);
    }

    [Fact]
    public async Task CreateBatchAsync_OfNothing_IsRefused()
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Events.CreateBatchAsync([]));
    }

    [Fact]
    public async Task ListAsync_WithFilters_SendsThemAndReadsEveryMember()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "events",
                200,
                """{"count":1,"events":[{"contact_id":211,"event_date":"2024-02-06T20:59:23.383Z","event_name":"order_created","event_filter_id":"abc123","object_type":"subscription","event_properties":{"duration":142},"contact_properties":{"AGE":32}}]}"""
            );

        var events = await wire
            .Client.Events.ListAsync(
                new EventQuery
                {
                    ContactIds = [211, 212],
                    EventNames = ["order_created"],
                    ObjectTypes = ["subscription"],
                    StartDate = new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero),
                    EndDate = new DateTimeOffset(2024, 2, 28, 0, 0, 0, TimeSpan.FromHours(1)),
                }
            )
            .CollectAsync();

        Assert.Equal(
            "/v3/events?contact_id=211&contact_id=212&event_name=order_created&object_type=subscription&startDate=2024-02-01T00%3A00%3A00.000Z&endDate=2024-02-27T23%3A00%3A00.000Z&limit=10000&offset=0",
            wire.LastRequest.PathAndQuery
        );
        var read = Assert.Single(events);
        Assert.Equal(new ContactId(211), read.ContactId);
        Assert.Equal("order_created", read.Name);
        Assert.Equal("abc123", read.FilterId);
        Assert.Equal("subscription", read.ObjectType);
        Assert.Equal(142, read.Properties!["duration"].AsInteger);
        Assert.Equal(32, read.ContactProperties!["AGE"].AsInteger);
        Assert.Equal(new DateTimeOffset(2024, 2, 6, 20, 59, 23, 383, TimeSpan.Zero), read.Time);
    }

    [Theory]
    [InlineData("2024-02-01", null)]
    [InlineData(null, "2024-02-01")]
    [InlineData("2024-02-02", "2024-02-01")]
    public async Task ListAsync_OfHalfAPeriod_IsRefusedAtOnce(string? start, string? end)
    {
        await using var wire = BrevoWire.Start();
        var query = new EventQuery { StartDate = Day(start), EndDate = Day(end) };

        Assert.Throws<ArgumentException>(() => wire.Client.Events.ListAsync(query));

        static DateTimeOffset? Day(string? text) =>
            text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }
}
