using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// The Data Ingestion API: JSON records into an existing table, for webhooks and small batches. It has a host of its own in each region, and takes a write-only key. It cannot recognise a
/// repeat: a lost answer is not repeated by itself. Give records an id of your own, or prefer an import with an id where that matters.
/// </summary>
public class TreasureDataIngestionClient
{
    /// <summary>Records that one request can carry.</summary>
    internal const int MaxRecords = 500;

    /// <summary>Bytes of one record.</summary>
    internal const int MaxRecordBytes = 1_000_000;

    /// <summary>Bytes of the records of one request, in JSON before compression.</summary>
    internal const int MaxBatchBytes = 5_000_000;

    private const string BatchType = "application/vnd.treasuredata.v1+json";
    private const string SingleType = "application/vnd.treasuredata.v1.single+json";
    private const string Route = "{database}/{table}";

    private static readonly ServiceOperation s_sendOperation = new("ingestion.send", HttpMethod.Post, Route, RepeatRule.NotIdempotent)
    {
        HowToLook = "query the table for these records before sending them again, or they may be stored twice",
    };

    private static readonly ServiceOperation s_sendOneOperation = s_sendOperation with { Name = "ingestion.send_one" };

    private readonly IServiceTransport _transport;
    private readonly Uri _baseAddress;
    private readonly string _recordsKey;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataIngestionClient()
    {
        _transport = null!;
        _baseAddress = null!;
        _recordsKey = "";
    }

    internal TreasureDataIngestionClient(IServiceTransport transport, TreasureDataClientOptions options)
    {
        _transport = transport;
        _baseAddress = TreasureDataSites.IngestionAddress(options);
        _recordsKey = options.IngestionRecordsKey;
    }

    /// <summary>Sends records of the user's own type (<c>POST https://{site}.records.in.treasuredata.com/{database}/{table}</c>).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table; it must exist. Columns that it lacks are added.</param>
    /// <param name="records">The records. <c>time</c>, where one is written, is in Unix seconds; without it, the service takes the time of arrival.</param>
    /// <param name="type">How a record becomes JSON, from a source-generated context.</param>
    /// <param name="compress">Whether bodies are sent as gzip.</param>
    /// <param name="cancellationToken">Ends the call. Requests that were sent may have been stored.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>One receipt for each record, in their order. Look at <see cref="TdIngestionResult.IsComplete"/>.</returns>
    /// <exception cref="ArgumentException">A name is not possible, or a record is not an object, is larger than 1 MB, or has a truth value or a number that a table cannot hold.</exception>
    /// <exception cref="TreasureDataIngestionException">The records needed several requests, and not all were answered.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<TdIngestionResult> SendAsync<T>(
        string database,
        string table,
        IReadOnlyList<T> records,
        JsonTypeInfo<T> type,
        bool compress = false,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(type);
        var json = new ReadOnlyMemory<byte>[records.Count];
        for (var i = 0; i < json.Length; i++)
        {
            json[i] = JsonSerializer.SerializeToUtf8Bytes(records[i], type);
        }

        return SendAsync(database, table, json, compress, cancellationToken);
    }

    /// <summary>Sends records that are JSON already; see the other overload.</summary>
    /// <inheritdoc cref="SendAsync{T}(string, string, IReadOnlyList{T}, JsonTypeInfo{T}, bool, CancellationToken)"/>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table; it must exist.</param>
    /// <param name="records">The records: one JSON object each, in UTF-8.</param>
    /// <param name="compress">Whether bodies are sent as gzip.</param>
    /// <param name="cancellationToken">Ends the call. Requests that were sent may have been stored.</param>
    public virtual async Task<TdIngestionResult> SendAsync(
        string database,
        string table,
        IReadOnlyList<ReadOnlyMemory<byte>> records,
        bool compress = false,
        CancellationToken cancellationToken = default
    )
    {
        var path = $"{TdNames.Database(database)}/{TdNames.Table(table)}";
        ArgumentNullException.ThrowIfNull(records);
        for (var i = 0; i < records.Count; i++)
        {
            IngestionRecordCheck.Check(records[i].Span, i);
        }

        var receipts = new List<TdIngestionReceipt>(records.Count);
        while (receipts.Count < records.Count)
        {
            var first = receipts.Count;
            var count = BatchLength(records, first);
            try
            {
                receipts.AddRange(await SendBatchAsync(path, records, first, count, compress, cancellationToken).ConfigureAwait(false));
            }
            catch (ConnectorException e) when (first > 0)
            {
                throw new TreasureDataIngestionException(first, receipts, e);
            }
        }

        return new TdIngestionResult { Receipts = receipts };
    }

    /// <summary>Sends one record as a bare object. The service's answer to this form has no receipt that could be relied on.</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table; it must exist.</param>
    /// <param name="record">One JSON object in UTF-8.</param>
    /// <param name="cancellationToken">Ends the call. The record may have been stored.</param>
    /// <exception cref="ArgumentException">A name is not possible, or the record is not an object or cannot be stored.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task SendOneAsync(
        string database,
        string table,
        ReadOnlyMemory<byte> record,
        CancellationToken cancellationToken = default
    )
    {
        var path = $"{TdNames.Database(database)}/{TdNames.Table(table)}";
        IngestionRecordCheck.Check(record.Span, 0);
        return _transport.SendAsync(Request(s_sendOneOperation, path, record.ToArray(), SingleType, compress: false), cancellationToken);
    }

    private static int BatchLength(IReadOnlyList<ReadOnlyMemory<byte>> records, int first)
    {
        var bytes = 0L;
        var count = 0;
        while (first + count < records.Count && count < MaxRecords)
        {
            bytes += records[first + count].Length + 1;
            if (bytes > MaxBatchBytes && count > 0)
            {
                break;
            }

            count++;
        }

        return count;
    }

    private static byte[] Gzip(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }

    private async Task<IReadOnlyList<TdIngestionReceipt>> SendBatchAsync(
        string path,
        IReadOnlyList<ReadOnlyMemory<byte>> records,
        int first,
        int count,
        bool compress,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartArray(_recordsKey);
            for (var i = first; i < first + count; i++)
            {
                json.WriteRawValue(records[i].Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var answer = await _transport
            .SendAsync(
                Request(s_sendOperation, path, body.ToArray(), BatchType, compress),
                IngestionJsonContext.Default.TdIngestionAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        if (answer.Receipts is not { } receipts || receipts.Count != count)
        {
            throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                s_sendOperation.Name,
                HttpStatusCode.OK,
                $"{count} records were sent, and {answer.Receipts?.Count ?? 0} receipts came back. Query the table for these records; if it has none, try the option "
                    + $"{nameof(TreasureDataClientOptions.IngestionRecordsKey)} (now \"{_recordsKey}\")."
            );
        }

        return [.. receipts.Select(static receipt => receipt ?? new TdIngestionReceipt())];
    }

    private ServiceRequest Request(ServiceOperation operation, string path, byte[] body, string type, bool compress)
    {
        var content = new ByteArrayContent(compress ? Gzip(body) : body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (compress)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return new ServiceRequest(operation, path)
        {
            BaseAddress = _baseAddress,
            Content = content,
            Accept = type,
        };
    }
}
