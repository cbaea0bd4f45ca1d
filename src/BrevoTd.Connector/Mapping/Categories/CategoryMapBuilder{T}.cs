namespace BrevoTd.Connector.Mapping;

/// <summary>Where a <see cref="CategoryMap{T}"/> is written: one call per field of the category, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class CategoryMapBuilder<T> : MapBuilder<T>
{
    private readonly Members<T> _category;

    internal CategoryMapBuilder(MapDefinition<T> definition)
        : base(definition) => _category = new Members<T>(definition.Set, definition.Set.Root);

    /// <summary>The category's id in the shop. A record without one fails.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Id(Column<string> column) => Id(RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Id(Column{string})"/>
    /// <remarks>A whole number is written as text.</remarks>
    public TextRule<T> Id(Column<long> column) => Id(RuleNodes.Digits<T>(column));

    /// <inheritdoc cref="Id(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Id(Func<T, string?> value) => Id(RuleNodes.Text(value));

    /// <inheritdoc cref="Id(Column{string})"/>
    /// <param name="value">Function over the record; the number is written as text.</param>
    public TextRule<T> Id(Func<T, long?> value) => Id(RuleNodes.Digits(value));

    /// <summary>The name as the shop shows it. Brevo asks for it when the category is new.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Name(Column<string> column) => _category.Text("name", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Name(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Name(Func<T, string?> value) => _category.Text("name", RuleNodes.Text(value));

    /// <summary>The address of the category's page.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Url(Column<string> column) => _category.Text("url", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Url(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Url(Func<T, string?> value) => _category.Text("url", RuleNodes.Text(value));

    /// <summary>When the category was deleted from the shop.</summary>
    /// <param name="column">Column to read.</param>
    public TimestampRule<T> DeletedAt(Column<DateTimeOffset> column) => _category.Timestamp("deletedAt", RuleNodes.Timestamp<T>(column));

    /// <inheritdoc cref="DeletedAt(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record.</param>
    public TimestampRule<T> DeletedAt(Func<T, DateTimeOffset?> value) => _category.Timestamp("deletedAt", RuleNodes.Timestamp(value));

    /// <inheritdoc cref="DeletedAt(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record. A <see cref="DateTime"/> without a kind is taken as UTC.</param>
    public TimestampRule<T> DeletedAt(Func<T, DateTime?> value) => _category.Timestamp("deletedAt", RuleNodes.Timestamp(value));

    /// <summary>Whether the category was deleted from the shop.</summary>
    /// <param name="column">Column to read.</param>
    public BooleanRule<T> IsDeleted(Column<bool> column) =>
        _category.Boolean("isDeleted", RuleNodes.Boolean<T>(column), column.FailsWhenNull);

    /// <inheritdoc cref="IsDeleted(Column{bool})"/>
    /// <param name="value">Function over the record.</param>
    public BooleanRule<T> IsDeleted(Func<T, bool?> value) => _category.Boolean("isDeleted", RuleNodes.Boolean(value), failsWhenNull: false);

    /// <summary>
    /// Takes over the rules of another map, such as one that several maps have in common. A target that both write is a problem of the map. The other map's policies for nulls and empty
    /// texts hold for its own rules; what it says of failures is not taken over.
    /// </summary>
    /// <param name="map">The other map.</param>
    public void Include(CategoryMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Definition.Include(map, map.GetType().Name, () => map.WriteInto(this));
    }

    private TextRule<T> Id(TextNode<T> node) => Members<T>.Required<TextRule<T>>(_category.Text("id", node, FieldRole.Id));
}
