using System.Text.Json;

namespace BrevoTd.Connector.Mapping;

public sealed partial class RowMapBuilder<T>
{
    /// <summary>
    /// A <c>string</c> column with a JSON object as its text, with objects and lists to any depth; <c>json_extract</c> reads it in SQL. Fields without a value are left out; without any, the column is not written.
    /// </summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="configure">Writes the object's fields.</param>
    public void Json(string name, Action<FieldsBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        var inner = new RuleSet<T>(Definition, new MapObject(parent: null, name, name, rank: 0, position: 0));
        _ = AddColumn(name, new JsonNode<T>(inner));
        configure(new FieldsBuilder<T>(new Members<T>(inner, inner.Root)));
    }

    /// <summary>A <c>string</c> column with a JSON list of objects as its text. Without items the column is not written.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="items">Takes the items from the record; <see langword="null"/> means null.</param>
    /// <param name="configure">Writes the fields of one item.</param>
    /// <typeparam name="TItem">Type of the items.</typeparam>
    public ListRule<T> Json<TItem>(string name, Func<T, IEnumerable<TItem>?> items, Action<FieldsBuilder<TItem>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return JsonList(name).List(name, name, Members<T>.Source(items), members => configure(new FieldsBuilder<TItem>(members)));
    }

    /// <summary>A <c>string</c> column with a JSON list of texts as its text. Without items the column is not written.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="values">Takes the values from the record; <see langword="null"/> means null.</param>
    public ListRule<T> Json(string name, Func<T, IEnumerable<string?>?> values) =>
        JsonList(name).Values(name, name, Members<T>.Source(values), Members<T>.PlainText);

    /// <summary>A <c>string</c> column with a JSON list of whole numbers as its text. Without items the column is not written.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="values">Takes the values from the record; <see langword="null"/> means null.</param>
    public ListRule<T> Json(string name, Func<T, IEnumerable<long>?> values) =>
        JsonList(name).Values(name, name, Members<T>.Source(values), Members<T>.PlainNumber);

    /// <summary>A <c>string</c> column with a JSON value of any kind as its text, as it came. JSON <c>null</c> means null.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Takes the value from the record; <see langword="null"/> means null.</param>
    public TextRule<T> Json(string name, Func<T, JsonElement?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new TextRule<T>(AddColumn(name, new JsonElementTextNode<T>(value)));
    }

    private Members<T> JsonList(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var root = new MapObject(parent: null, name, name, rank: 0, position: 0) { IsList = true };
        var inner = new RuleSet<T>(Definition, root);
        _ = AddColumn(name, new JsonNode<T>(inner));
        return new Members<T>(inner, root);
    }
}
