namespace BrevoTd.Connector.Mapping;

/// <summary>Where the billing details of an order are written. All of them are optional.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class OrderBillingBuilder<T>
{
    private readonly Members<T> _billing;

    internal OrderBillingBuilder(Members<T> billing) => _billing = billing;

    /// <summary>The full address.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Address(Column<string> column) => _billing.Text("address", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Address(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Address(Func<T, string?> value) => _billing.Text("address", RuleNodes.Text(value));

    /// <summary>The city.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> City(Column<string> column) => _billing.Text("city", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="City(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> City(Func<T, string?> value) => _billing.Text("city", RuleNodes.Text(value));

    /// <summary>The country as two letters of ISO 3166.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> CountryCode(Column<string> column) => _billing.Text("countryCode", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="CountryCode(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> CountryCode(Func<T, string?> value) => _billing.Text("countryCode", RuleNodes.Text(value));

    /// <summary>The country's name.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Country(Column<string> column) => _billing.Text("country", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Country(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Country(Func<T, string?> value) => _billing.Text("country", RuleNodes.Text(value));

    /// <summary>The phone number.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Phone(Column<string> column) => _billing.Text("phone", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Phone(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Phone(Func<T, string?> value) => _billing.Text("phone", RuleNodes.Text(value));

    /// <summary>The postal code.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> PostCode(Column<string> column) => _billing.Text("postCode", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="PostCode(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> PostCode(Func<T, string?> value) => _billing.Text("postCode", RuleNodes.Text(value));

    /// <summary>How the order is paid, such as <c>paypal</c>.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> PaymentMethod(Column<string> column) => _billing.Text("paymentMethod", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="PaymentMethod(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> PaymentMethod(Func<T, string?> value) => _billing.Text("paymentMethod", RuleNodes.Text(value));

    /// <summary>The region: state or province.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Region(Column<string> column) => _billing.Text("region", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Region(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Region(Func<T, string?> value) => _billing.Text("region", RuleNodes.Text(value));
}
