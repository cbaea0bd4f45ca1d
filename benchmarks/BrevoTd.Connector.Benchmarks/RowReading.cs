using System.Buffers;
using BenchmarkDotNet.Attributes;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks;

/// <summary>
/// What finding a row's columns costs: our scanner, the library's skip, and the floor, which is the library reading each value once in order
/// as hand-written code would.
/// </summary>
[MemoryDiagnoser]
public class RowReading
{
    private const int Rows = 10_000;
    private const int Columns = 10;

    private readonly int[] _offsets = new int[Columns + 1];
    private readonly SerializationContext _context = new();
    private byte[] _data = [];
    private TdSchema _schema = TdSchema.Empty;

    /// <summary>Makes rows of ten columns, 91 bytes on average.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var types = new[] { "varchar", "varchar", "varchar", "varchar", "bigint", "bigint", "double", "boolean", "varchar", "bigint" };
        _schema = new TdSchema(types.Select((type, i) => new TdColumn($"c{i}", type)));
        var buffer = new ArrayBufferWriter<byte>(Rows * 100);
        var writer = new MessagePackWriter(buffer);
        for (var i = 0; i < Rows; i++)
        {
            writer.WriteArrayHeader(Columns);
            writer.Write($"customer{i:D6}@example.com");
            writer.Write("Françoise");
            writer.Write("Lindqvist");
            writer.Write("+33612345678");
            writer.Write(i);
            writer.Write(i % 50);
            writer.Write(i / 7d);
            writer.Write(i % 2 == 0);
            writer.Write("FR");
            writer.Write(1_700_000_000 + i);
        }

        writer.Flush();
        _data = buffer.WrittenSpan.ToArray();
    }

    /// <summary>Each value is read once, in its order, by code that knows the types.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public long Floor()
    {
        var reader = new MessagePackReader(new ReadOnlySequence<byte>(_data));
        long sum = 0;
        for (var i = 0; i < Rows; i++)
        {
            _ = reader.ReadArrayHeader();
            sum += reader.ReadStringSpan().Length;
            sum += reader.ReadStringSpan().Length;
            sum += reader.ReadStringSpan().Length;
            sum += reader.ReadStringSpan().Length;
            sum += reader.ReadInt64();
            sum += reader.ReadInt64();
            sum += (long)reader.ReadDouble();
            sum += reader.ReadBoolean() ? 1 : 0;
            sum += reader.ReadStringSpan().Length;
            sum += reader.ReadInt64();
        }

        return sum;
    }

    /// <summary>An index of the columns by the library's skip.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long IndexByLibrary()
    {
        var reader = new MessagePackReader(new ReadOnlySequence<byte>(_data));
        long sum = 0;
        for (var i = 0; i < Rows; i++)
        {
            _ = reader.ReadArrayHeader();
            for (var column = 0; column < Columns; column++)
            {
                _offsets[column] = (int)reader.Consumed;
                reader.Skip(_context);
            }

            sum += _offsets[Columns - 1];
        }

        return sum;
    }

    /// <summary>An index of the columns by our scanner.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long IndexByScanner()
    {
        ReadOnlySpan<byte> data = _data;
        var position = 0;
        long sum = 0;
        for (var i = 0; i < Rows; i++)
        {
            _ = TdTokenScanner.ReadArrayHeader(data[position..], out var length, out _);
            position += length;
            var column = 0;
            long pending = 0;
            _ = TdTokenScanner.IndexRow(data, ref position, _offsets, ref column, ref pending, out _);
            sum += _offsets[Columns - 1];
        }

        return sum;
    }

    /// <summary>The whole way: reader, rows and typed reads by number.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public async Task<long> RowsByNumber()
    {
        long sum = 0;
        await using var reader = new TdRowReader(new MemoryStream(_data), _schema);
        while (await reader.ReadAsync())
        {
            sum += ByNumber(reader.Current);
        }

        return sum;

        static long ByNumber(TdRow row) =>
            row.Utf8(0).Length
            + row.Utf8(1).Length
            + row.Utf8(2).Length
            + row.Utf8(3).Length
            + row.Int64(4)
            + row.Int64(5)
            + (long)row.Double(6)
            + (row.Boolean(7) ? 1 : 0)
            + row.Utf8(8).Length
            + row.Int64(9);
    }

    /// <summary>The whole way, with typed reads by name.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public async Task<long> RowsByName()
    {
        long sum = 0;
        await using var reader = new TdRowReader(new MemoryStream(_data), _schema);
        while (await reader.ReadAsync())
        {
            sum += ByName(reader.Current);
        }

        return sum;

        static long ByName(TdRow row) =>
            row.Utf8("c0").Length
            + row.Utf8("c1").Length
            + row.Utf8("c2").Length
            + row.Utf8("c3").Length
            + row.Int64("c4")
            + row.Int64("c5")
            + (long)row.Double("c6")
            + (row.Boolean("c7") ? 1 : 0)
            + row.Utf8("c8").Length
            + row.Int64("c9");
    }
}
