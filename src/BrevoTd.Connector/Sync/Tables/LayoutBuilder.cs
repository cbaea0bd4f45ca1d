using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Collects columns together with what they hold, and makes the map of them.</summary>
internal sealed class LayoutBuilder<T>
{
    private readonly List<TableColumn> _columns = [];
    private readonly List<Action<RowMapBuilder<BrevoRecord<T>>>> _rules = [];
    private readonly Func<T, DateTimeOffset?>? _time;

    /// <param name="time">When the record came to be, for events; otherwise the time is that of the pull.</param>
    public LayoutBuilder(Func<T, DateTimeOffset?>? time = null) => _time = time;

    private LayoutBuilder(LayoutBuilder<T> other)
        : this(other._time)
    {
        _columns.AddRange(other._columns);
        _rules.AddRange(other._rules);
    }

    public IReadOnlyList<TableColumn> Columns => _columns;

    public string TimeRule => _time is null ? "when the row was pulled" : "when it happened; when it was pulled, if Brevo gives no time";

    public LayoutBuilder<T> Text(string name, string description, Func<T, string?> value) =>
        Add(name, "string", description, map => map.Column(name, (BrevoRecord<T> record) => value(record.Value)));

    public LayoutBuilder<T> Integer(string name, string description, Func<T, long?> value) =>
        Add(name, "long", description, map => map.Column(name, (BrevoRecord<T> record) => value(record.Value)));

    public LayoutBuilder<T> Number(string name, string description, Func<T, double?> value) =>
        Add(name, "double", description, map => map.Column(name, (BrevoRecord<T> record) => value(record.Value)));

    /// <summary>An exact decimal number; tables have no type for it.</summary>
    public LayoutBuilder<T> Decimal(string name, string description, Func<T, decimal?> value) =>
        Add(name, "string", description + "; exact decimal text", map => map.Column(name, (BrevoRecord<T> record) => value(record.Value)));

    public LayoutBuilder<T> Flag(string name, string description, Func<T, bool?> value) =>
        Add(name, "string", description + "; true or false", map => map.Column(name, (BrevoRecord<T> record) => value(record.Value)));

    /// <summary>A point in time in one width, so that texts compare as times do.</summary>
    public LayoutBuilder<T> Moment(string name, string description, Func<T, DateTimeOffset?> value) =>
        Add(
            name,
            "string",
            description + "; UTC, ISO 8601 with milliseconds",
            map => map.Column(name, (BrevoRecord<T> record) => value(record.Value) is { } moment ? LayoutColumns.Moment(moment) : null)
        );

    public LayoutBuilder<T> Integers(string name, string description, Func<T, IEnumerable<long>?> values) =>
        Add(name, "string", description + "; JSON list", map => map.Json(name, (BrevoRecord<T> record) => values(record.Value)));

    public LayoutBuilder<T> Texts(string name, string description, Func<T, IEnumerable<string?>?> values) =>
        Add(name, "string", description + "; JSON list", map => map.Json(name, (BrevoRecord<T> record) => values(record.Value)));

    public LayoutBuilder<T> Json<TValue>(string name, string description, Func<T, TValue?> value, JsonTypeInfo<TValue> type)
        where TValue : class =>
        Add(
            name,
            "string",
            description + "; JSON",
            map =>
                map.Column(
                    name,
                    (BrevoRecord<T> record) => value(record.Value) is { } present ? JsonSerializer.Serialize(present, type) : null
                )
        );

    /// <summary>A column per attribute, and all of them as JSON beside, so that none is lost that was defined after the layout was made.</summary>
    public LayoutBuilder<T> Attributes(
        IEnumerable<AttributeColumn> attributes,
        Func<T, IReadOnlyDictionary<string, AttributeValue>?> values
    )
    {
        AttributeValue Of(T record, string attribute) =>
            values(record) is { } all && all.TryGetValue(attribute, out var value) ? value : AttributeValue.Null;
        var taken = _columns.Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
        taken.UnionWith(["time", "v", "attributes", LayoutColumns.PulledAt, LayoutColumns.SweptAt, LayoutColumns.RowId, LayoutColumns.Raw]);
        foreach (var (name, column, isNumber) in AttributeColumn.Name(attributes, taken))
        {
            var description = $"The attribute {name}";
            _ = isNumber
                ? Number(column, description, record => AttributeColumn.Number(Of(record, name)))
                : Text(column, description, record => AttributeColumn.Text(Of(record, name)));
        }

        return Json(
            "attributes",
            "All attributes",
            record => values(record),
            BrevoJsonContext.Default.IReadOnlyDictionaryStringAttributeValue
        );
    }

    /// <summary>The columns that say where a row comes from.</summary>
    public LayoutBuilder<T> Origin(bool hasRowId = false)
    {
        if (hasRowId)
        {
            _ = Add(
                LayoutColumns.RowId,
                "string",
                "32 hexadecimal digits, the same for the same event; Brevo gives none",
                static map => map.Column(LayoutColumns.RowId, static (BrevoRecord<T> record) => record.RowId)
            );
        }

        _ = Add(
            LayoutColumns.PulledAt,
            "string",
            "When the row was read from Brevo; UTC, ISO 8601 with milliseconds",
            static map => map.Column(LayoutColumns.PulledAt, static (BrevoRecord<T> record) => LayoutColumns.Moment(record.PulledAt))
        );
        return Add(
            LayoutColumns.SweptAt,
            "string",
            "When the sweep began that read it; UTC, ISO 8601 with milliseconds",
            static map => map.Column(LayoutColumns.SweptAt, static (BrevoRecord<T> record) => LayoutColumns.Moment(record.SweptAt))
        );
    }

    public LayoutBuilder<T> WithRaw() =>
        new LayoutBuilder<T>(this).Add(
            LayoutColumns.Raw,
            "string",
            "The record as Brevo sent it; JSON",
            static map =>
                map.Column(
                    LayoutColumns.Raw,
                    static (BrevoRecord<T> record) =>
                        record.Json is { } json ? Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json)) : null
                )
        );

    public RowMap<BrevoRecord<T>> ToMap() =>
        RowMap.From<BrevoRecord<T>>(map =>
        {
            _ = map.Time((BrevoRecord<T> record) => (DateTimeOffset?)(_time?.Invoke(record.Value) ?? record.PulledAt));
            foreach (var rule in _rules)
            {
                rule(map);
            }
        });

    private LayoutBuilder<T> Add(string name, string type, string description, Action<RowMapBuilder<BrevoRecord<T>>> rule)
    {
        _columns.Add(new TableColumn(name, type, description));
        _rules.Add(rule);
        return this;
    }
}
