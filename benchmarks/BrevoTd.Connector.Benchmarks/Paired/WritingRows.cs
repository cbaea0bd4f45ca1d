using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Records become rows for an import, by <see cref="TdRowWriter"/> or by a map.</summary>
internal sealed class WritingRows : PairedCase
{
    private const int BatchSize = 8000;

    /// <summary>More than a processor keeps near, as records of a source are.</summary>
    private const int Distinct = 10_000;

    private const int Piece = 64 * 1024;

    private static readonly byte[][] s_names =
    [
        .. new[] { "time", "customer_id", "email", "first_name", "last_name", "city", "country", "visits", "ltv", "vip", "source" }.Select(
            Encoded
        ),
    ];

    private readonly ArrayBufferWriter<byte> _batch = new(2 * 1024 * 1024);
    private readonly Customer[] _customers = Make();
    private readonly bool _byMap;
    private readonly bool _compressed;
    private readonly RowMap<Customer> _map = RowMap.From<Customer>(static map =>
    {
        map.Time(static customer => (long?)customer.Time);
        map.Column("customer_id", static customer => (long?)customer.Id);
        map.Column("email", static customer => customer.Email);
        map.Column("first_name", static customer => customer.FirstName);
        map.Column("last_name", static customer => customer.LastName);
        map.Column("city", static customer => customer.City);
        map.Column("country", static customer => customer.Country);
        map.Column("visits", static customer => (long?)customer.Visits);
        map.Column("ltv", static customer => (double?)customer.Ltv);
        map.Column("vip", static customer => (bool?)customer.Vip);
        map.Column("source", static customer => customer.Source);
    });

    public WritingRows(int records, bool byMap, bool compressed)
    {
        Records = records;
        _byMap = byMap;
        _compressed = compressed;
    }

    public override string Name => "writing-rows";

    public override string Description =>
        $"{(_byMap ? "RowMap" : "TdRowWriter")} → MessagePack{(_compressed ? " → gzip, id, checksum" : "")}";

    public override PairedGoals Goals => new() { MaxRatio = _compressed ? 1.05 : 1.15, MaxBytes = _compressed ? null : 16 };

    public override int Records { get; }

    public override string Input => "10,000 records in memory, again and again";

    public override ValueTask RunBaselineAsync(BodySink sink)
    {
        var writer = new MessagePackWriter(_batch);
        _batch.ResetWrittenCount();
        for (var i = 0; i < Records; i++)
        {
            WriteByHand(ref writer, _customers[i % Distinct]);
            if ((i + 1) % BatchSize == 0 || i + 1 == Records)
            {
                writer.Flush();
                EndByHand(sink);
            }
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask RunConnectorAsync(BodySink sink)
    {
        var encoder = _map.CreateEncoder();
        var writer = new TdRowWriter(_batch);
        _batch.ResetWrittenCount();
        for (var i = 0; i < Records; i++)
        {
            if (_byMap)
            {
                Bodies.Check(encoder.Encode(_customers[i % Distinct], i + 1, _batch), i + 1);
            }
            else
            {
                Write(writer, _customers[i % Distinct]);
            }

            if ((i + 1) % BatchSize == 0 || i + 1 == Records)
            {
                End(sink);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static Customer[] Make()
    {
        var random = new Random(20260131);
        string[] cities = ["Paris", "Lyon", "Berlin", "München", "Madrid", "Roma", "London", "Tokyo"];
        string[] countries = ["FR", "DE", "ES", "IT", "GB", "JP"];
        string[] names = ["Anna", "Jean", "Zoë", "Lukas", "María", "Жанна", "Wei", "花子", "Martin", "Müller", "Smith", "Dubois"];
        return
        [
            .. Enumerable
                .Range(0, Distinct)
                .Select(i => new Customer(
                    1_727_740_800 + i,
                    1_000_000 + i,
                    $"customer.{i:x}@example{random.Next(40)}.com",
                    names[random.Next(names.Length)],
                    names[random.Next(names.Length)],
                    cities[random.Next(cities.Length)],
                    countries[random.Next(countries.Length)],
                    random.Next(500),
                    random.Next(1_000_000) / 100.0,
                    random.Next(4) == 0,
                    "crm"
                )),
        ];
    }

    private static byte[] Encoded(string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteString(Encoding.UTF8.GetBytes(name));
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(TdRowWriter writer, Customer customer)
    {
        writer.BeginRow();
        writer.WriteTime(customer.Time);
        writer.Write("customer_id", customer.Id);
        writer.Write("email", customer.Email);
        writer.Write("first_name", customer.FirstName);
        writer.Write("last_name", customer.LastName);
        writer.Write("city", customer.City);
        writer.Write("country", customer.Country);
        writer.Write("visits", customer.Visits);
        writer.Write("ltv", customer.Ltv);
        writer.Write("vip", customer.Vip);
        writer.Write("source", customer.Source);
        writer.EndRow();
    }

    private static void WriteByHand(ref MessagePackWriter writer, Customer customer)
    {
        writer.WriteMapHeader(11);
        writer.WriteRaw(s_names[0]);
        writer.Write(customer.Time);
        writer.WriteRaw(s_names[1]);
        writer.Write(customer.Id);
        writer.WriteRaw(s_names[2]);
        writer.Write(customer.Email);
        writer.WriteRaw(s_names[3]);
        writer.Write(customer.FirstName);
        writer.WriteRaw(s_names[4]);
        writer.Write(customer.LastName);
        writer.WriteRaw(s_names[5]);
        writer.Write(customer.City);
        writer.WriteRaw(s_names[6]);
        writer.Write(customer.Country);
        writer.WriteRaw(s_names[7]);
        writer.Write(customer.Visits);
        writer.WriteRaw(s_names[8]);
        writer.Write(customer.Ltv);
        writer.WriteRaw(s_names[9]);
        writer.WriteString(customer.Vip ? "true"u8 : "false"u8);
        writer.WriteRaw(s_names[10]);
        writer.Write(customer.Source);
    }

    private void End(BodySink sink)
    {
        if (_compressed)
        {
            sink.Take(TdImportBody.Create("crm_raw", "customers", _batch.WrittenMemory).Content.Span);
        }
        else
        {
            sink.Take(_batch.WrittenSpan);
        }

        _batch.ResetWrittenCount();
    }

    private void EndByHand(BodySink sink)
    {
        if (_compressed)
        {
            var rows = _batch.WrittenSpan;
            _ = SHA256.HashData(rows);
            using var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                for (; rows.Length > Piece; rows = rows[Piece..])
                {
                    gzip.Write(rows[..Piece]);
                }

                gzip.Write(rows);
            }

            var content = compressed.ToArray();

            // The operating system's byte, which makes files of equal rows differ.
            content[9] = 255;
            sink.Take(content);
        }
        else
        {
            sink.Take(_batch.WrittenSpan);
        }

        _batch.ResetWrittenCount();
    }

    private sealed record Customer(
        long Time,
        long Id,
        string Email,
        string FirstName,
        string LastName,
        string City,
        string Country,
        long Visits,
        double Ltv,
        bool Vip,
        string Source
    );
}
