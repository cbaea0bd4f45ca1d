using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Properties of JSON objects as columns, found by name in every record.</summary>
internal sealed class JsonElementBinder : ColumnBinder<JsonElement>
{
    /// <summary>Every object may have other properties.</summary>
    public override bool KnowsColumns => false;

    public override TdSchema SchemaOf(in JsonElement record)
    {
        // An element of a document that was disposed throws here, before any rule could take that for bad data.
        _ = record.ValueKind == JsonValueKind.Object ? record.GetPropertyCount() : 0;
        return TdSchema.Empty;
    }

    public override TextPipe<JsonElement> Text(TdSchema schema, string column, ColumnPath path) =>
        new JsonTextPipe(new ColumnUse(column, FieldKind.Text, path));

    public override ValuePipe<JsonElement, long> Int64(TdSchema schema, string column, ColumnPath path) =>
        Value<long, Int64Reader>(column, path);

    public override ValuePipe<JsonElement, double> Double(TdSchema schema, string column, ColumnPath path) =>
        Value<double, DoubleReader>(column, path);

    public override ValuePipe<JsonElement, decimal> Decimal(TdSchema schema, string column, ColumnPath path) =>
        Value<decimal, DecimalReader>(column, path);

    public override ValuePipe<JsonElement, bool> Boolean(TdSchema schema, string column, ColumnPath path) =>
        Value<bool, BooleanReader>(column, path);

    public override ValuePipe<JsonElement, DateOnly> Date(TdSchema schema, string column, ColumnPath path) =>
        Value<DateOnly, DateReader>(column, path);

    public override ValuePipe<JsonElement, DateTimeOffset> Timestamp(TdSchema schema, string column, ColumnPath path) =>
        Value<DateTimeOffset, TimestampReader>(column, path);

    public override ListPipe<JsonElement, ListElement> List(TdSchema schema, string column, ColumnPath path) =>
        new JsonListPipe(new ColumnUse(column, FieldKind.List, path));

    private static JsonValuePipe<TValue, TReader> Value<TValue, TReader>(string column, ColumnPath path)
        where TValue : struct
        where TReader : struct, IColumnReader<TValue> => new(new ColumnUse(column, ValueKinds.Of<TValue>(), path));

    private static TdColumnProblem Find(in JsonElement record, byte[] name, ColumnPath path, EncodeContext context, out PathLeaf leaf)
    {
        leaf = default;
        if (record.ValueKind != JsonValueKind.Object)
        {
            return TdColumnProblem.WrongKind;
        }

        if (!record.TryGetProperty(name, out var property))
        {
            return TdColumnProblem.Absent;
        }

        var json = JsonMarshal.GetRawUtf8Value(property);
        if (path.IsEmpty)
        {
            leaf = new PathLeaf(json, isJson: true);
            return TdColumnProblem.None;
        }

        if (property.ValueKind == JsonValueKind.String)
        {
            var problem = JsonScalar.Text(json, context, out json);
            if (problem != TdColumnProblem.None)
            {
                return problem;
            }
        }

        return PathWalker.WalkJson(json, path.Parts, out leaf);
    }

    private sealed class JsonTextPipe(ColumnUse column) : TextPipe<JsonElement>
    {
        private readonly byte[] _name = Encoding.UTF8.GetBytes(column.Name);

        public override ValueState Read(in JsonElement record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            var found = Find(in record, _name, column.Path, context, out var leaf);
            return PathReading.Text(found, leaf, column, context, out value);
        }
    }

    private sealed class JsonListPipe(ColumnUse column) : ListPipe<JsonElement, ListElement>
    {
        private readonly byte[] _name = Encoding.UTF8.GetBytes(column.Name);
        private readonly ElementBuffer _elements = new();

        public override ValueState Read(in JsonElement record, EncodeContext context, ItemWriter<ListElement> items)
        {
            var found = Find(in record, _name, column.Path, context, out var leaf);
            return ListReading.Leaf(found, leaf, column, _elements, context, items);
        }
    }

    private sealed class JsonValuePipe<TValue, TReader>(ColumnUse column) : ValuePipe<JsonElement, TValue>
        where TValue : struct
        where TReader : struct, IColumnReader<TValue>
    {
        private readonly byte[] _name = Encoding.UTF8.GetBytes(column.Name);

        public override ValueState Read(in JsonElement record, EncodeContext context, out TValue value)
        {
            var found = Find(in record, _name, column.Path, context, out var leaf);
            return PathReading.Value<TValue, TReader>(found, leaf, column, context, out value);
        }
    }
}
