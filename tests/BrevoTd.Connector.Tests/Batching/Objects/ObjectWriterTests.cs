using System.Globalization;
using System.Net;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Tests.Brevo;
using BrevoTd.Connector.Tests.Http;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace BrevoTd.Connector.Tests.Batching.Objects;

public sealed class ObjectWriterTests
{
    private sealed record Vehicle(string? Vin, long? Id, string Make, string? Garage = null);

    private static readonly ObjectMap<Vehicle> s_map = ObjectMap.From<Vehicle>(map =>
    {
        map.Id(vehicle => vehicle.Id);
        map.ExternalId(vehicle => vehicle.Vin);
        map.Attributes(attributes => attributes.Field("make", vehicle => vehicle.Make));
        map.Link("garage", vehicle => vehicle.Garage);
    });

    private const string Upsert = "objects/vehicle/batch/upsert";

    private static ObjectWriterOptions Quick =>
        new()
        {
            FirstLook = TimeSpan.FromMilliseconds(1),
            MaxLookInterval = TimeSpan.FromMilliseconds(20),
            MaxLooksPerHour = 10_000,
        };

    [Fact]
    public async Task Records_OfACompletedProcess_AreDelivered()
    {
        await using var wire = Start("completed");
        await using var writer = wire.Client.Objects.CreateWriter("vehicle", s_map, Quick);

        var report = await writer.WriteAllAsync([new Vehicle("V1", null, "Toyota", "G7"), new Vehicle(null, null, "Fiat")]);

        Assert.Equal(2, report.Delivered);
        Assert.Equal("brevo.objects.upsert", report.SinkName);
        Assert.Equal(
            """{"records":[{"identifiers":{"ext_id":"V1"},"attributes":{"make":"Toyota"},"associations":[{"object_type":"garage","action":"link","records":[{"identifiers":{"ext_id":"G7"}}]}]},{"attributes":{"make":"Fiat"}}]}""",
            wire.Server.LogEntries.First().RequestMessage!.Body
        );
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Records_NamedByBrevosId_AreInDoubtUnlessTrusted(bool trusts, long delivered)
    {
        await using var wire = Start("completed");
        var options = Quick;
        options.TrustProcessesWithoutReports = trusts;
        await using var writer = wire.Client.Objects.CreateWriter("vehicle", s_map, options);

        var report = await writer.WriteAllAsync([new Vehicle("V1", 12, "Toyota"), new Vehicle("V2", null, "Fiat")]);

        Assert.Equal(delivered, report.Delivered);
        Assert.Equal(2 - delivered, report.UnverifiedByCause.GetValueOrDefault("no_report"));
    }

    [Theory]
    [InlineData("failed", "process_failed")]
    [InlineData("cancelled", "process_cancelled")]
    public async Task Records_OfAProcessThatBrokeOff_AreUnverified(string status, string cause)
    {
        await using var wire = Start(status);
        await using var writer = wire.Client.Objects.CreateWriter("vehicle", s_map, Quick);

        var report = await writer.WriteAllAsync([new Vehicle("V1", null, "Toyota")]);

        Assert.Equal(1, report.UnverifiedByCause[cause]);
    }

    [Fact]
    public async Task Records_NotFollowed_AreDeliveredWhenTheyAreTakenIn()
    {
        await using var wire = BrevoWire.Start().Answers("POST", Upsert, 202, """{"message":"ok","processId":21}""");
        var options = Quick;
        options.FollowProcesses = false;
        await using var writer = wire.Client.Objects.CreateWriter("vehicle", s_map, options);

        var report = await writer.WriteAllAsync([new Vehicle("V1", null, "Toyota"), new Vehicle(null, 12, "Fiat")]);

        Assert.Equal((1L, 1L), (report.Delivered, report.UnverifiedByCause["no_report"]));
        Assert.Single(wire.Server.LogEntries);
    }

    [Fact]
    public async Task Records_OfManyBatches_AreFollowedByPagesAndNotOneByOne()
    {
        await using var wire = BrevoWire.Start();
        var next = 0;
        wire.Server.Given(Request.Create().WithPath("/v3/" + Upsert).UsingPost())
            .RespondWith(
                Response
                    .Create()
                    .WithStatusCode(202)
                    .WithHeader("Content-Type", "application/json")
                    .WithBody(_ =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $$"""{"message":"ok","processId":{{Interlocked.Increment(ref next)}}}"""
                        )
                    )
            );
        wire.Answers(
            "GET",
            "processes",
            200,
            """{"processes":[{"id":3,"name":"X","status":"completed"},{"id":2,"name":"X","status":"completed"},{"id":1,"name":"X","status":"completed"}],"count":3}"""
        );
        var options = Quick;
        options.MaxBatchRecords = 1;
        // A look comes only when all three are sent.
        options.FirstLook = options.MaxLookInterval = TimeSpan.FromSeconds(2);
        await using var writer = wire.Client.Objects.CreateWriter("vehicle", s_map, options);

        var report = await writer.WriteAllAsync(Enumerable.Range(0, 3).Select(i => new Vehicle($"V{i}", null, "Toyota")));

        Assert.Equal(3, report.Delivered);
        Assert.DoesNotContain(
            wire.Server.LogEntries,
            entry => entry.RequestMessage!.Path.StartsWith("/v3/processes/", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(1_001, 1, 2)]
    [InlineData(30, 50_000, 2)]
    public async Task Records_InAnySize_KeepTheLimits(int count, int length, int requests)
    {
        await using var wire = BrevoWire.Start().Answers("POST", Upsert, 202, """{"message":"ok","processId":21}""");
        var options = Quick;
        options.FollowProcesses = false;
        await using var writer = wire.Client.Objects.CreateWriter("vehicle", s_map, options);

        var report = await writer.WriteAllAsync(
            Enumerable.Range(0, count).Select(i => new Vehicle($"V{i}", null, new string('x', length)))
        );

        Assert.Equal(count, report.Delivered);
        Assert.Equal(requests, wire.Server.LogEntries.Count);
        Assert.All(wire.Server.LogEntries, entry => Assert.True(entry.RequestMessage!.BodyAsBytes!.Length <= 1_000_000));
    }

    [Fact]
    public async Task Record_LargerThanARequest_IsDeadLettered()
    {
        await using var wire = BrevoWire.Start();
        await using var writer = wire.Client.Objects.CreateWriter("vehicle", s_map, Quick);

        var report = await writer.WriteAllAsync([new Vehicle("V1", null, new string('x', 1_000_000))]);

        Assert.Equal(1, report.DeadLetteredByCause["record_too_large"]);
        Assert.Empty(wire.Server.LogEntries);
    }

    [Theory]
    [InlineData(400, "invalid_parameter", "invalid_parameter")]
    [InlineData(403, "permission_denied", "unauthorized")]
    [InlineData(413, "x", "record_too_large")]
    public async Task Records_Refused_AreDeadLettered(int status, string code, string cause)
    {
        await using var wire = BrevoWire.Start().Answers("POST", Upsert, status, $$"""{"code":"{{code}}","message":"no"}""");
        await using var writer = wire.Client.Objects.CreateWriter("vehicle", s_map, Quick);

        var report = await writer.WriteAllAsync([new Vehicle("V1", null, "Toyota")]);

        Assert.Equal(1, report.DeadLetteredByCause[cause]);
    }

    [Theory]
    [InlineData("V1", 2, 1)]
    [InlineData(null, 1, 0)]
    public async Task Records_AnswerLost_AreSentAgainOnlyIfAllHaveAnId(string? vin, int requests, long delivered)
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.Then(HttpStatusCode.BadGateway).Then(HttpStatusCode.Accepted, """{"processId":21}""");
        await using var writer = new BrevoObjectsClient(pipeline.Transport).CreateWriter(
            "vehicle",
            s_map,
            new() { FollowProcesses = false }
        );

        var report = await writer.WriteAllAsync([new Vehicle("V0", null, "Fiat"), new Vehicle(vin, null, "Toyota")]);

        Assert.Equal(requests, pipeline.Handler.Seen.Count);
        Assert.Equal(2 * delivered, report.Delivered);
        Assert.Equal(2 - (2 * delivered), report.UnverifiedByCause.GetValueOrDefault("no_answer"));
    }

    [Theory]
    [InlineData("Vehicle")]
    [InlineData("contact")]
    [InlineData("")]
    public async Task CreateWriter_ForNoCustomObject_Throws(string objectType)
    {
        await using var wire = BrevoWire.Start();

        Assert.ThrowsAny<ArgumentException>(() => wire.Client.Objects.CreateWriter(objectType, s_map));
    }

    [Theory]
    [InlineData("""{"identifiers":{"ext_id":"a"},"attributes":{"id":1}}""", (int)ObjectRecordNaming.ByExternalId)]
    [InlineData("""{"identifiers":{"ext_id":"a","id":1},"attributes":{}}""", (int)ObjectRecordNaming.ByBrevoId)]
    [InlineData("""{"identifiers":{"id":1}}""", (int)ObjectRecordNaming.ByBrevoId)]
    [InlineData("""{"attributes":{"id":1}}""", (int)ObjectRecordNaming.Unnamed)]
    [InlineData("""{"identifiers":{}}""", (int)ObjectRecordNaming.Unnamed)]
    public void Naming_OfARecord_IsReadFromItsIdentifiers(string record, int naming) =>
        Assert.Equal((ObjectRecordNaming)naming, ObjectRecordNamings.Of(System.Text.Encoding.UTF8.GetBytes(record)));

    private static BrevoWire Start(string status) =>
        BrevoWire
            .Start()
            .Answers("POST", Upsert, 202, """{"message":"ok","processId":21}""")
            .Answers("GET", "processes/21", 200, $$"""{"id":21,"name":"OBJECTS","status":"{{status}}"}""")
            .Answers("GET", "processes", 200, $$"""{"processes":[{"id":21,"name":"OBJECTS","status":"{{status}}"}],"count":1}""");
}
