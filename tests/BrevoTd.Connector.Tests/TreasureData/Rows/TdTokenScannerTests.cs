using System.Buffers;
using BrevoTd.Connector.TreasureData;
using CsCheck;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

/// <summary>The scanner against the library's own reader.</summary>
public sealed class TdTokenScannerTests
{
    private static readonly Gen<byte[]> RandomBytes = Gen.Byte.Array[0, 80];

    private static readonly Gen<byte[]> Values = Gen.Recursive<byte[]>(
        (depth, inner) =>
        {
            var scalars = Gen.OneOf(
                Gen.Const(new byte[] { 0xC0 }),
                Gen.Bool.Select(value => new byte[] { (byte)(value ? 0xC3 : 0xC2) }),
                Gen.Byte.Where(value => value is <= 0x7F or >= 0xE0).Select(value => new[] { value }),
                Fixed(0xCC, 1),
                Fixed(0xCD, 2),
                Fixed(0xCE, 4),
                Fixed(0xCF, 8),
                Fixed(0xD0, 1),
                Fixed(0xD1, 2),
                Fixed(0xD2, 4),
                Fixed(0xD3, 8),
                Fixed(0xCA, 4),
                Fixed(0xCB, 8),
                Fixed(0xD4, 2),
                Fixed(0xD5, 3),
                Fixed(0xD6, 5),
                Fixed(0xD7, 9),
                Fixed(0xD8, 17),
                Sized(0xD9, 1, 0),
                Sized(0xDA, 2, 0),
                Sized(0xDB, 4, 0),
                Sized(0xC4, 1, 0),
                Sized(0xC5, 2, 0),
                Sized(0xC6, 4, 0),
                Sized(0xC7, 1, 1),
                Sized(0xC8, 2, 1),
                Sized(0xC9, 4, 1),
                Gen.Byte.Array[0, 31].Select(bytes => (byte[])[(byte)(0xA0 | bytes.Length), .. bytes])
            );
            return depth > 3
                ? scalars
                : Gen.Frequency(
                    (4, scalars),
                    (
                        1,
                        inner
                            .Array[0, 5]
                            .SelectMany(items => Gen.Int[0, 2].Select(width => Container(0x90, 0xDC, width, items.Length, items)))
                    ),
                    (
                        1,
                        inner
                            .Array[0, 3]
                            .SelectMany(keys => inner.Array[keys.Length].Select(values => (keys, values)))
                            .SelectMany(map =>
                                Gen.Int[0, 2]
                                    .Select(width =>
                                        Container(
                                            0x80,
                                            0xDE,
                                            width,
                                            map.keys.Length,
                                            [.. map.keys.Zip(map.values, (key, value) => (byte[])[.. key, .. value])]
                                        )
                                    )
                            )
                    )
                );
        }
    );

    [Fact]
    public void Skip_EveryFirstByte_AgreesWithLibrary()
    {
        for (var code = 0; code <= 0xFF; code++)
        {
            for (var length = 0; length <= 40; length++)
            {
                var data = new byte[length + 1];
                data[0] = (byte)code;
                Agree(data);
                if (length >= 4)
                {
                    // A length that fits into the data, behind each width of header.
                    data[1] = 3;
                    Agree(data);
                    (data[1], data[2]) = (0, 3);
                    Agree(data);
                    (data[2], data[4]) = (0, 3);
                    Agree(data);
                }
            }
        }
    }

    [Fact]
    public void Skip_ValidValues_AgreesWithLibrary() =>
        Values.Sample(
            value =>
            {
                Assert.Equal((TdScanStatus.Done, value.Length), Ours(value));
                Agree(value);
            },
            iter: 20_000
        );

    [Fact]
    public void Skip_RandomBytes_AgreesWithLibrary() => RandomBytes.Sample(Agree, iter: 100_000);

    [Fact]
    public void Skip_MutatedValues_AgreesWithLibrary() =>
        Values
            .SelectMany(value => Gen.Select(Gen.Const(value), Gen.Int[0, value.Length - 1], Gen.Byte, Gen.Int[0, value.Length]))
            .Sample(
                mutation =>
                {
                    var (value, place, replacement, cut) = mutation;
                    var mutated = (byte[])value.Clone();
                    mutated[place] = replacement;
                    Agree(mutated);
                    Agree(value.AsSpan(0, cut).ToArray());
                },
                iter: 50_000
            );

    [Fact]
    public void IndexRow_DataInPieces_FindsSameOffsets() =>
        Gen.Select(Values.Array[1, 8], Gen.Int[1, 12])
            .Sample(
                (values, piece) =>
                {
                    byte[] data = [.. values.SelectMany(value => value)];
                    var expected = new int[values.Length + 1];
                    for (var i = 0; i < values.Length; i++)
                    {
                        expected[i + 1] = expected[i] + values[i].Length;
                    }

                    var offsets = new int[values.Length + 1];
                    var position = 0;
                    var column = 0;
                    long pending = 0;
                    var status = TdScanStatus.Incomplete;
                    for (var end = 0; end < data.Length && status == TdScanStatus.Incomplete; )
                    {
                        end = Math.Min(end + piece, data.Length);
                        status = TdTokenScanner.IndexRow(
                            data.AsSpan(0, end),
                            ref position,
                            offsets,
                            ref column,
                            ref pending,
                            out var needed
                        );
                        if (status == TdScanStatus.Incomplete)
                        {
                            Assert.InRange(needed, 1, data.Length - end);
                        }
                    }

                    Assert.Equal(TdScanStatus.Done, status);
                    Assert.Equal(expected, offsets);
                },
                iter: 20_000
            );

    [Fact]
    public void TryIndexRow_AnyRow_AgreesWithTheFullScanOrDeclines()
    {
        var simple = 0;
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 2])
            .SelectMany(shape =>
                Gen.Frequency((3, Fixed(0xCE, 4)), (3, Sized(0xD9, 1, 0)), (1, Values))
                    .Array[shape.Item1]
                    .Select(values =>
                        (
                            values,
                            row: Container(0x90, 0xDC, shape.Item1 > 15 ? Math.Max(1, shape.Item2) : shape.Item2, values.Length, values)
                        )
                    )
            )
            .Sample(
                sample =>
                {
                    byte[] data = [0xC1, .. sample.row, 0xC1];
                    var expected = new int[sample.values.Length + 1];
                    _ = TdTokenScanner.ReadArrayHeader(data.AsSpan(1), out var header, out _);
                    var (end, column, pending) = (1 + header, 0, 0L);
                    Assert.Equal(TdScanStatus.Done, TdTokenScanner.IndexRow(data, ref end, expected, ref column, ref pending, out _));

                    var offsets = new int[expected.Length];
                    var position = 1;
                    if (TdTokenScanner.TryIndexRow(data, ref position, offsets))
                    {
                        Interlocked.Increment(ref simple);
                        Assert.Equal(end, position);
                        Assert.Equal(expected, offsets);
                    }
                    else
                    {
                        Assert.Equal(1, position);
                    }

                    for (var length = 0; length < end; length++)
                    {
                        position = 1;
                        Assert.False(TdTokenScanner.TryIndexRow(data.AsSpan(0, length), ref position, offsets));
                    }

                    // A row of another width is never taken for one of this schema.
                    position = 1;
                    Assert.False(TdTokenScanner.TryIndexRow(data, ref position, new int[expected.Length + 1]));
                    Assert.False(TdTokenScanner.TryIndexRow(data, ref position, new int[expected.Length + 16]));
                },
                iter: 3_000
            );

        Assert.True(simple > 300, $"{simple}");
    }

    [Fact]
    public void Skip_DeepNesting_CostsNoStack()
    {
        var data = new byte[5_000_000];
        Array.Fill(data, (byte)0x91);
        data[^1] = 0xC0;

        Assert.Equal((TdScanStatus.Done, data.Length), Ours(data));
    }

    [Theory]
    [InlineData("DDFFFFFFFF")]
    [InlineData("DFFFFFFFFF00")]
    [InlineData("DBFFFFFFFF41")]
    [InlineData("C9FFFFFFFF01")]
    public void Skip_HugeClaim_IsIncompleteNotOverflow(string hex) => Assert.Equal(TdScanStatus.Incomplete, Ours(RowBytes.Hex(hex)).Status);

    [Theory]
    [InlineData("90", 0u, 1)]
    [InlineData("9F", 15u, 1)]
    [InlineData("DC0010", 16u, 3)]
    [InlineData("DCFFFF", 65_535u, 3)]
    [InlineData("DD00010000", 65_536u, 5)]
    [InlineData("DDFFFFFFFF", uint.MaxValue, 5)]
    public void ReadArrayHeader_EachWidth_GivesCount(string hex, uint count, int length)
    {
        var status = TdTokenScanner.ReadArrayHeader(RowBytes.Hex(hex), out var actualLength, out var actualCount);

        Assert.Equal((TdScanStatus.Done, length, count), (status, actualLength, actualCount));
    }

    private static Gen<byte[]> Fixed(byte code, int length) => Gen.Byte.Array[length].Select(bytes => (byte[])[code, .. bytes]);

    private static Gen<byte[]> Sized(byte code, int width, int extra) =>
        Gen
            .Byte.Array[0, 300 % (width == 1 ? 256 : 301)]
            .SelectMany(content =>
                Gen.Byte.Array[extra].Select(more => (byte[])[code, .. BigEndian(content.Length, width), .. more, .. content])
            );

    private static byte[] Container(byte small, byte medium, int width, int count, byte[][] items) =>
        [
            .. width switch
            {
                0 => [(byte)(small | count)],
                1 => (byte[])[medium, .. BigEndian(count, 2)],
                _ => [(byte)(medium + 1), .. BigEndian(count, 4)],
            },
            .. items.SelectMany(item => item),
        ];

    private static byte[] BigEndian(int value, int width) => BitConverter.GetBytes(value).Take(width).Reverse().ToArray();

    private static (TdScanStatus Status, int Position) Ours(byte[] data)
    {
        var position = 0;
        var status = TdTokenScanner.Skip(data, ref position);
        return (status, position);
    }

    private static void Agree(byte[] data)
    {
        var (status, position) = Ours(data);
        var reader = new MessagePackReader(new ReadOnlySequence<byte>(data));
        TdScanStatus expected;
        try
        {
            reader.Skip(new SerializationContext { MaxDepth = 1000 });
            expected = TdScanStatus.Done;
        }
        catch (EndOfStreamException)
        {
            expected = TdScanStatus.Incomplete;
        }
        catch (MessagePackSerializationException)
        {
            expected = TdScanStatus.Invalid;
        }

        Assert.Equal(expected, status);
        if (expected == TdScanStatus.Done)
        {
            Assert.Equal(reader.Consumed, position);
        }
    }
}
