using System.Runtime.InteropServices;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Columns of a group: those of its first row.</summary>
internal sealed class RowGroupBinder<TRow>(ColumnBinder<TRow> row) : ColumnBinder<RowGroup<TRow>>
{
    private readonly ColumnBinder<TRow> _row = row;

    public RowGroupBinder()
        : this(ColumnBinder<TRow>.Instance!) { }

    public override bool KnowsColumns => _row.KnowsColumns;

    public override bool HasQueryColumns => _row.HasQueryColumns;

    public override ColumnBinder<RowGroup<TRow>> ForEncoder() => new RowGroupBinder<TRow>(_row.ForEncoder());

    public override TdSchema SchemaOf(in RowGroup<TRow> record)
    {
        var first = record.First;
        return _row.SchemaOf(in first);
    }

    public override TextPipe<RowGroup<TRow>> Text(TdSchema schema, string column, ColumnPath path) =>
        new FirstText(_row.Text(schema, column, path));

    public override ValuePipe<RowGroup<TRow>, long> Int64(TdSchema schema, string column, ColumnPath path) =>
        Value(_row.Int64(schema, column, path));

    public override ValuePipe<RowGroup<TRow>, double> Double(TdSchema schema, string column, ColumnPath path) =>
        Value(_row.Double(schema, column, path));

    public override ValuePipe<RowGroup<TRow>, decimal> Decimal(TdSchema schema, string column, ColumnPath path) =>
        Value(_row.Decimal(schema, column, path));

    public override ValuePipe<RowGroup<TRow>, bool> Boolean(TdSchema schema, string column, ColumnPath path) =>
        Value(_row.Boolean(schema, column, path));

    public override ValuePipe<RowGroup<TRow>, DateOnly> Date(TdSchema schema, string column, ColumnPath path) =>
        Value(_row.Date(schema, column, path));

    public override ValuePipe<RowGroup<TRow>, DateTimeOffset> Timestamp(TdSchema schema, string column, ColumnPath path) =>
        Value(_row.Timestamp(schema, column, path));

    public override ListPipe<RowGroup<TRow>, ListElement> List(TdSchema schema, string column, ColumnPath path) =>
        new FirstList(_row.List(schema, column, path));

    private static FirstValue<TValue> Value<TValue>(ValuePipe<TRow, TValue> pipe)
        where TValue : struct => new(pipe);

    private sealed class FirstText(TextPipe<TRow> pipe) : TextPipe<RowGroup<TRow>>
    {
        public override ValueState Read(in RowGroup<TRow> record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            var first = record.First;
            var state = pipe.Read(in first, context, out var text);
            // The text is in the row's buffer or in the context's, never in the variable, which is all that the compiler sees.
            value = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(text), text.Length);
            return state;
        }
    }

    private sealed class FirstValue<TValue>(ValuePipe<TRow, TValue> pipe) : ValuePipe<RowGroup<TRow>, TValue>
        where TValue : struct
    {
        public override ValueState Read(in RowGroup<TRow> record, EncodeContext context, out TValue value)
        {
            var first = record.First;
            return pipe.Read(in first, context, out value);
        }
    }

    private sealed class FirstList(ListPipe<TRow, ListElement> pipe) : ListPipe<RowGroup<TRow>, ListElement>
    {
        public override ValueState Read(in RowGroup<TRow> record, EncodeContext context, ItemWriter<ListElement> items)
        {
            var first = record.First;
            return pipe.Read(in first, context, items);
        }
    }
}
