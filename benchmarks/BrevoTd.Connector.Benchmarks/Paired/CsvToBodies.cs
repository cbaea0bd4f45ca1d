using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BrevoTd.Connector.TreasureData;
using CsvHelper;
using CsvHelper.Configuration;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>The same rows as a CSV file: CsvHelper's ClassMap makes objects of them, System.Text.Json with generated code writes these.</summary>
internal sealed class CsvToBodies : PairedCase
{
    private static readonly CsvConfiguration s_csv = new(CultureInfo.InvariantCulture);
    private static readonly CsvContactsJson s_json = new(
        new JsonSerializerOptions(CsvContactsJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    private readonly ArrayBufferWriter<byte> _body = new(512 * 1024);
    private readonly byte[] _rows;
    private readonly byte[] _csv;
    private readonly int _records;

    public CsvToBodies(int records)
    {
        _records = records;
        var rows = CustomerRows.MessagePack(records);
        _rows = CustomerRows.Gzip(rows);
        _csv = CustomerRows.Gzip(Csv(rows));
    }

    public override string Name => "csv";

    public override string Description => "CsvHelper's ClassMap and System.Text.Json, gunzip included";

    public override string Baseline => "CsvHelper, System.Text.Json";

    public override PairedGoals Goals => new() { MinSpeed = 1 };

    public override int Records => _records;

    public override string Input =>
        string.Create(CultureInfo.InvariantCulture, $"{_csv.Length:N0} bytes of csv.gz, {_rows.Length:N0} bytes of msgpack.gz");

    public override async ValueTask RunBaselineAsync(BodySink sink)
    {
        await using var stream = new GZipStream(new MemoryStream(_csv), CompressionMode.Decompress);
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 128 * 1024);
        using var csv = new CsvReader(text, s_csv);
        csv.Context.RegisterClassMap<CsvContactMap>();
        await using var json = new Utf8JsonWriter(_body, new JsonWriterOptions { Encoder = s_json.Options.Encoder, SkipValidation = true });
        var contacts = new List<CsvContact>(RowsToBodies.BodySize);
        foreach (var contact in csv.GetRecords<CsvContact>())
        {
            contacts.Add(contact);
            if (contacts.Count == RowsToBodies.BodySize)
            {
                Send(contacts, json, sink);
                contacts.Clear();
            }
        }

        if (contacts.Count > 0)
        {
            Send(contacts, json, sink);
        }
    }

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        using var reader = TdRowReader.OpenGzip(new MemoryStream(_rows), CustomerRows.Schema);
        await Bodies.WriteContactsAsync(reader, CustomerRows.Map, _body, sink);
    }

    private void Send(List<CsvContact> contacts, Utf8JsonWriter json, BodySink sink)
    {
        _body.ResetWrittenCount();
        json.Reset();
        JsonSerializer.Serialize(json, new CsvImport(contacts), s_json.CsvImport);
        json.Flush();
        sink.Take(_body.WrittenSpan);
    }

    private static byte[] Csv(byte[] messagePack)
    {
        using var target = new MemoryStream();
        using (var text = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        using (var reader = new TdRowReader(new MemoryStream(messagePack), CustomerRows.Schema))
        {
            foreach (var column in CustomerRows.Schema)
            {
                csv.WriteField(column.Name);
            }

            csv.NextRecord();
            while (reader.Read())
            {
                var row = reader.Current;
                csv.WriteField(row.Text("email"));
                csv.WriteField(row.TextOrNull("first_name"));
                csv.WriteField(row.Text("last_name"));
                csv.WriteField(row.Text("city"));
                csv.WriteField(row.Text("country"));
                csv.WriteField(row.Int64("customer_id"));
                csv.WriteField(row.Int64("visits"));
                csv.WriteField(row.DoubleOrNull("ltv"));
                csv.WriteField(row.Boolean("vip") ? "true" : "false");
                csv.WriteField(row.TextOrNull("born"));
                csv.NextRecord();
            }
        }

        return target.ToArray();
    }
}
