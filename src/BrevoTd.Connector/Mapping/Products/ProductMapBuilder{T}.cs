using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Mapping;

/// <summary>Where a <see cref="ProductMap{T}"/> is written: one call per field of the product, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class ProductMapBuilder<T> : MapBuilder<T>
{
    private const int MaxMetaInfoCharacters = BrevoProductsClient.MaxMetaInfoLength;

    private readonly Members<T> _product;
    private readonly Members<T> _metaInfo;

    internal ProductMapBuilder(MapDefinition<T> definition)
        : base(definition)
    {
        var rules = definition.Set;
        _product = new Members<T>(rules, rules.Root);
        _metaInfo = new Members<T>(
            rules,
            rules.Fixed(position => new MapObject(rules.Root, "metaInfo", "metaInfo", rank: 1, position)
            {
                Limit = new SizeLimit(
                    MaxMetaInfoCharacters,
                    InCharacters: true,
                    "The metaInfo exceeds the 20,000 characters that Brevo takes for a product. Leave fields out, or shorten their texts."
                ),
            })
        );
    }

    /// <summary>The product's id in the shop. A record without one fails.</summary>
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

    /// <summary>The name as the shop shows it. Brevo asks for it when the product is new.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Name(Column<string> column) => _product.Text("name", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Name(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Name(Func<T, string?> value) => _product.Text("name", RuleNodes.Text(value));

    /// <summary>The address of the product's page.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Url(Column<string> column) => _product.Text("url", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Url(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Url(Func<T, string?> value) => _product.Text("url", RuleNodes.Text(value));

    /// <summary>The absolute address of the product's picture.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ImageUrl(Column<string> column) => _product.Text("imageUrl", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="ImageUrl(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> ImageUrl(Func<T, string?> value) => _product.Text("imageUrl", RuleNodes.Text(value));

    /// <summary>The product's number in the shop.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Sku(Column<string> column) => _product.Text("sku", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Sku(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Sku(Func<T, string?> value) => _product.Text("sku", RuleNodes.Text(value));

    /// <summary>The price, written with all its digits.</summary>
    /// <param name="column">Column to read; whole numbers and floating-point numbers count too.</param>
    public NumberRule<T, decimal> Price(Column<decimal> column) => _product.Decimal("price", RuleNodes.Decimal<T>(column));

    /// <inheritdoc cref="Price(Column{decimal})"/>
    /// <param name="value">Function over the record.</param>
    public NumberRule<T, decimal> Price(Func<T, decimal?> value) => _product.Decimal("price", RuleNodes.Decimal(value));

    /// <summary>Another price of the product, such as one without tax.</summary>
    /// <param name="column">Column to read; whole numbers and floating-point numbers count too.</param>
    public NumberRule<T, decimal> AlternativePrice(Column<decimal> column) =>
        _product.Decimal("alternativePrice", RuleNodes.Decimal<T>(column));

    /// <inheritdoc cref="AlternativePrice(Column{decimal})"/>
    /// <param name="value">Function over the record.</param>
    public NumberRule<T, decimal> AlternativePrice(Func<T, decimal?> value) =>
        _product.Decimal("alternativePrice", RuleNodes.Decimal(value));

    /// <summary>How many are in stock.</summary>
    /// <param name="column">Column to read; whole numbers and floating-point numbers count too.</param>
    public NumberRule<T, decimal> Stock(Column<decimal> column) => _product.Decimal("stock", RuleNodes.Decimal<T>(column));

    /// <inheritdoc cref="Stock(Column{decimal})"/>
    /// <param name="value">Function over the record.</param>
    public NumberRule<T, decimal> Stock(Func<T, decimal?> value) => _product.Decimal("stock", RuleNodes.Decimal(value));

    /// <summary>The id of the product that this one is a variant of.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ParentId(Column<string> column) => _product.Text("parentId", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="ParentId(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> ParentId(Func<T, string?> value) => _product.Text("parentId", RuleNodes.Text(value));

    /// <inheritdoc cref="ParentId(Column{string})"/>
    /// <remarks>A whole number is written as text.</remarks>
    public TextRule<T> ParentId(Column<long> column) => _product.Text("parentId", RuleNodes.Digits<T>(column));

    /// <inheritdoc cref="ParentId(Column{string})"/>
    /// <param name="value">Function over the record; the number is written as text.</param>
    public TextRule<T> ParentId(Func<T, long?> value) => _product.Text("parentId", RuleNodes.Digits(value));

    /// <summary>The brand.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Brand(Column<string> column) => _product.Text("brand", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Brand(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Brand(Func<T, string?> value) => _product.Text("brand", RuleNodes.Text(value));

    /// <summary>The description.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Description(Column<string> column) => _product.Text("description", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Description(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Description(Func<T, string?> value) => _product.Text("description", RuleNodes.Text(value));

    /// <summary>Ids of the categories that the product is in.</summary>
    /// <param name="ids">Takes the ids from the record.</param>
    public ListRule<T> Categories(Func<T, IEnumerable<string?>?> ids) => _product.Texts("categories", ids);

    /// <summary>Ids of the categories that the product is in, from a column that holds a list, or JSON text of one.</summary>
    /// <param name="column">Column to read.</param>
    public ListRule<T> Categories(ListColumn column) => _product.Values("categories", column);

    /// <summary>When the product was deleted from the shop.</summary>
    /// <param name="column">Column to read.</param>
    public TimestampRule<T> DeletedAt(Column<DateTimeOffset> column) => _product.Timestamp("deletedAt", RuleNodes.Timestamp<T>(column));

    /// <inheritdoc cref="DeletedAt(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record.</param>
    public TimestampRule<T> DeletedAt(Func<T, DateTimeOffset?> value) => _product.Timestamp("deletedAt", RuleNodes.Timestamp(value));

    /// <inheritdoc cref="DeletedAt(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record. A <see cref="DateTime"/> without a kind is taken as UTC.</param>
    public TimestampRule<T> DeletedAt(Func<T, DateTime?> value) => _product.Timestamp("deletedAt", RuleNodes.Timestamp(value));

    /// <summary>Whether the product was deleted from the shop.</summary>
    /// <param name="column">Column to read.</param>
    public BooleanRule<T> IsDeleted(Column<bool> column) =>
        _product.Boolean("isDeleted", RuleNodes.Boolean<T>(column), column.FailsWhenNull);

    /// <inheritdoc cref="IsDeleted(Column{bool})"/>
    /// <param name="value">Function over the record.</param>
    public BooleanRule<T> IsDeleted(Func<T, bool?> value) => _product.Boolean("isDeleted", RuleNodes.Boolean(value), failsWhenNull: false);

    /// <summary>
    /// More about the product under names of one's own: texts and numbers. Beyond 20,000 characters as JSON the record fails with code <c>too_large</c>.
    /// </summary>
    /// <param name="configure">Writes the fields.</param>
    public void MetaInfo(Action<PlainFieldsBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new PlainFieldsBuilder<T>(_metaInfo));
    }

    /// <summary>
    /// Takes over the rules of another map, such as one that several maps have in common. A target that both write is a problem of the map. The other map's policies for nulls and empty
    /// texts hold for its own rules; what it says of failures is not taken over.
    /// </summary>
    /// <param name="map">The other map.</param>
    public void Include(ProductMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Definition.Include(map, map.GetType().Name, () => map.WriteInto(this));
    }

    private TextRule<T> Id(TextNode<T> node) => Members<T>.Required<TextRule<T>>(_product.Text("id", node, FieldRole.Id));
}
