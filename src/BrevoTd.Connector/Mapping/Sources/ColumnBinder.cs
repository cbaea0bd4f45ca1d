using System.Data;
using System.Text.Json;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Knows how columns of one type of records are found and read. Records without a binder have no columns: their rules are functions.</summary>
internal abstract class ColumnBinder<T>
{
    /// <summary>The binder for <typeparamref name="T"/>, or <see langword="null"/>.</summary>
    public static ColumnBinder<T>? Instance { get; } =
        typeof(T) == typeof(TdRow) ? (ColumnBinder<T>)(object)new TdRowBinder()
        : typeof(T) == typeof(JsonElement) ? (ColumnBinder<T>)(object)new JsonElementBinder()
        : typeof(IDataRecord).IsAssignableFrom(typeof(T)) ? new DataRecordBinder<T>()
        : typeof(T) == typeof(ListElement) ? (ColumnBinder<T>)(object)new ListElementBinder()
        : typeof(T) == typeof(RowGroup<TdRow>) ? (ColumnBinder<T>)(object)new RowGroupBinder<TdRow>()
        : typeof(T) == typeof(RowGroup<JsonElement>) ? (ColumnBinder<T>)(object)new RowGroupBinder<JsonElement>()
        : null;

    /// <summary>Whether a record's columns and their types are known before its values are read, as group rules need it.</summary>
    public virtual bool KnowsColumns => true;

    /// <summary>The binder for one encoder, if it keeps something between records.</summary>
    public virtual ColumnBinder<T> ForEncoder() => this;

    /// <summary>Whether the columns are those of the query, so that its schema tells whether they exist.</summary>
    public virtual bool HasQueryColumns => true;

    /// <summary>The record's columns. The same object as long as they do not change.</summary>
    public abstract TdSchema SchemaOf(in T record);

    public abstract TextPipe<T> Text(TdSchema schema, string column, ColumnPath path);

    public abstract ValuePipe<T, long> Int64(TdSchema schema, string column, ColumnPath path);

    public abstract ValuePipe<T, double> Double(TdSchema schema, string column, ColumnPath path);

    public abstract ValuePipe<T, decimal> Decimal(TdSchema schema, string column, ColumnPath path);

    public abstract ValuePipe<T, bool> Boolean(TdSchema schema, string column, ColumnPath path);

    public abstract ValuePipe<T, DateOnly> Date(TdSchema schema, string column, ColumnPath path);

    public abstract ValuePipe<T, DateTimeOffset> Timestamp(TdSchema schema, string column, ColumnPath path);

    /// <summary>A column that holds a list: of itself, or as JSON text.</summary>
    public virtual ListPipe<T, ListElement> List(TdSchema schema, string column, ColumnPath path) =>
        new JsonTextList<T>(Text(schema, column, path));
}
