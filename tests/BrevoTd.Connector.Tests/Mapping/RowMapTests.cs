using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.Mapping;

public class RowMapTests
{
    private static readonly DateTimeOffset s_time = new(2026, 1, 31, 10, 5, 0, 750, TimeSpan.FromHours(2));

    private sealed record Summary(
        string? Run,
        long? Sent,
        double? Ratio,
        bool? Complete,
        DateOnly? Day,
        decimal? Amount,
        DateTimeOffset? Time
    );

    private sealed class SummaryRows : RowMap<Summary>
    {
        protected override void Configure(RowMapBuilder<Summary> map)
        {
            map.Time(x => x.Time);
            map.Column("run", x => x.Run).Trim();
            map.Column("sent", x => x.Sent);
            map.Column("ratio", x => x.Ratio);
            map.Column("complete", x => x.Complete);
            map.Column("day", x => x.Day);
            map.Column("amount", x => x.Amount);
            map.Column("finished_at", x => x.Time);
        }
    }

    private static Dictionary<string, object?> Read(byte[] row)
    {
        var reader = new MessagePackReader(row);
        var result = new Dictionary<string, object?>();
        var count = reader.ReadMapHeader();
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString()!;
            result.Add(
                name,
                reader.NextMessagePackType switch
                {
                    MessagePackType.Integer => reader.ReadInt64(),
                    MessagePackType.Float => reader.ReadDouble(),
                    MessagePackType.String => reader.ReadString(),
                    MessagePackType.Nil => reader.TryReadNil() ? null : throw new InvalidOperationException(),
                    _ => throw new InvalidOperationException($"{name} is {reader.NextMessagePackType}."),
                }
            );
        }

        Assert.True(reader.End);
        return result;
    }

    [Fact]
    public void Encode_EveryType_IsWrittenAsTreasureDataStoresIt()
    {
        var row = Encode.With(new SummaryRows().CreateEncoder(), new(" r1 ", 20_000, 0.5, true, new(2026, 1, 31), 12.50m, s_time));

        Assert.Equal(EncodeOutcome.Encoded, row.Record.Outcome);
        Assert.True(row.Record.Key.IsEmpty);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["time"] = s_time.ToUnixTimeSeconds(),
                ["run"] = "r1",
                ["sent"] = 20_000L,
                ["ratio"] = 0.5,
                ["complete"] = "true",
                ["day"] = "2026-01-31",
                ["amount"] = "12.50",
                ["finished_at"] = "2026-01-31T08:05:00.75Z",
            },
            Read(row.Bytes)
        );
    }

    [Fact]
    public void Encode_Nulls_AreLeftOutOrClearedAsNil()
    {
        var record = new Summary(null, null, null, null, null, null, s_time);

        var omitted = Encode.With(
            RowMap
                .From<Summary>(map =>
                {
                    map.Time(x => x.Time);
                    map.Column("run", x => x.Run);
                })
                .CreateEncoder(),
            record
        );
        var cleared = Encode.With(
            RowMap
                .From<Summary>(map =>
                {
                    map.NullPolicy(NullPolicy.Clear);
                    map.Time(x => x.Time);
                    map.Column("run", x => x.Run);
                })
                .CreateEncoder(),
            record
        );

        Assert.Equal(["time"], Read(omitted.Bytes).Keys);
        Assert.Null(Read(cleared.Bytes)["run"]);
    }

    [Fact]
    public void Encode_SameValues_AreTheBytesOfTheRowWriter()
    {
        long[] numbers =
        [
            .. new[] { 0L, 1, 127, 128, 255, 256, 65535, 65536, int.MaxValue, uint.MaxValue, 1L << 32, long.MaxValue },
            .. new[] { -1L, -32, -33, -128, -129, -32768, -32769, int.MinValue, int.MinValue - 1L, long.MinValue },
        ];
        string[] texts = [.. new[] { 1, 31, 32, 255, 256, 65535, 65536 }.Select(length => new string('x', length)), "Zoë", "花"];
        foreach (var number in numbers)
        {
            foreach (var text in texts)
            {
                var expected = new ArrayBufferWriter<byte>();
                var writer = new TdRowWriter(expected);
                writer.BeginRow();
                writer.WriteTime(s_time);
                writer.Write("number", number);
                writer.Write("double", number / 3.0);
                writer.Write("text", text);
                writer.Write("truth", number > 0);
                writer.Write("day", new DateOnly(2026, 1, 31));
                writer.Write("decimal", number / 4m);
                writer.EndRow();

                var row = Encode.With(
                    RowMap
                        .From<int>(map =>
                        {
                            map.Time(_ => s_time);
                            map.Column("number", _ => number);
                            map.Column("double", _ => number / 3.0);
                            map.Column("text", _ => text);
                            map.Column("truth", _ => number > 0);
                            map.Column("day", _ => new DateOnly(2026, 1, 31));
                            map.Column("decimal", _ => number / 4m);
                        })
                        .CreateEncoder(),
                    0
                );

                Assert.Equal(expected.WrittenSpan, row.Bytes);
            }
        }
    }

    [Fact]
    public void Encode_MoreThanFifteenColumns_CountsThem()
    {
        var row = Encode.With(
            RowMap
                .From<int>(map =>
                {
                    map.Time(_ => s_time);
                    for (var i = 0; i < 40; i++)
                    {
                        var number = i;
                        map.Column($"c{number}", long? (_) => number % 2 == 0 ? number : null);
                    }
                })
                .CreateEncoder(),
            0
        );

        Assert.Equal(21, Read(row.Bytes).Count);
    }

    [Fact]
    public void Encode_RowsToRows_ReadsColumns()
    {
        var map = RowMap.From<TdRow>(map =>
        {
            map.Time(Column.Timestamp("time"));
            map.Column("email", Column.Text("email")).ToLower();
            map.Column("visits", Column.Int64("visits"));
        });

        var row = Encode.With(
            map.CreateEncoder(),
            TestRows.Of(TestRows.Schema("time bigint", "email", "visits bigint"), 1_700_000_000, "A@B.DE", 3)
        );

        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["time"] = 1_700_000_000L,
                ["email"] = "a@b.de",
                ["visits"] = 3L,
            },
            Read(row.Bytes)
        );
    }

    [Fact]
    public void Time_MissingOrInMilliseconds_FailsTheRecord()
    {
        var seconds = RowMap.From<long?>(map => map.Time(x => x)).CreateEncoder();
        var times = RowMap.From<DateTimeOffset?>(map => map.Time(x => x)).CreateEncoder();

        Assert.Equal(MappingFailureCode.WrongType, Encode.With(seconds, 1_700_000_000_000_0).Failure.Code);
        Assert.Equal(MappingFailureCode.Required, Encode.With(seconds, null).Failure.Code);
        Assert.Equal(MappingFailureCode.Required, Encode.With(times, null).Failure.Code);
        Assert.Equal(1_700_000_000L, Read(Encode.With(seconds, 1_700_000_000).Bytes)["time"]);
    }

    [Fact]
    public void Columns_AreThoseOfTheTable()
    {
        Assert.Equal(
            "run string, sent long, ratio double, complete string, day string, amount string, finished_at string",
            new SummaryRows().Columns.ToString()
        );
    }

    [Fact]
    public void CreateEncoder_WithoutTimeOrWithTimeAsColumn_Throws()
    {
        var without = Assert.Throws<MapDefinitionException>(() => RowMap.From<int>(map => map.Column("a", _ => 1)).CreateEncoder());
        var asColumn = Assert.Throws<MapDefinitionException>(() => RowMap.From<int>(map => map.Column("Time", _ => 1)).CreateEncoder());

        Assert.Equal(MappingProblemCode.TargetMissing, Assert.Single(without.Problems).Code);
        Assert.Contains(asColumn.Problems, problem => problem.Code == MappingProblemCode.InvalidName);
    }

    [Fact]
    public void Check_ColumnsOfTheQuery_AreCompared()
    {
        var map = RowMap.From<TdRow>(map =>
        {
            map.Time(Column.Timestamp("tme"));
            map.Column("a", Column.Int64("email"));
        });

        Assert.Equal(
            [MappingProblemCode.ColumnMissing, MappingProblemCode.ColumnType],
            map.Check(TestRows.Schema("time bigint", "email")).Problems.Select(problem => problem.Code)
        );
    }

    [Fact]
    public void Encode_NumberThatIsNone_Fails() =>
        Assert.Equal(
            MappingFailureCode.WrongType,
            Encode
                .With(
                    RowMap
                        .From<int>(map =>
                        {
                            map.Time(_ => s_time);
                            map.Column("x", _ => double.NaN);
                        })
                        .CreateEncoder(),
                    0
                )
                .Failure.Code
        );
}
