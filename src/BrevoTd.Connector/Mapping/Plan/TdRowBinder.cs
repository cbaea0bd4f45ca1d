using System.Text;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Columns of Treasure Data rows, found by name once per schema and read by number after that.</summary>
internal sealed class TdRowBinder : ColumnBinder<TdRow>
{
    public override TdSchema SchemaOf(in TdRow record) => record.Schema;

    public override TextPipe<TdRow> Text(TdSchema schema, string column) =>
        schema.TryGetOrdinal(column, out var ordinal) ? new TdText(ordinal)
        : schema.Contains(column) ? new TdAmbiguousText(schema, column)
        : new AbsentText<TdRow>();

    public override ValuePipe<TdRow, long> Int64(TdSchema schema, string column) => Value<long, Int64Reader>(schema, column);

    public override ValuePipe<TdRow, double> Double(TdSchema schema, string column) => Value<double, DoubleReader>(schema, column);

    public override ValuePipe<TdRow, decimal> Decimal(TdSchema schema, string column) => Value<decimal, DecimalReader>(schema, column);

    public override ValuePipe<TdRow, bool> Boolean(TdSchema schema, string column) => Value<bool, BooleanReader>(schema, column);

    public override ValuePipe<TdRow, DateOnly> Date(TdSchema schema, string column) => Value<DateOnly, DateReader>(schema, column);

    public override ValuePipe<TdRow, DateTimeOffset> Timestamp(TdSchema schema, string column) =>
        Value<DateTimeOffset, TimestampReader>(schema, column);

    private static ValuePipe<TdRow, TValue> Value<TValue, TReader>(TdSchema schema, string column)
        where TValue : struct
        where TReader : struct, ITdReader<TValue> =>
        schema.TryGetOrdinal(column, out var ordinal) ? new TdValuePipe<TValue, TReader>(ordinal)
        : schema.Contains(column) ? new TdAmbiguousValue<TValue>(schema, column)
        : new AbsentValue<TdRow, TValue>();

    /// <summary>Turns what a row says of an unreadable column into the rule's state.</summary>
    private static ValueState Unreadable(in TdRow row, int ordinal, TdColumnProblem problem, string wanted, EncodeContext context)
    {
        switch (problem)
        {
            case TdColumnProblem.Null:
                return ValueState.Null;
            case TdColumnProblem.Absent:
                return ValueState.Absent;
        }

        var message = row.Failure(ordinal, problem, wanted).Message;
        var kind = row.Kind(ordinal);
        return kind == TdValueKind.Text
            ? context.Fail(MappingFailureCode.WrongType, message, row.Utf8(ordinal))
            : context.Fail(MappingFailureCode.WrongType, message, ValueKinds.Name(kind));
    }

    private static ValueState Ambiguous(TdSchema schema, string column, EncodeContext context) =>
        context.Fail(MappingFailureCode.WrongType, schema.MissingColumn(column, 0).Message, "absent");

    private interface ITdReader<TValue>
    {
        static abstract string Wanted { get; }

        static abstract TdColumnProblem Read(in TdRow row, int ordinal, out TValue value);
    }

    private readonly struct Int64Reader : ITdReader<long>
    {
        public static string Wanted => "a whole number of 64 bits";

        public static TdColumnProblem Read(in TdRow row, int ordinal, out long value) => row.ReadInt64(ordinal, out value);
    }

    private readonly struct DoubleReader : ITdReader<double>
    {
        public static string Wanted => "a number";

        public static TdColumnProblem Read(in TdRow row, int ordinal, out double value) => row.ReadDouble(ordinal, out value);
    }

    private readonly struct DecimalReader : ITdReader<decimal>
    {
        public static string Wanted => "a decimal number";

        public static TdColumnProblem Read(in TdRow row, int ordinal, out decimal value) => row.ReadDecimal(ordinal, out value);
    }

    private readonly struct BooleanReader : ITdReader<bool>
    {
        public static string Wanted => "a truth value";

        public static TdColumnProblem Read(in TdRow row, int ordinal, out bool value) => row.ReadBoolean(ordinal, out value);
    }

    private readonly struct DateReader : ITdReader<DateOnly>
    {
        public static string Wanted => "a date";

        public static TdColumnProblem Read(in TdRow row, int ordinal, out DateOnly value) => row.ReadDate(ordinal, out value);
    }

    private readonly struct TimestampReader : ITdReader<DateTimeOffset>
    {
        public static string Wanted => "a point in time";

        public static TdColumnProblem Read(in TdRow row, int ordinal, out DateTimeOffset value) => row.ReadTimestamp(ordinal, out value);
    }

    private sealed class TdText(int ordinal) : TextPipe<TdRow>
    {
        public override ValueState Read(in TdRow record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            var problem = record.ReadUtf8(ordinal, out value);
            if (problem == TdColumnProblem.None)
            {
                return value.IsEmpty ? ValueState.Empty : ValueState.Present;
            }

            return Unreadable(in record, ordinal, problem, "text", context);
        }
    }

    private sealed class TdValuePipe<TValue, TReader>(int ordinal) : ValuePipe<TdRow, TValue>
        where TValue : struct
        where TReader : struct, ITdReader<TValue>
    {
        public override ValueState Read(in TdRow record, EncodeContext context, out TValue value)
        {
            var problem = TReader.Read(in record, ordinal, out value);
            return problem == TdColumnProblem.None ? ValueState.Present : Unreadable(in record, ordinal, problem, TReader.Wanted, context);
        }
    }

    private sealed class TdAmbiguousText(TdSchema schema, string column) : TextPipe<TdRow>
    {
        public override ValueState Read(in TdRow record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            value = default;
            return Ambiguous(schema, column, context);
        }
    }

    private sealed class TdAmbiguousValue<TValue>(TdSchema schema, string column) : ValuePipe<TdRow, TValue>
        where TValue : struct
    {
        public override ValueState Read(in TdRow record, EncodeContext context, out TValue value)
        {
            value = default;
            return Ambiguous(schema, column, context);
        }
    }
}
