using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Dead letters as rows of a table, written and read.</summary>
internal static class DeadLetterTable
{
    private const string Json = "json";
    private const string MessagePack = "msgpack";

    public static TdSchema Columns { get; } =
        new([
            new TdColumn("sink", "string"),
            new TdColumn("record_number", "long"),
            new TdColumn("outcome", "string"),
            new TdColumn("cause", "string"),
            new TdColumn("attempts", "long"),
            new TdColumn("settled_at", "string"),
            new TdColumn("record_key", "string"),
            new TdColumn("process_id", "string"),
            new TdColumn("request_settings", "string"),
            new TdColumn("failures", "string"),
            new TdColumn("body_format", "string"),
            new TdColumn("body", "string"),
        ]);

    public static void Write(DeadLetter letter, TdRowWriter row)
    {
        row.BeginRow();
        row.WriteTime(letter.Time);
        row.Write("sink", letter.SinkName);
        row.Write("record_number", letter.RecordNumber);
        row.Write("outcome", DeadLetterLine.NameOf(letter.Outcome));
        row.Write("cause", letter.Cause.Value);
        row.Write("attempts", letter.Attempts);
        row.Write("settled_at", letter.Time.ToString("O", CultureInfo.InvariantCulture));
        row.Write("record_key", letter.Key);
        row.Write("process_id", letter.ProcessId);
        row.Write("request_settings", letter.Partition);
        row.Write("failures", letter.Failures.Count == 0 ? null : FailuresToJson(letter.Failures));
        var isMessagePack = letter.Format is WireFormat.MessagePack;
        row.Write(
            "body_format",
            letter.Body.IsEmpty ? null
                : isMessagePack ? MessagePack
                : Json
        );
        row.Write(
            "body",
            letter.Body.IsEmpty ? null
                : isMessagePack ? Convert.ToBase64String(letter.Body.Span)
                : Encoding.UTF8.GetString(letter.Body.Span)
        );
        row.EndRow();
    }

    public static async IAsyncEnumerable<DeadLetter> ReadAsync(
        TreasureDataClient td,
        string database,
        string table,
        string? where,
        TdQueryOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var names = string.Join(", ", Columns.Select(static column => column.Name));
        var sql =
            $"SELECT {names} FROM {table}{(string.IsNullOrWhiteSpace(where) ? "" : $" WHERE ({where})")} ORDER BY time, settled_at, record_number";
        var result = td.Jobs.Query(database, sql, options);
        await using (((IAsyncDisposable)result).ConfigureAwait(false))
        {
            await foreach (var row in result.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return Read(row);
            }
        }
    }

    public static DeadLetter Read(TdRow row)
    {
        try
        {
            var format = TextOf(row, "body_format") == MessagePack ? WireFormat.MessagePack : WireFormat.JsonArray;
            var body = TextOf(row, "body");
            var record = row.Int64("record_number");
            return new DeadLetter
            {
                SinkName = row.Text("sink"),
                RecordNumber = record,
                Outcome =
                    DeadLetterLine.OutcomeOf(row.Text("outcome"))
                    ?? throw new FormatException("Its outcome is none of dead_lettered, rejected and unverified."),
                Cause = new OutcomeCause(row.Text("cause")),
                Attempts = row.Has("attempts") ? (int)(row.Int64OrNull("attempts") ?? 0) : 0,
                Time = TextOf(row, "settled_at") is { } at
                    ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
                    : default,
                Key = TextOf(row, "record_key"),
                ProcessId = TextOf(row, "process_id"),
                Partition = TextOf(row, "request_settings"),
                Failures = TextOf(row, "failures") is { } failures ? FailuresFromJson(failures, record) : [],
                Format = format,
                Body =
                    body is null ? default
                    : format is WireFormat.MessagePack ? Convert.FromBase64String(body)
                    : Encoding.UTF8.GetBytes(body),
            };
        }
        catch (Exception exception) when (exception is FormatException or TdColumnException or JsonException or InvalidOperationException)
        {
            // Their words may quote the row, which is personal data.
            var reason = exception is TdColumnException ? exception.Message : "A column has a value of the wrong kind.";
            throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {row.Number:N0} is no dead letter. {reason} Read a table that a {nameof(TdTableDeadLetterSink)} filled, with all its columns."
                )
            );
        }
    }

    private static string? TextOf(TdRow row, string column) => row.Has(column) ? row.TextOrNull(column) : null;

    private static string FailuresToJson(IReadOnlyList<MappingFailure> failures)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            DeadLetterLine.WriteFailures(json, failures);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static IReadOnlyList<MappingFailure> FailuresFromJson(string text, long record)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        reader.Read();
        return DeadLetterLine.ReadFailures(ref reader, record);
    }
}
