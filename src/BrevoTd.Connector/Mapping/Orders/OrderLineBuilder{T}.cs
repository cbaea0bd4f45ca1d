namespace BrevoTd.Connector.Mapping;

/// <summary>Where the lines of an order are written. Brevo asks for a product's id, a quantity and a price.</summary>
/// <typeparam name="T">Type of the lines.</typeparam>
public sealed class OrderLineBuilder<T>
{
    private readonly Members<T> _line;

    internal OrderLineBuilder(Members<T> line) => _line = line;

    /// <summary>The product's id. A line without one fails.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ProductId(Column<string> column) => ProductId(RuleNodes.Text<T>(column));

    /// <summary>The product's id, from a column of whole numbers; it is written as text. A line without one fails.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ProductId(Column<long> column) => ProductId(RuleNodes.Digits<T>(column));

    /// <inheritdoc cref="ProductId(Column{string})"/>
    /// <param name="value">Function over the line.</param>
    public TextRule<T> ProductId(Func<T, string?> value) => ProductId(RuleNodes.Text(value));

    /// <inheritdoc cref="ProductId(Column{long})"/>
    /// <param name="value">Function over the line.</param>
    public TextRule<T> ProductId(Func<T, long?> value) => ProductId(RuleNodes.Digits(value));

    /// <summary>The id of the product's variant.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> VariantId(Column<string> column) => _line.Text("variantId", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="VariantId(Column{string})"/>
    /// <param name="value">Function over the line.</param>
    public TextRule<T> VariantId(Func<T, string?> value) => _line.Text("variantId", RuleNodes.Text(value));

    /// <summary>How many units were ordered. A line without it fails.</summary>
    /// <param name="column">Column to read.</param>
    public NumberRule<T, long> Quantity(Column<long> column) => Quantity(RuleNodes.Int64<T>(column));

    /// <inheritdoc cref="Quantity(Column{long})"/>
    /// <param name="value">Function over the line.</param>
    public NumberRule<T, long> Quantity(Func<T, long?> value) => Quantity(RuleNodes.Int64(value));

    /// <summary>How many units were ordered, with decimals (<c>quantityFloat</c>). In place of <see cref="Quantity(Column{long})"/>; a line without it fails.</summary>
    /// <param name="column">Column to read.</param>
    public NumberRule<T, decimal> QuantityFloat(Column<decimal> column) => Amount("quantityFloat", RuleNodes.Decimal<T>(column));

    /// <inheritdoc cref="QuantityFloat(Column{decimal})"/>
    /// <param name="value">Function over the line.</param>
    public NumberRule<T, decimal> QuantityFloat(Func<T, decimal?> value) => Amount("quantityFloat", RuleNodes.Decimal(value));

    /// <summary>The price of one unit, written with all its digits. A line without it fails.</summary>
    /// <param name="column">Column to read; whole numbers and floating-point numbers count too.</param>
    public NumberRule<T, decimal> Price(Column<decimal> column) => Amount("price", RuleNodes.Decimal<T>(column));

    /// <inheritdoc cref="Price(Column{decimal})"/>
    /// <param name="value">Function over the line.</param>
    public NumberRule<T, decimal> Price(Func<T, decimal?> value) => Amount("price", RuleNodes.Decimal(value));

    /// <summary>Leaves out lines where the condition holds. They are counted in <see cref="MappingStatistics.DroppedByTarget"/> under <c>products</c>.</summary>
    /// <param name="condition">The condition, over the line. If it throws, the record fails.</param>
    public void SkipWhen(Func<T, bool> condition) => _line.SkipWhen(condition);

    internal static void Require(RuleSet<T> rules)
    {
        Missing(["productId"], "No rule writes the product of a line. Add ProductId.");
        Missing(["quantity", "quantityFloat"], "No rule writes the quantity of a line. Add Quantity.");
        Missing(["price"], "No rule writes the price of a line. Add Price.");

        void Missing(string[] names, string message)
        {
            if (!rules.Rules.Exists(rule => names.Contains(rule.WireName)))
            {
                rules.Problem($"{rules.Root.Path}.{names[0]}", MappingProblemCode.TargetMissing, message);
            }
        }
    }

    private TextRule<T> ProductId(TextNode<T> node) => Members<T>.Required<TextRule<T>>(_line.Text("productId", node));

    private NumberRule<T, long> Quantity(ValueNode<T, long> node) =>
        Members<T>.Required<NumberRule<T, long>>(_line.Int64("quantity", node));

    private NumberRule<T, decimal> Amount(string name, ValueNode<T, decimal> node) =>
        Members<T>.Required<NumberRule<T, decimal>>(_line.Decimal(name, node));
}
