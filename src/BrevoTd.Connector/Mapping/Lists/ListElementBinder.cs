using System.Data;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Fields of an element as its columns, found by name in every element: elements have no schema.</summary>
internal sealed class ListElementBinder : ColumnBinder<ListElement>
{
    public override bool KnowsColumns => false;

    public override bool HasQueryColumns => false;

    public override TdSchema SchemaOf(in ListElement record)
    {
        _ = record.Token;
        return TdSchema.Empty;
    }

    public override TextPipe<ListElement> Text(TdSchema schema, string column, ColumnPath path) =>
        new FieldText(new ColumnUse(column, FieldKind.Text, path));

    public override ValuePipe<ListElement, long> Int64(TdSchema schema, string column, ColumnPath path) =>
        Value<long, Int64Reader>(column, path);

    public override ValuePipe<ListElement, double> Double(TdSchema schema, string column, ColumnPath path) =>
        Value<double, LongNumberReader>(column, path);

    public override ValuePipe<ListElement, decimal> Decimal(TdSchema schema, string column, ColumnPath path) =>
        Value<decimal, DecimalReader>(column, path);

    public override ValuePipe<ListElement, bool> Boolean(TdSchema schema, string column, ColumnPath path) =>
        Value<bool, BooleanReader>(column, path);

    public override ValuePipe<ListElement, DateOnly> Date(TdSchema schema, string column, ColumnPath path) =>
        Value<DateOnly, DateReader>(column, path);

    public override ValuePipe<ListElement, DateTimeOffset> Timestamp(TdSchema schema, string column, ColumnPath path) =>
        Value<DateTimeOffset, TimestampReader>(column, path);

    public override ListPipe<ListElement, ListElement> List(TdSchema schema, string column, ColumnPath path) =>
        new ElementList(new ColumnUse(column, FieldKind.List, path));

    /// <summary>The way from an element to a value inside one of its fields.</summary>
    public static PathPart[] PathTo(ColumnUse column) => [new PathPart(column.Name), .. column.Path.Parts];

    /// <summary>Goes the way, unless the element has no fields.</summary>
    public static ValueState Walk(
        in ListElement element,
        PathPart[] path,
        EncodeContext context,
        out TdColumnProblem walked,
        out PathLeaf leaf
    )
    {
        var token = element.Token;
        var kind = TdToken.Kind(token);
        if (kind == TdValueKind.Map)
        {
            walked = PathWalker.WalkToken(token, path, out leaf);
            return ValueState.Present;
        }

        walked = default;
        leaf = default;
        return kind == TdValueKind.Null
            ? ValueState.Null
            : context.Fail(
                MappingFailureCode.WrongType,
                $"The element is {TdColumnErrors.Name(kind)}, and a field of it was read. Lists of plain values have no fields: write them with List(name, Column.List(…)).",
                ValueKinds.Name(kind)
            );
    }

    private static FieldValue<TValue, TReader> Value<TValue, TReader>(string column, ColumnPath path)
        where TValue : struct
        where TReader : struct, IColumnReader<TValue> => new(new ColumnUse(column, ValueKinds.Of<TValue>(), path));

    private sealed class FieldText(ColumnUse column) : TextPipe<ListElement>
    {
        private readonly PathPart[] _path = PathTo(column);

        public override ValueState Read(in ListElement record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            value = default;
            var state = Walk(in record, _path, context, out var walked, out var leaf);
            return state == ValueState.Present ? PathReading.Text(walked, leaf, column, context, out value) : state;
        }
    }

    private sealed class FieldValue<TValue, TReader>(ColumnUse column) : ValuePipe<ListElement, TValue>
        where TValue : struct
        where TReader : struct, IColumnReader<TValue>
    {
        private readonly PathPart[] _path = PathTo(column);

        public override ValueState Read(in ListElement record, EncodeContext context, out TValue value)
        {
            value = default;
            var state = Walk(in record, _path, context, out var walked, out var leaf);
            return state == ValueState.Present ? PathReading.Value<TValue, TReader>(walked, leaf, column, context, out value) : state;
        }
    }

    /// <summary>Numbers, also those with so many digits that they were kept as text.</summary>
    private readonly struct LongNumberReader : IColumnReader<double>
    {
        public static string Wanted => DoubleReader.Wanted;

        public static TdColumnProblem Read(in TdRow row, int ordinal, out double value) => DoubleReader.Read(in row, ordinal, out value);

        public static TdColumnProblem ReadToken(ReadOnlySpan<byte> token, out double value) =>
            TdToken.Double(token, acceptText: true, out value);

        public static TdColumnProblem ReadJson(ReadOnlySpan<byte> json, out double value) => DoubleReader.ReadJson(json, out value);

        public static TdColumnProblem ReadField(IDataRecord record, int ordinal, Type type, out double value) =>
            DoubleReader.ReadField(record, ordinal, type, out value);
    }
}
