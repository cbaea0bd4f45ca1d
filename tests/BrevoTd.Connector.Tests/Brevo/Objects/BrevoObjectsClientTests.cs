using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace BrevoTd.Connector.Tests.Brevo.Objects;

public sealed class BrevoObjectsClientTests
{
    private const string Accepted = """{"message":"Batch object records are being processed","processId":21}""";

    private static UpsertObjectRecordRequest Car(string? externalId = "507f1f77bc") =>
        new()
        {
            Identifiers = externalId is null ? null : new ObjectRecordIdentifiers { ExternalId = externalId },
            Attributes = new Dictionary<string, PropertyValue>
            {
                ["make"] = "Toyota",
                ["year"] = 2020,
                ["tags"] = new[] { "a" },
            },
        };

    [Fact]
    public async Task UpsertAsync_OfARecord_SendsItAndReadsTheProcess()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "objects/vehicle/batch/upsert", 202, Accepted);

        var result = await wire.Client.Objects.UpsertAsync(
            "vehicle",
            [
                Car() with
                {
                    Associations =
                    [
                        new ObjectAssociationRequest { ObjectType = "garage", Records = [new ObjectRecordId(12345)] },
                        new ObjectAssociationRequest
                        {
                            ObjectType = "contact",
                            Action = ObjectAssociationAction.Unlink,
                            Records = ["ext-7"],
                        },
                    ],
                },
            ]
        );

        Assert.Equal(new ProcessId(21), result.Id);
        Assert.Equal(
            """{"records":[{"identifiers":{"ext_id":"507f1f77bc"},"attributes":{"make":"Toyota","year":2020,"tags":["a"]},"associations":[{"object_type":"garage","records":[{"identifiers":{"id":12345}}]},{"object_type":"contact","action":"unlink","records":[{"identifiers":{"ext_id":"ext-7"}}]}]}]}""",
            wire.LastRequest.Body
        );
    }

    [Fact]
    public async Task UpsertAsync_AnswerLost_IsRepeatedOnlyIfEveryRecordNamesItself()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.Then(HttpStatusCode.BadGateway).Then(HttpStatusCode.Accepted, Accepted).Then(HttpStatusCode.BadGateway);
        var objects = new BrevoObjectsClient(pipeline.Transport);

        Assert.Equal(new ProcessId(21), (await objects.UpsertAsync("vehicle", [Car()])).Id);
        var e = await Assert.ThrowsAsync<ServiceException>(() => objects.UpsertAsync("vehicle", [Car(), Car(null)]));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal(3, pipeline.Handler.Seen.Count);
    }

    public static TheoryData<string, UpsertObjectRecordRequest> Wrong =>
        new()
        {
            { "Identifiers", Car(" ") },
            { "Attributes", Car() with { Attributes = new Dictionary<string, PropertyValue>() } },
            { "500", Car() with { Attributes = Enumerable.Range(0, 501).ToDictionary(i => $"a{i}", i => (PropertyValue)i) } },
            {
                "Attributes",
                Car() with
                {
                    Attributes = new Dictionary<string, PropertyValue> { ["a"] = new Dictionary<string, PropertyValue>() },
                }
            },
            { "ObjectType", Car() with { Associations = [new ObjectAssociationRequest { ObjectType = "", Records = ["x"] }] } },
            { "Records", Car() with { Associations = [new ObjectAssociationRequest { ObjectType = "garage", Records = [] }] } },
            { "without an id", Car() with { Associations = [new ObjectAssociationRequest { ObjectType = "garage", Records = [""] }] } },
            {
                "more than 10 records",
                Car() with
                {
                    Associations =
                    [
                        new ObjectAssociationRequest
                        {
                            ObjectType = "garage",
                            Records = [.. Enumerable.Range(0, 11).Select(i => (AssociatedObjectRequest)$"{i}")],
                        },
                    ],
                }
            },
            {
                "more than 10 entries",
                Car() with
                {
                    Associations =
                    [
                        .. Enumerable.Range(0, 11).Select(i => new ObjectAssociationRequest { ObjectType = $"t{i}", Records = ["x"] }),
                    ],
                }
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task UpsertAsync_OfARecordThatBrevoWouldRefuse_NamesItAndSendsNothing(string named, UpsertObjectRecordRequest wrong)
    {
        await using var wire = BrevoWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Objects.UpsertAsync("vehicle", [Car(), wrong]));

        Assert.Contains("Record 1 ", e.Message, StringComparison.Ordinal);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task UpsertAsync_AboveOneMegabyte_SaysHowManyBytes()
    {
        await using var wire = BrevoWire.Start();
        var large = Car() with { Attributes = new Dictionary<string, PropertyValue> { ["a"] = new string('x', 1_000_000) } };

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Objects.UpsertAsync("vehicle", [large]));

        Assert.Contains("1,000,000", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Objects.UpsertAsync("vehicle", [.. Enumerable.Range(0, 1_001).Select(i => Car($"{i}"))])
        );
        Assert.Empty(wire.Server.LogEntries);
    }

    [Theory]
    [InlineData("Vehicle")]
    [InlineData("contact")]
    [InlineData("a-b")]
    [InlineData("a123456789012345678901234567890123")]
    public async Task Methods_OfATypeThatIsNoCustomObject_AreRefused(string type)
    {
        await using var wire = BrevoWire.Start();
        var objects = wire.Client.Objects;

        await Assert.ThrowsAsync<ArgumentException>(() => objects.UpsertAsync(type, [Car()]));
        await Assert.ThrowsAsync<ArgumentException>(() => objects.DeleteAsync(type, [1]));
        Assert.Throws<ArgumentException>(() => objects.ListAsync(type));
    }

    [Fact]
    public async Task Deletes_ByEitherId_SendOnlyThatOne()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "objects/vehicle/batch/delete", 202, Accepted);

        Assert.Equal(new ProcessId(21), (await wire.Client.Objects.DeleteAsync("vehicle", [1, 2])).Id);
        Assert.Equal("""{"identifiers":{"ids":[1,2]}}""", wire.LastRequest.Body);
        await wire.Client.Objects.DeleteByExternalIdAsync("vehicle", ["a", "b"]);
        Assert.Equal("""{"identifiers":{"ext_ids":["a","b"]}}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Objects.DeleteAsync("vehicle", []));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Objects.DeleteByExternalIdAsync("vehicle", ["a", ""]));
    }

    [Fact]
    public async Task ListAsync_OverPages_GoesByPageNumberAndCanBeResumed()
    {
        await using var wire = BrevoWire.Start();
        foreach (var (number, ids) in new[] { (1, "1,2"), (2, "3,4"), (3, "5") })
        {
            var records = string.Join(
                ',',
                ids.Split(',').Select(id => $$$"""{"identifiers":{"id":{{{id}}}},"attributes":{"n":{{{id}}}}}""")
            );
            wire.Server.Given(Request.Create().WithPath("/v3/objects/vehicle/records").WithParam("page_num", $"{number}").UsingGet())
                .RespondWith(Response.Create().WithBody($$"""{"count":5,"records":[{{records}}]}"""));
        }

        var tokens = new List<string?>();
        var seen = new List<long?>();
        await foreach (var page in wire.Client.Objects.ListAsync("vehicle", includeAssociations: true).AsPages(pageSizeHint: 2))
        {
            tokens.Add(page.ContinuationToken);
            seen.AddRange(page.Values.Select(record => record.Identifiers!.Id?.Value));
        }

        Assert.Equal([1, 2, 3, 4, 5], seen);
        Assert.Equal(["2x2", "3x2", null], tokens);
        Assert.Equal("/v3/objects/vehicle/records?limit=2&page_num=3&sort=asc&association=true", wire.LastRequest.PathAndQuery);

        // The token knows its page size: another hint must not move the place.
        var resumed = new List<long?>();
        await foreach (var page in wire.Client.Objects.ListAsync("vehicle").AsPages("3x2", pageSizeHint: 100))
        {
            resumed.AddRange(page.Values.Select(record => record.Identifiers!.Id?.Value));
        }

        Assert.Equal([5], resumed);
        await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var _ in wire.Client.Objects.ListAsync("vehicle").AsPages("3")) { }
        });
    }

    [Fact]
    public async Task ListAsync_WhileRecordsAreInserted_GivesEachOnce()
    {
        await using var wire = BrevoWire.Start();
        foreach (var (number, ids) in new[] { (1, new[] { 5, 4 }), (2, [4, 3]), (3, [2]) })
        {
            var records = string.Join(',', ids.Select(id => $$$"""{"identifiers":{"id":{{{id}}}}}"""));
            wire.Server.Given(Request.Create().WithPath("/v3/objects/vehicle/records").WithParam("page_num", $"{number}").UsingGet())
                .RespondWith(Response.Create().WithBody($$"""{"count":5,"records":[{{records}}]}"""));
        }

        var seen = new List<long?>();
        await foreach (var page in wire.Client.Objects.ListAsync("vehicle", order: SortOrder.Descending).AsPages(pageSizeHint: 2))
        {
            seen.AddRange(page.Values.Select(record => record.Identifiers!.Id?.Value));
        }

        Assert.Equal([5, 4, 3, 2], seen);
    }

    [Fact]
    public async Task ListAssociatedAsync_OfAContact_FollowsHasMoreInStepsOfTwenty()
    {
        await using var wire = BrevoWire.Start();
        wire.Server.Given(Request.Create().WithPath("/v3/objects/contact/associated-records").WithParam("offset", "0").UsingGet())
            .RespondWith(
                Response
                    .Create()
                    .WithBody(
                        """{"has_more":true,"offset":0,"items":[{"type":"vehicle","object":{"id":5,"ext_id":"e","attributes":{"make":"Toyota"},"created_at":"2025-07-22T10:20:30Z"}}]}"""
                    )
            );
        wire.Server.Given(Request.Create().WithPath("/v3/objects/contact/associated-records").WithParam("offset", "20").UsingGet())
            .RespondWith(
                Response
                    .Create()
                    .WithBody(
                        """{"has_more":false,"offset":20,"items":[{"type":"vehicle","object":{"id":5}},{"type":"contact","object":{"id":6,"attributes":{"email":"a@example.com"}}}]}"""
                    )
            );

        var records = await wire
            .Client.Objects.ListAssociatedAsync(
                BrevoObjectsClient.ContactType,
                ObjectRecordKey.Contact(ContactIdentifier.Phone("+33612345678")),
                ["vehicle", "contact"]
            )
            .CollectAsync();

        Assert.Equal(
            "/v3/objects/contact/associated-records?sms=%2B33612345678&type=vehicle&type=contact&offset=20",
            wire.LastRequest.PathAndQuery
        );
        Assert.Equal([5, 6], records.Select(record => record.Object!.Id!.Value.Value));
        Assert.Equal("e", records[0].Object!.ExternalId);
        Assert.Equal("Toyota", records[0].Object!.Attributes!["make"].AsText);
    }

    [Fact]
    public async Task ListAssociatedAsync_OfAKeyThatDoesNotFit_IsRefused()
    {
        await using var wire = BrevoWire.Start();
        var objects = wire.Client.Objects;
        var email = ObjectRecordKey.Contact(ContactIdentifier.Email("a@example.com"));

        Assert.Throws<ArgumentException>(() => objects.ListAssociatedAsync("vehicle", email));
        Assert.Throws<ArgumentException>(() => objects.ListAssociatedAsync("vehicle", default));
        Assert.Throws<ArgumentException>(() =>
            objects.ListAssociatedAsync("vehicle", ObjectRecordKey.Id(1), ["a", "b", "c", "d", "e", "f"])
        );
        Assert.Throws<ArgumentException>(() => ObjectRecordKey.Contact(ContactIdentifier.WhatsApp("+33612345678")));
        Assert.Equal("email", email.ToString());
    }
}
