using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>A table for one kind of Brevo's records, and the map that fills it. <see cref="BrevoTables"/> has one for each kind; layouts do not change, the <c>With…</c> methods make others.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class TableLayout<T> : TableLayout
{
    private readonly LayoutBuilder<T>? _builder;
    private readonly RowMap<T>? _plainMap;

    internal TableLayout(
        string name,
        TableContent content,
        IReadOnlyList<string> key,
        LayoutBuilder<T> builder,
        IReadOnlyList<string>? versionOf = null
    )
        : base(name, content, key, builder.Columns, versionOf)
    {
        _builder = builder;
        TimeRule = builder.TimeRule;
        Map = builder.ToMap();
    }

    private TableLayout(TableLayout<T> other, string name)
        : base(name, other.Content, other.Key, other.Columns, other.VersionOf) =>
        (TimeRule, Map, _builder, _plainMap) = (other.TimeRule, other.Map, other._builder, other._plainMap);

    private TableLayout(TableLayout<T> other, RowMap<BrevoRecord<T>> map)
        : base(other.Name, other.Content, other.Key, Declared(map.Columns), other.VersionOf) => (TimeRule, Map) = ("as the map says", map);

    private TableLayout(TableLayout<T> other, RowMap<T> map)
        : base(other.Name, other.Content, other.Key, WithOwn(Declared(map.Columns), other), other.VersionOf) =>
        (TimeRule, _plainMap) = ("as the map says", map);

    /// <summary>The map over whole records; <see langword="null"/> when <see cref="WithMap(RowMap{T})"/> replaced it by one over values.</summary>
    public RowMap<BrevoRecord<T>>? Map { get; }

    /// <inheritdoc/>
    public override string TimeRule { get; }

    /// <summary>The same layout for a table of another name.</summary>
    /// <param name="name">Name of the table.</param>
    /// <exception cref="ArgumentException">No table can have that name.</exception>
    public TableLayout<T> WithName(string name) => new(this, TdNames.Table(name, nameof(name)));

    /// <summary>The same layout with a column <c>raw</c> that holds each record's JSON as Brevo sent it, members that this library does not know included.</summary>
    /// <exception cref="InvalidOperationException">The map was replaced by one over whole records: write <see cref="BrevoRecord{T}.Json"/> with it.</exception>
    public TableLayout<T> WithRawJson()
    {
        if (HasRawJson)
        {
            return this;
        }

        if (_builder is { } builder)
        {
            return new TableLayout<T>(Name, Content, Key, builder.WithRaw(), VersionOf);
        }

        throw new InvalidOperationException(
            "Ask for raw JSON before the map is replaced (WithRawJson().WithMap(…)), or write BrevoRecord.Json with the map."
        );
    }

    /// <summary>The same table filled by a map of the user's own. The columns <c>pulled_at</c>, <c>swept_at</c> and, where the layout has them, <c>row_id</c> and <c>raw</c> are added to its rows, unless it writes them itself.</summary>
    /// <param name="map">The map; it needs a rule for the time.</param>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public TableLayout<T> WithMap(RowMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new TableLayout<T>(this, map);
    }

    /// <summary>The same table filled by a map of the user's own, which writes every column.</summary>
    /// <param name="map">The map; it needs a rule for the time.</param>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public TableLayout<T> WithMap(RowMap<BrevoRecord<T>> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new TableLayout<T>(this, map);
    }

    internal RecordEncoder<BrevoRecord<T>> CreateEncoder() =>
        Map?.CreateEncoder()
        ?? new ValueRowEncoder<T>(
            _plainMap!.CreateEncoder(),
            Columns.Where(column => !_plainMap.Columns.Contains(column.Name)).Select(static column => column.Name).ToList()
        );

    private static List<TableColumn> Declared(TdSchema columns) =>
        [.. columns.Select(static column => new TableColumn(column.Name, column.Type, ""))];

    private static List<TableColumn> WithOwn(List<TableColumn> columns, TableLayout other)
    {
        string[] own = [LayoutColumns.PulledAt, LayoutColumns.SweptAt, LayoutColumns.RowId, LayoutColumns.Raw];
        columns.AddRange(
            other.Columns.Where(column => own.Contains(column.Name) && !columns.Exists(known => known.Name == column.Name)).ToList()
        );
        return columns;
    }
}
