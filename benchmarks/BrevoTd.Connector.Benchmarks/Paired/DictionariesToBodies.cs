using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;
using Newtonsoft.Json;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Every row a dictionary, every contact a dictionary, every body a string of Newtonsoft.Json: what such programs usually are.</summary>
internal sealed class DictionariesToBodies(int records, bool inflated) : PairedCase
{
    private static readonly string[] s_columns = [.. CustomerRows.Schema.Select(static column => column.Name)];

    private static readonly int[] s_listIds = [42];

    private readonly byte[] _input = inflated ? CustomerRows.MessagePack(records) : CustomerRows.Gzip(CustomerRows.MessagePack(records));
    private readonly ArrayBufferWriter<byte> _body = new(512 * 1024);

    public override string Name => inflated ? "dictionaries-inflated" : "dictionaries";

    public override string Description =>
        inflated ? "Dictionaries and Newtonsoft.Json, from inflated rows" : "Dictionaries and Newtonsoft.Json, gunzip included";

    public override string Baseline => "dictionaries, Newtonsoft.Json";

    public override PairedGoals Goals => new() { MinSpeed = inflated ? 3 : 2.5, MinBytesSaved = 100 };

    public override int Records => records;

    public override string Input =>
        string.Create(CultureInfo.InvariantCulture, $"{_input.Length:N0} bytes of {(inflated ? "MessagePack" : "msgpack.gz")}");

    public override SameOutput SameOutput => SameOutput.Json;

    public override async ValueTask RunBaselineAsync(BodySink sink)
    {
        await using Stream stream = inflated
            ? new MemoryStream(_input)
            : new GZipStream(new MemoryStream(_input), CompressionMode.Decompress);
        using var rows = new StreamedRows(stream);
        Run(rows, sink);
    }

    public override async ValueTask RunConnectorAsync(BodySink sink)
    {
        using var reader = inflated
            ? new TdRowReader(new MemoryStream(_input), CustomerRows.Schema)
            : TdRowReader.OpenGzip(new MemoryStream(_input), CustomerRows.Schema);
        await Bodies.WriteContactsAsync(reader, CustomerRows.Map, _body, sink);
    }

    private static void Run(StreamedRows rows, BodySink sink)
    {
        var contacts = new List<Dictionary<string, object?>>(RowsToBodies.BodySize);
        while (rows.Fill())
        {
            var reader = new MessagePackReader(rows.Memory);
            while (rows.HasRow)
            {
                var before = reader.Consumed;
                contacts.Add(Contact(Read(ref reader)));
                rows.Take(reader.Consumed - before);
                if (contacts.Count == RowsToBodies.BodySize)
                {
                    Send(contacts, sink);
                    contacts.Clear();
                }
            }
        }

        if (contacts.Count > 0)
        {
            Send(contacts, sink);
        }
    }

    private static Dictionary<string, object?> Read(ref MessagePackReader reader)
    {
        var count = reader.ReadArrayHeader();
        var row = new Dictionary<string, object?>(count);
        for (var i = 0; i < count; i++)
        {
            row[s_columns[i]] = reader.NextMessagePackType switch
            {
                MessagePackType.String => reader.ReadString(),
                MessagePackType.Integer => reader.ReadInt64(),
                MessagePackType.Float => reader.ReadDouble(),
                MessagePackType.Boolean => reader.ReadBoolean(),
                _ when reader.TryReadNil() => null,
                var other => throw new InvalidDataException($"A value of type {other} was not expected."),
            };
        }

        return row;
    }

    private static Dictionary<string, object?> Contact(Dictionary<string, object?> row)
    {
        var attributes = new Dictionary<string, object?>
        {
            ["FIRSTNAME"] = row["first_name"] ?? "there",
            ["LASTNAME"] = ((string?)row["last_name"])?.Trim(),
            ["CITY"] = row["city"],
            ["COUNTRY"] = row["country"],
            ["EXT_ID"] = ((long)row["customer_id"]!).ToString(CultureInfo.InvariantCulture),
            ["VISITS"] = row["visits"],
        };
        if (row["ltv"] is double ltv)
        {
            attributes["LTV"] = ltv >= 0 ? ltv : throw new InvalidDataException("LTV must not be negative.");
        }

        attributes["VIP"] = row["vip"];
        if (row["born"] is string born)
        {
            var date = DateOnly.ParseExact(born, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            attributes["BORN"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return new Dictionary<string, object?>
        {
            ["email"] = ((string)row["email"]!).Trim().ToLowerInvariant(),
            ["attributes"] = attributes,
        };
    }

    private static void Send(List<Dictionary<string, object?>> contacts, BodySink sink)
    {
        var body = JsonConvert.SerializeObject(
            new Dictionary<string, object>
            {
                ["listIds"] = s_listIds,
                ["updateExistingContacts"] = true,
                ["jsonBody"] = contacts,
            }
        );
        sink.Take(Encoding.UTF8.GetBytes(body));
    }
}
