using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Batching.Orders;

public sealed class OrderWriterTests
{
    private const string Path = "orders/status/batch";
    private const string Accepted = """{"batch_id":7,"count":1000}""";

    private sealed record Sale(string Id, decimal Amount = 12.50m, string Status = "completed");

    private static readonly OrderMap<Sale> s_map = OrderMap.From<Sale>(map =>
    {
        map.Id(sale => sale.Id);
        map.CreatedAt(_ => new DateTimeOffset(2026, 3, 1, 8, 0, 0, 383, TimeSpan.Zero));
        map.UpdatedAt(_ => new DateTimeOffset(2026, 3, 2, 8, 0, 0, 383, TimeSpan.Zero));
        map.Status(sale => sale.Status);
        map.Amount(sale => sale.Amount);
        map.Lines<Sale>(
            sale => [sale],
            line =>
            {
                line.ProductId(_ => "P1");
                line.Quantity(_ => 1);
                line.Price(sale => sale.Amount);
            }
        );
    });

    private static async Task<BatchWriteReport> WriteAsync(WireRun run, IEnumerable<Sale> sales, Action<OrderWriterOptions>? set = null)
    {
        var options = run.With(new OrderWriterOptions { Historical = true });
        set?.Invoke(options);
        await using var writer = run.Wire.Client.Orders.CreateWriter(s_map, options);
        return await writer.WriteAllAsync(sales);
    }

    private static IEnumerable<Sale> Sales(int count) =>
        Enumerable.Range(1, count).Select(number => new Sale(number.ToString(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteAllAsync_TheOrders_AreTheBodyThatTheTypedCallSends(bool historical)
    {
        await using var run = new WireRun().Answers("POST", Path, 202, Accepted);
        await run.Wire.Client.Orders.UpsertBatchAsync(
            new UpsertOrdersRequest
            {
                Historical = historical,
                NotifyUrl = new Uri("https://example.com/done?of=orders&who=\"us\""),
                Orders =
                [
                    .. new[] { "A", "B" }.Select(id => new UpsertOrderRequest
                    {
                        Id = id,
                        CreatedAt = new DateTimeOffset(2026, 3, 1, 8, 0, 0, 383, TimeSpan.Zero),
                        UpdatedAt = new DateTimeOffset(2026, 3, 2, 8, 0, 0, 383, TimeSpan.Zero),
                        Status = "completed",
                        Amount = 12.50m,
                        Products =
                        [
                            new OrderLineRequest
                            {
                                ProductId = "P1",
                                Quantity = 1,
                                Price = 12.50m,
                            },
                        ],
                    }),
                ],
            }
        );

        await WriteAsync(
            run,
            [new("A"), new("B")],
            options =>
            {
                options.Historical = historical;
                options.NotifyUrl = new Uri("https://example.com/done?of=orders&who=\"us\"");
            }
        );

        Assert.Equal(2, run.Requests.Count);
        Assert.True(
            JsonElement.DeepEquals(JsonElement.Parse(run.Bodies[0]), JsonElement.Parse(run.Bodies[1])),
            run.Bodies[0] + "\n" + run.Bodies[1]
        );
        Assert.Equal(
            """{"orders":[{"id":"A","createdAt":"2026-03-01T08:00:00.383Z","updatedAt":"2026-03-02T08:00:00.383Z","status":"completed","amount":12.50,"products":[{"productId":"P1","quantity":1,"price":12.50}]},"""
                + """{"id":"B","createdAt":"2026-03-01T08:00:00.383Z","updatedAt":"2026-03-02T08:00:00.383Z","status":"completed","amount":12.50,"products":[{"productId":"P1","quantity":1,"price":12.50}]}],"""
                + $$"""
                "historical":{{(historical ? "true" : "false")}},"notifyUrl":"https://example.com/done?of=orders\u0026who=\u0022us\u0022"}
                """,
            run.Bodies[1]
        );
    }

    [Fact]
    public async Task CreateWriter_HistoricalNotChosen_SaysWhatTheChoiceIs()
    {
        await using var run = new WireRun();

        var refusal = Assert.Throws<ArgumentException>(() => run.Wire.Client.Orders.CreateWriter(s_map, new OrderWriterOptions()));

        Assert.Equal("Historical", refusal.ParamName);
        Assert.Contains("true for past orders", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateWriter_NotifyUrlThatIsRelative_IsRefused()
    {
        await using var run = new WireRun();
        var options = new OrderWriterOptions { Historical = true, NotifyUrl = new Uri("/done", UriKind.Relative) };

        Assert.Throws<ArgumentException>(() => run.Wire.Client.Orders.CreateWriter(s_map, options));
    }

    private sealed class FakeOrders : BrevoOrdersClient;

    [Fact]
    public void CreateWriter_OnAFake_SaysWhatToDo() =>
        Assert.Throws<InvalidOperationException>(() => new FakeOrders().CreateWriter(s_map, new OrderWriterOptions { Historical = true }));

    [Fact]
    public async Task WriteAllAsync_MoreThanABatchTakes_NeverExceedsIt()
    {
        await using var run = new WireRun().Answers("POST", Path, 202, Accepted);

        var report = await WriteAsync(run, Sales(2_300), options => options.MaxBatchRecords = 5_000);

        Assert.Equal(2_300, report.Delivered);
        Assert.Equal([1_000, 1_000, 300], run.Bodies.Select(body => JsonElement.Parse(body).GetProperty("orders").GetArrayLength()));
        Assert.Equal(3, report.RequestsByOperation["brevo.orders.batch"]);
    }

    [Fact]
    public async Task WriteAllAsync_MaxBatchBytes_HoldForTheWholeBody()
    {
        await using var run = new WireRun().Answers("POST", Path, 202, Accepted);

        var report = await WriteAsync(run, Sales(50), options => options.MaxBatchBytes = 1_000);

        Assert.Equal(50, report.Delivered);
        Assert.All(run.Bodies, body => Assert.InRange(body.Length, 200, 1_000));
    }

    [Fact]
    public async Task WriteAllAsync_TheSameOrderTwice_SendsItsLastState()
    {
        await using var run = new WireRun().Answers("POST", Path, 202, Accepted);

        await WriteAsync(run, [new("A", Status: "new"), new("B"), new("A", Status: "shipped")]);

        Assert.Contains("shipped", Assert.Single(run.Bodies), StringComparison.Ordinal);
        Assert.Equal(["record 1: DeadLettered (duplicate_key)", "record 2: Delivered", "record 3: Delivered"], run.Outcomes);
    }

    [Theory]
    [InlineData(202, """{"batch_id":7,"count":2}""", "Delivered")]
    [InlineData(202, """{"batchId":1.1,"count":17655}""", "Delivered")]
    [InlineData(202, """{"batch_id":null}""", "Delivered")]
    [InlineData(202, """{"batch_id":7,"count":1}""", "Unverified (fewer_counted)")]
    [InlineData(202, "not json", "Unverified (no_answer)")]
    [InlineData(400, """{"code":"missing_parameter","message":"amount is missing"}""", "DeadLettered (missing_parameter)")]
    [InlineData(400, """{"message":"Something is wrong"}""", "DeadLettered (refused)")]
    [InlineData(400, """{"code":"account_in_process","message":"Busy"}""", "DeadLettered (account_in_process)")]
    [InlineData(413, null, "DeadLettered (record_too_large)")]
    [InlineData(429, null, "DeadLettered (rate_limited)")]
    [InlineData(500, null, "Unverified (no_answer)")]
    public async Task SendAsync_AnyAnswer_IsTheOutcomeOfItsOrders(int status, string? json, string outcome)
    {
        await using var run = new WireRun().Answers("POST", Path, status, json);

        var report = await WriteAsync(run, [new("A"), new("B")]);

        Assert.True(report.IsBalanced);
        Assert.Null(report.StopReason);
        Assert.Equal([$"record 1: {outcome}", $"record 2: {outcome}"], run.Outcomes);
    }

    [Theory]
    [InlineData(401, """{"code":"unauthorized","message":"Key not found"}""", "unauthorized")]
    [InlineData(403, """{"code":"permission_denied","message":"No"}""", "unauthorized")]
    [InlineData(402, """{"code":"not_enough_credits","message":"No credits"}""", "not_enough_credits")]
    public async Task SendAsync_AnAnswerThatHoldsForAll_StopsTheWriter(int status, string json, string cause)
    {
        await using var run = new WireRun().Answers("POST", Path, status, json);
        await using var writer = run.Wire.Client.Orders.CreateWriter(
            s_map,
            run.With(new OrderWriterOptions { Historical = true, MaxBatchRecords = 1 })
        );
        await writer.WriteAsync(new Sale("A"));
        await Assert.ThrowsAnyAsync<Exception>(() => writer.FlushAsync());

        var report = await writer.CompleteAsync();

        Assert.NotNull(report.StopReason);
        Assert.Equal([$"record 1: DeadLettered ({cause})"], run.Outcomes);
        Assert.Single(run.Requests);
    }

    [Fact]
    public async Task DisposeAsync_WhileARequestIsUnderWay_LeavesItsOrdersUnverified()
    {
        await using var run = new WireRun();
        var (arrived, release) = run.Hangs("POST", Path);
        var writer = run.Wire.Client.Orders.CreateWriter(
            s_map,
            run.With(
                new OrderWriterOptions
                {
                    Historical = true,
                    DisposeTimeout = TimeSpan.Zero,
                    MaxBatchRecords = 1,
                }
            )
        );
        await writer.WriteAsync(new Sale("A"));
        await writer.WriteAsync(new Sale("B"));
        await arrived;

        await writer.DisposeAsync();
        release.SetResult();

        Assert.Equal(["record 1: Unverified (cancelled)", "record 2: DeadLettered (not_sent)"], run.Outcomes);
    }

    [Fact]
    public async Task Calls_OfTheSink_AreOneABatch()
    {
        await using var run = new WireRun();
        var sink = new OrderSink(run.Wire.Client.Orders, new OrderWriterOptions { Historical = true });

        Assert.Equal([new SinkCall("POST", Path)], sink.Calls);
    }
}
