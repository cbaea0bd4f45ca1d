using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class TableImportWriterTests
{
    private sealed record Event(string Name, long Amount);

    [Fact]
    public async Task WriteAllAsync_Rows_AreImportedOncePerBatchAndDelivered()
    {
        var transport = new TableTransport();
        await using var writer = Tables(transport).CreateImportWriter(Map(), "cdp", "events", new() { MaxBatchRecords = 2 });

        var report = await writer.WriteAllAsync([new Event("a", 1), new Event("b", 2), new Event("c", 3)]);

        Assert.Equal(3, report.Delivered);
        Assert.Equal(2, transport.Imports.Count);
        Assert.Equal("treasuredata.tables.import", report.SinkName);
        var (path, rows) = transport.Imports[0];
        Assert.StartsWith("v3/table/import_with_id/cdp/events/", path, StringComparison.Ordinal);
        // Two maps of three entries each, back to back.
        Assert.Equal(0x83, rows[0]);
        Assert.Equal(2, rows.Count(value => value == 0x83));
        Assert.Equal(["tables.get"], transport.Others);
    }

    [Fact]
    public async Task WriteAllAsync_SameRowsAgain_HaveTheSameId()
    {
        var transport = new TableTransport();
        for (var i = 0; i < 2; i++)
        {
            await using var writer = Tables(transport).CreateImportWriter(Map(), "cdp", "events");
            await writer.WriteAllAsync([new Event("a", 1), new Event("b", 2)]);
        }

        Assert.Equal(transport.Imports[0].Path, transport.Imports[1].Path);
        Assert.Equal(transport.Imports[0].Rows, transport.Imports[1].Rows);
    }

    [Fact]
    public async Task WriteAsync_EqualRows_AreAllKept()
    {
        var transport = new TableTransport();
        await using var writer = Tables(transport).CreateImportWriter(Map(), "cdp", "events");

        var report = await writer.WriteAllAsync([new Event("a", 1), new Event("a", 1)]);

        Assert.Equal(2, report.Delivered);
    }

    [Fact]
    public async Task WriteAsync_NoSuchTable_IsSaidBeforeAnythingIsSent()
    {
        var transport = new TableTransport { HasTable = false };
        await using var writer = Tables(transport).CreateImportWriter(Map(), "cdp", "events");

        var exception = await Assert.ThrowsAsync<BatchCheckException>(async () => await writer.WriteAsync(new Event("a", 1)));

        Assert.Contains("events", Assert.Single(exception.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(transport.Imports);
    }

    [Fact]
    public async Task WriteAsync_MapOverObjectsNamesAColumnWrongly_IsSaidBeforeAnythingIsSent()
    {
        var transport = new TableTransport();
        var map = RowMap.From<Event>(map =>
        {
            map.Time(_ => (long?)1_700_000_000);
            map.Column("orderId", _ => 1L);
        });
        await using var writer = Tables(transport).CreateImportWriter(map, "cdp", "events");

        var exception = await Assert.ThrowsAsync<BatchCheckException>(async () => await writer.WriteAsync(new Event("a", 1)));

        Assert.Contains("Call it 'order_id'", Assert.Single(exception.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(transport.Imports);
    }

    [Fact]
    public async Task WriteAsync_OtherBytesAcknowledged_IsUnverified()
    {
        var transport = new TableTransport { Md5 = "00000000000000000000000000000000" };
        await using var writer = Tables(transport).CreateImportWriter(Map(), "cdp", "events");

        var report = await writer.WriteAllAsync([new Event("a", 1)]);

        Assert.Equal(1, report.UnverifiedByCause["no_answer"]);
    }

    [Fact]
    public async Task DeadLetterBodies_Rows_AreMessagePack()
    {
        var letters = new MemoryDeadLetterSink();
        var transport = new TableTransport { Status = HttpStatusCode.UnprocessableEntity };
        await using var writer = Tables(transport)
            .CreateImportWriter(Map(), "cdp", "events", new() { DeadLetters = letters, DeadLetterBodies = true });

        await writer.WriteAllAsync([new Event("a", 1)]);

        var letter = Assert.Single(letters.Letters);
        Assert.Equal(WireFormat.MessagePack, letter.Format);
        Assert.Equal(0x83, letter.Body.Span[0]);
    }

    private static RowMap<Event> Map() =>
        RowMap.From<Event>(map =>
        {
            map.Time(_ => DateTimeOffset.UnixEpoch);
            map.Column("name", record => record.Name);
            map.Column("amount", record => record.Amount);
        });

    private static TreasureDataTablesClient Tables(IServiceTransport transport) => new(transport, new TreasureDataClientOptions());

    private sealed class TableTransport : IServiceTransport
    {
        private const string Table =
            """{"name":"events","schema":"[[\"name\",\"string\"],[\"amount\",\"long\"],[\"order_id\",\"long\"]]"}""";

        public bool HasTable { get; init; } = true;

        public string? Md5 { get; init; }

        public HttpStatusCode? Status { get; init; }

        public List<(string Path, byte[] Rows)> Imports { get; } = [];

        public List<string> Others { get; } = [];

        public async Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
        {
            if (request.Operation.Name != "tables.import")
            {
                Others.Add(request.Operation.Name);
                return HasTable
                    ? JsonSerializer.Deserialize(Table, answerType)!
                    : throw new ServiceException("Treasure Data", request.Operation.Name, HttpStatusCode.NotFound, "No.");
            }

            if (Status is { } status)
            {
                throw new ServiceException("Treasure Data", request.Operation.Name, status, "No.");
            }

            var content = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            using var rows = new MemoryStream();
            await gzip.CopyToAsync(rows, cancellationToken);
            Imports.Add((request.Path, rows.ToArray()));
#pragma warning disable CA5351 // What the service answers.
            var md5 = Md5 ?? Convert.ToHexString(MD5.HashData(content));
#pragma warning restore CA5351
            return JsonSerializer.Deserialize($$"""{"md5_hex":"{{md5}}"}""", answerType)!;
        }

        public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ServiceAnswer> SendForAnswerAsync(
            ServiceRequest request,
            IReadOnlyCollection<HttpStatusCode> accepted,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType) => throw new NotSupportedException();

        public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) => throw new NotSupportedException();
    }
}
