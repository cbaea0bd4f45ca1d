using System.Net;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Tests.Brevo;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Batching.Catalog;

public sealed class CatalogWriterTests
{
    private sealed record Thing(string Id, string Name, decimal? Price = null);

    private static readonly ProductMap<Thing> s_products = ProductMap.From<Thing>(map =>
    {
        map.Id(thing => thing.Id);
        map.Name(thing => thing.Name);
        map.Price(thing => thing.Price);
    });

    private static readonly CategoryMap<Thing> s_categories = CategoryMap.From<Thing>(map =>
    {
        map.Id(thing => thing.Id);
        map.Name(thing => thing.Name);
    });

    [Fact]
    public async Task Products_OfOneBatch_AreOneRequestWithTheExactBytes()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "products/batch", 201, """{"createdCount":1,"updatedCount":1}""");
        await using var writer = wire.Client.Products.CreateWriter(s_products);

        var report = await writer.WriteAllAsync([new Thing("P1", "Lamp", 9.50m), new Thing("P2", "Table \"é\"")]);

        Assert.Equal((2L, 1L, 1L), (report.Delivered, report.Created, report.Updated));
        Assert.Equal("brevo.products.batch", report.SinkName);
        Assert.Equal(
            """{"products":[{"id":"P1","name":"Lamp","price":9.50},{"id":"P2","name":"Table \"é\""}],"updateEnabled":true}""",
            wire.LastRequest.Body
        );
    }

    [Fact]
    public async Task Categories_OfOneBatch_AreOneRequestWithTheExactBytes()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "categories/batch", 201, """{"createdCount":2,"updatedCount":0}""");
        await using var writer = wire.Client.Categories.CreateWriter(s_categories, new() { UpdateExisting = false });

        var report = await writer.WriteAllAsync([new Thing("C1", "Lamps"), new Thing("C2", "Tables")]);

        Assert.Equal(2, report.Delivered);
        Assert.Equal("brevo.categories.batch", report.SinkName);
        Assert.Equal(
            """{"categories":[{"id":"C1","name":"Lamps"},{"id":"C2","name":"Tables"}],"updateEnabled":false}""",
            wire.LastRequest.Body
        );
    }

    [Theory]
    [InlineData(false, 250, 3)]
    [InlineData(true, 250, 1)]
    [InlineData(true, 1_001, 2)]
    public async Task Products_InAnyNumber_KeepTheLimitOfTheAccount(bool hasRaisedLimit, int count, int requests)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "products/batch", 201, "{}");
        await using var writer = wire.Client.Products.CreateWriter(s_products, new() { HasRaisedLimit = hasRaisedLimit });

        var report = await writer.WriteAllAsync(Enumerable.Range(0, count).Select(i => new Thing($"P{i}", "Lamp")));

        Assert.Equal(count, report.Delivered);
        Assert.Equal(requests, wire.Server.LogEntries.Count);
    }

    [Theory]
    [InlineData("""{"createdCount":1,"updatedCount":0}""")]
    [InlineData("""{"createdCount":1}""")]
    [InlineData("""{"createdCount":0,"updatedCount":0}""")]
    public async Task Products_CountedInPart_AreUnverified(string answer)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "products/batch", 201, answer);
        await using var writer = wire.Client.Products.CreateWriter(s_products);

        var report = await writer.WriteAllAsync([new Thing("P1", "Lamp"), new Thing("P2", "Table")]);

        Assert.Equal(2, report.UnverifiedByCause["fewer_counted"]);
        Assert.Equal(0, report.Delivered);
        Assert.True(report.IsBalanced);
    }

    [Theory]
    [InlineData(400, "invalid_parameter", "invalid_parameter")]
    [InlineData(422, "unprocessable_entity", "unprocessable_entity")]
    [InlineData(403, "permission_denied", "unauthorized")]
    [InlineData(404, "document_not_found", "document_not_found")]
    [InlineData(413, "too_large", "record_too_large")]
    public async Task Products_Refused_AreDeadLetteredUnderTheServicesCode(int status, string code, string cause)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "products/batch", status, $$"""{"code":"{{code}}","message":"no"}""");
        await using var writer = wire.Client.Products.CreateWriter(s_products);

        var report = await writer.WriteAllAsync([new Thing("P1", "Lamp"), new Thing("P2", "Table")]);

        Assert.Equal(2, report.DeadLetteredByCause[cause]);
        Assert.Equal(0, report.Unverified);
    }

    [Fact]
    public async Task Categories_CreditsMissing_StopTheWriter()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("POST", "categories/batch", 402, """{"code":"not_enough_credits","message":"no"}""");
        await using var writer = wire.Client.Categories.CreateWriter(s_categories);

        var report = await writer.WriteAllAsync([new Thing("C1", "Lamps")]);

        Assert.NotNull(report.StopReason);
        Assert.Equal(1, report.DeadLetteredByCause["not_enough_credits"]);
    }

    [Fact]
    public async Task Products_AnswerLost_AreSentAgainOnlyIfTheyMayBeUpdated()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.Created, """{"createdCount":0,"updatedCount":1}""")
            .Then(HttpStatusCode.BadGateway);
        var products = new BrevoProductsClient(pipeline.Transport);

        await using var updating = products.CreateWriter(s_products);
        var updated = await updating.WriteAllAsync([new Thing("P1", "Lamp")]);
        await using var creating = products.CreateWriter(s_products, new() { UpdateExisting = false });
        var created = await creating.WriteAllAsync([new Thing("P1", "Lamp")]);

        Assert.Equal((1L, 1L), (updated.Delivered, created.UnverifiedByCause["no_answer"]));
        Assert.Equal(3, pipeline.Handler.Seen.Count);
        Assert.Equal(pipeline.Handler.Seen[0].Body, pipeline.Handler.Seen[1].Body);
    }

    [Fact]
    public async Task Products_WriterDisposedDuringTheCall_AreUnverified()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.ThenHang();
        BatchWriteReport report;
        await using (
            var writer = new BrevoProductsClient(pipeline.Transport).CreateWriter(s_products, new() { DisposeTimeout = TimeSpan.Zero })
        )
        {
            await writer.WriteAsync(new Thing("P1", "Lamp"));
            var flushed = writer.FlushAsync();
            while (pipeline.Handler.Seen.Count == 0)
            {
                await Task.Yield();
            }

            await writer.DisposeAsync();
            await flushed;
            report = await writer.CompleteAsync();
        }

        Assert.Equal(1, report.UnverifiedByCause["cancelled"]);
    }

    [Fact]
    public async Task Products_SameIdInOneBatch_AreSentOnce()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "products/batch", 201, """{"createdCount":1,"updatedCount":0}""");
        await using var writer = wire.Client.Products.CreateWriter(s_products);

        var report = await writer.WriteAllAsync([new Thing("P1", "Lamp"), new Thing("P1", "Table")]);

        Assert.Equal((1L, 1L), (report.Delivered, report.DeadLetteredByCause["duplicate_key"]));
        Assert.Equal("""{"products":[{"id":"P1","name":"Table"}],"updateEnabled":true}""", wire.LastRequest.Body);
    }

    [Fact]
    public void Products_RaisedLimitWithoutUpdates_AreRefused()
    {
        var client = BrevoClient.Create(new BrevoClientOptions { ApiKey = BrevoWire.ApiKey });

        var refusal = Assert.Throws<ArgumentException>(() =>
            client.Products.CreateWriter(s_products, new() { UpdateExisting = false, HasRaisedLimit = true })
        );

        Assert.Contains("HasRaisedLimit must be false without UpdateExisting", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_OfBothSinks_AreOneForABatch()
    {
        var products = new CatalogSink("p", "products/batch", "["u8, updates: true, 100, [], (_, _) => throw new NotSupportedException());

        Assert.Equal(new SinkCall("POST", "products/batch"), Assert.Single(products.Calls));
        Assert.Equal(100, products.Limits.MaxRecords);
    }
}
