namespace BrevoTd.Connector.Mapping;

/// <summary>Where fields of one's own names are written, with objects and lists inside each other to any depth. The same wherever a map has such fields.</summary>
/// <typeparam name="T">Type of the records, or of a list's items.</typeparam>
public sealed class FieldsBuilder<T> : PlainFieldsBuilder<T>
{
    internal FieldsBuilder(Members<T> members)
        : base(members) { }

    /// <summary>An object with fields of its own. It is left out when none of them has a value. Writing the same name again adds to the same object.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="configure">Writes the object's fields.</param>
    public void Object(string name, Action<FieldsBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        configure(new FieldsBuilder<T>(new Members<T>(Members.Rules, Members.Rules.Object(Members.Parent, name))));
    }

    /// <summary>A list of objects. A list without items is not written; an item of which nothing is written is left out.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="items">Takes the items from the record; <see langword="null"/> means null. Arrays and lists are read without allocating.</param>
    /// <param name="configure">Writes the fields of one item.</param>
    /// <typeparam name="TItem">Type of the items.</typeparam>
    public ListRule<T> List<TItem>(string name, Func<T, IEnumerable<TItem>?> items, Action<FieldsBuilder<TItem>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Members.List(name, Members<T>.Source(items), members => configure(new FieldsBuilder<TItem>(members)));
    }

    /// <summary>A list of texts. Empty texts and nulls in it are left out.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="values">Takes the values from the record; <see langword="null"/> means null.</param>
    public ListRule<T> List(string name, Func<T, IEnumerable<string?>?> values) => Members.Texts(name, values);

    /// <summary>A list of whole numbers.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="values">Takes the values from the record; <see langword="null"/> means null.</param>
    public ListRule<T> List(string name, Func<T, IEnumerable<long>?> values) => Members.Int64s(name, values);

    /// <inheritdoc cref="List(string, Func{T, IEnumerable{long}})"/>
    public ListRule<T> List(string name, Func<T, IEnumerable<int>?> values) =>
        Members.Values(name, Members<T>.Source(values), new ValueFunctionNode<int, long>(FieldKind.Int64, static number => number));

    /// <summary>A list of numbers. NaN and infinity fail.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="values">Takes the values from the record; <see langword="null"/> means null.</param>
    public ListRule<T> List(string name, Func<T, IEnumerable<double>?> values) =>
        Members.Values(name, Members<T>.Source(values), new ValueFunctionNode<double, double>(FieldKind.Double, static number => number));

    /// <summary>A list of decimal numbers, with all their digits.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="values">Takes the values from the record; <see langword="null"/> means null.</param>
    public ListRule<T> List(string name, Func<T, IEnumerable<decimal>?> values) =>
        Members.Values(
            name,
            Members<T>.Source(values),
            new ValueFunctionNode<decimal, decimal>(FieldKind.Decimal, static number => number)
        );

    /// <summary>A list of objects from a column that holds a list of maps, or JSON text of one. Rules over an item read the maps' fields as columns.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="column">Column to read.</param>
    /// <param name="configure">Writes the fields of one item.</param>
    public ListRule<T> List(string name, ListColumn column, Action<FieldsBuilder<ListElement>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Members.List(name, Members<T>.Source(column), members => configure(new FieldsBuilder<ListElement>(members)));
    }

    /// <summary>A list of texts, numbers and truth values from a column that holds one, or JSON text of one. Each is written as it is; empty texts and nulls are left out.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="column">Column to read.</param>
    public ListRule<T> List(string name, ListColumn column) => Members.Values(name, column);

    /// <summary>Leaves out items of the list that these fields belong to, where the condition holds. They are counted in <see cref="MappingStatistics.DroppedByTarget"/> under the list.</summary>
    /// <param name="condition">The condition, over the item. If it throws, the record fails.</param>
    /// <exception cref="InvalidOperationException">The fields belong to no list.</exception>
    public void SkipWhen(Func<T, bool> condition) => Members.SkipWhen(condition);
}
