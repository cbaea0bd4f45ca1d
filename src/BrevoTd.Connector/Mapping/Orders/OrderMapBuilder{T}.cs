namespace BrevoTd.Connector.Mapping;

/// <summary>Where an <see cref="OrderMap{T}"/> is written: one call per field of the order, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class OrderMapBuilder<T> : IdentifiedMapBuilder<T>
{
    internal const string LinesField = "products";

    private readonly Members<T> _order;
    private readonly Members<T> _identifiers;
    private readonly Members<T> _billing;
    private readonly Members<T> _metaInfo;

    internal OrderMapBuilder(MapDefinition<T> definition)
        : base(definition)
    {
        var rules = definition.Set;
        _order = new Members<T>(rules, rules.Root);
        _identifiers = new Members<T>(rules, rules.Fixed(position => Section("identifiers", rank: 1, position)));
        _billing = new Members<T>(rules, rules.Fixed(position => Section("billing", rank: 2, position)));
        _metaInfo = new Members<T>(rules, rules.Fixed(position => Section("metaInfo", rank: 3, position)));

        MapObject Section(string name, int rank, int position) => new(rules.Root, name, name, rank, position);
    }

    /// <summary>The order's id in the shop. A record without one fails.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Id(Column<string> column) => Id(RuleNodes.Text<T>(column));

    /// <summary>The order's id in the shop, from a column of whole numbers; it is written as text. A record without one fails.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Id(Column<long> column) => Id(RuleNodes.Digits<T>(column));

    /// <inheritdoc cref="Id(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Id(Func<T, string?> value) => Id(RuleNodes.Text(value));

    /// <inheritdoc cref="Id(Column{long})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Id(Func<T, long?> value) => Id(RuleNodes.Digits(value));

    /// <summary>When the order was created. A record without it fails.</summary>
    /// <param name="column">Column to read.</param>
    public TimestampRule<T> CreatedAt(Column<DateTimeOffset> column) => Time("createdAt", RuleNodes.Timestamp<T>(column));

    /// <inheritdoc cref="CreatedAt(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record.</param>
    public TimestampRule<T> CreatedAt(Func<T, DateTimeOffset?> value) => Time("createdAt", RuleNodes.Timestamp(value));

    /// <inheritdoc cref="CreatedAt(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record. A <see cref="DateTime"/> without a kind is taken as UTC.</param>
    public TimestampRule<T> CreatedAt(Func<T, DateTime?> value) => Time("createdAt", RuleNodes.Timestamp(value));

    /// <summary>When the order, or its status, was last changed. A record without it fails.</summary>
    /// <param name="column">Column to read.</param>
    public TimestampRule<T> UpdatedAt(Column<DateTimeOffset> column) => Time("updatedAt", RuleNodes.Timestamp<T>(column));

    /// <inheritdoc cref="UpdatedAt(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record.</param>
    public TimestampRule<T> UpdatedAt(Func<T, DateTimeOffset?> value) => Time("updatedAt", RuleNodes.Timestamp(value));

    /// <inheritdoc cref="UpdatedAt(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record. A <see cref="DateTime"/> without a kind is taken as UTC.</param>
    public TimestampRule<T> UpdatedAt(Func<T, DateTime?> value) => Time("updatedAt", RuleNodes.Timestamp(value));

    /// <summary>The order's status, the same for all records, such as <c>completed</c>.</summary>
    /// <param name="status">The status.</param>
    public void Status(string status) => _ = Status(RuleNodes.Constant<T>(status));

    /// <summary>The order's status, such as <c>completed</c>. A record without one fails.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Status(Column<string> column) => Status(RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Status(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Status(Func<T, string?> value) => Status(RuleNodes.Text(value));

    /// <summary>What the order costs in all: items, shipping and tax, in the shop's currency. Written with all its digits. A record without it fails.</summary>
    /// <param name="column">Column to read; whole numbers and floating-point numbers count too.</param>
    public NumberRule<T, decimal> Amount(Column<decimal> column) => Amount(RuleNodes.Decimal<T>(column));

    /// <inheritdoc cref="Amount(Column{decimal})"/>
    /// <param name="value">Function over the record.</param>
    public NumberRule<T, decimal> Amount(Func<T, decimal?> value) => Amount(RuleNodes.Decimal(value));

    /// <summary>The id of the store where the order was placed.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> StoreId(Column<string> column) => _order.Text("storeId", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="StoreId(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> StoreId(Func<T, string?> value) => _order.Text("storeId", RuleNodes.Text(value));

    /// <summary>Codes of the coupons applied to the order. Brevo stores them without regard to case.</summary>
    /// <param name="codes">Takes the codes from the record.</param>
    public ListRule<T> Coupons(Func<T, IEnumerable<string?>?> codes) => _order.Texts("coupons", codes);

    /// <inheritdoc cref="Coupons(Func{T, IEnumerable{string}})"/>
    /// <param name="codes">Column that holds a list of texts, or JSON text of one.</param>
    public ListRule<T> Coupons(ListColumn codes) => _order.Values("coupons", codes);

    /// <summary>The id of the contact's loyalty subscription, by which Brevo knows whose order it is.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> LoyaltySubscriptionId(Column<string> column) =>
        _identifiers.Text("loyalty_subscription_id", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="LoyaltySubscriptionId(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> LoyaltySubscriptionId(Func<T, string?> value) => _identifiers.Text("loyalty_subscription_id", RuleNodes.Text(value));

    /// <summary>The order's lines. An order without lines fails: Brevo asks for them.</summary>
    /// <param name="lines">Takes the lines from the record. Arrays and lists are read without allocating.</param>
    /// <param name="configure">Writes the fields of one line.</param>
    /// <typeparam name="TLine">Type of the lines.</typeparam>
    public ListRule<T> Lines<TLine>(Func<T, IEnumerable<TLine>?> lines, Action<OrderLineBuilder<TLine>> configure) =>
        Lines(Members<T>.Source(lines), configure);

    /// <summary>The order's lines, from a column that holds a list of maps, or JSON text of one. Rules over a line read the maps' fields as columns.</summary>
    /// <param name="lines">Column to read.</param>
    /// <param name="configure">Writes the fields of one line.</param>
    public ListRule<T> Lines(ListColumn lines, Action<OrderLineBuilder<ListElement>> configure) =>
        Lines(Members<T>.Source(lines), configure);

    /// <summary>Where the invoice goes.</summary>
    /// <param name="configure">Writes the fields.</param>
    public void Billing(Action<OrderBillingBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new OrderBillingBuilder<T>(_billing));
    }

    /// <summary>More about the order under names of one's own: texts, numbers and truth values.</summary>
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
    public void Include(OrderMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Definition.Include(map, map.GetType().Name, () => map.WriteInto(this));
    }

    private protected override TextRule<T> Identifier(FieldRole role, TextNode<T> node) =>
        _identifiers.Text(
            role switch
            {
                FieldRole.Email => "email_id",
                FieldRole.ExternalId => "ext_id",
                _ => "phone_id",
            },
            node,
            role
        );

    private ListRule<T> Lines<TLine>(ListSource<T, TLine> source, Action<OrderLineBuilder<TLine>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var rule = _order.List(
            LinesField,
            source,
            members =>
            {
                configure(new OrderLineBuilder<TLine>(members));
                OrderLineBuilder<TLine>.Require(members.Rules);
            }
        );
        return Members<T>.Required<ListRule<T>>(rule);
    }

    private TextRule<T> Id(TextNode<T> node) => Members<T>.Required<TextRule<T>>(_order.Text("id", node, FieldRole.Id));

    private TimestampRule<T> Time(string name, ValueNode<T, DateTimeOffset> node) =>
        Members<T>.Required<TimestampRule<T>>(_order.Timestamp(name, node));

    private TextRule<T> Status(TextNode<T> node) => Members<T>.Required<TextRule<T>>(_order.Text("status", node));

    private NumberRule<T, decimal> Amount(ValueNode<T, decimal> node) =>
        Members<T>.Required<NumberRule<T, decimal>>(_order.Decimal("amount", node));
}
