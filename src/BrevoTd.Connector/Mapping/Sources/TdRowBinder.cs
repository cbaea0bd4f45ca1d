using System.Text;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Columns of Treasure Data rows, found by name once per schema and read by number after that.</summary>
internal sealed class TdRowBinder : ColumnBinder<TdRow>
{
    public override TdSchema SchemaOf(in TdRow record) => record.Schema;

    public override TextPipe<TdRow> Text(TdSchema schema, string column, ColumnPath path) =>
        schema.TryGetOrdinal(column, out var ordinal)
            ? path.IsEmpty
                ? new TdText(ordinal)
                : new TdTextAt(ordinal, new ColumnUse(column, FieldKind.Text, path))
            : schema.Contains(column)
                ? new AmbiguousText<TdRow>(schema, column)
                : new AbsentText<TdRow>();

    public override ValuePipe<TdRow, long> Int64(TdSchema schema, string column, ColumnPath path) =>
        Value<long, Int64Reader>(schema, column, path);

    public override ValuePipe<TdRow, double> Double(TdSchema schema, string column, ColumnPath path) =>
        Value<double, DoubleReader>(schema, column, path);

    public override ValuePipe<TdRow, decimal> Decimal(TdSchema schema, string column, ColumnPath path) =>
        Value<decimal, DecimalReader>(schema, column, path);

    public override ValuePipe<TdRow, bool> Boolean(TdSchema schema, string column, ColumnPath path) =>
        Value<bool, BooleanReader>(schema, column, path);

    public override ValuePipe<TdRow, DateOnly> Date(TdSchema schema, string column, ColumnPath path) =>
        Value<DateOnly, DateReader>(schema, column, path);

    public override ValuePipe<TdRow, DateTimeOffset> Timestamp(TdSchema schema, string column, ColumnPath path) =>
        Value<DateTimeOffset, TimestampReader>(schema, column, path);

    public override ListPipe<TdRow, ListElement> List(TdSchema schema, string column, ColumnPath path) =>
        schema.TryGetOrdinal(column, out var ordinal)
            ? new TdRowList(ordinal, new ColumnUse(column, FieldKind.List, path))
            : base.List(schema, column, path);

    private static ValuePipe<TdRow, TValue> Value<TValue, TReader>(TdSchema schema, string column, ColumnPath path)
        where TValue : struct
        where TReader : struct, IColumnReader<TValue> =>
        schema.TryGetOrdinal(column, out var ordinal)
            ? path.IsEmpty
                ? new TdValuePipe<TValue, TReader>(ordinal)
                : new TdValueAt<TValue, TReader>(ordinal, new ColumnUse(column, ValueKinds.Of<TValue>(), path))
            : schema.Contains(column)
                ? new AmbiguousValue<TdRow, TValue>(schema, column)
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
        where TReader : struct, IColumnReader<TValue>
    {
        public override ValueState Read(in TdRow record, EncodeContext context, out TValue value)
        {
            var problem = TReader.Read(in record, ordinal, out value);
            return problem == TdColumnProblem.None ? ValueState.Present : Unreadable(in record, ordinal, problem, TReader.Wanted, context);
        }
    }

    /// <summary>A text inside a nested column.</summary>
    private sealed class TdTextAt(int ordinal, ColumnUse column) : TextPipe<TdRow>
    {
        public override ValueState Read(in TdRow record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            var walked = PathWalker.WalkToken(record.Raw(ordinal), column.Path.Parts, out var leaf);
            return PathReading.Text(walked, leaf, column, context, out value);
        }
    }

    /// <summary>A value inside a nested column.</summary>
    private sealed class TdValueAt<TValue, TReader>(int ordinal, ColumnUse column) : ValuePipe<TdRow, TValue>
        where TValue : struct
        where TReader : struct, IColumnReader<TValue>
    {
        public override ValueState Read(in TdRow record, EncodeContext context, out TValue value)
        {
            var walked = PathWalker.WalkToken(record.Raw(ordinal), column.Path.Parts, out var leaf);
            return PathReading.Value<TValue, TReader>(walked, leaf, column, context, out value);
        }
    }
}
