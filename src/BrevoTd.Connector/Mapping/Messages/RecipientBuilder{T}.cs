namespace BrevoTd.Connector.Mapping;

/// <summary>Where an address of a message is written.</summary>
/// <typeparam name="T">Type of the records, or of a list's items.</typeparam>
public sealed class RecipientBuilder<T>
{
    private const int MaxName = 70;

    private static readonly TextLimit s_name = new MaxCharacters(
        MaxName,
        "The name exceeds the 70 characters that Brevo takes. Shorten it, or drop it with OrDrop."
    );

    private readonly Members<T> _recipient;
    private readonly FieldRole _role;

    internal RecipientBuilder(Members<T> recipient, FieldRole role)
    {
        _recipient = recipient;
        _role = role;
    }

    /// <summary>The e-mail address. Without one, nothing is written of this address.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Email(Column<string> column) => Email(RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Email(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Email(Func<T, string?> value) => Email(RuleNodes.Text(value));

    /// <summary>The name beside the address. Beyond 70 characters it fails with code <c>too_large</c>.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Name(Column<string> column) => _recipient.Text("name", RuleNodes.Text<T>(column), limit: s_name);

    /// <inheritdoc cref="Name(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Name(Func<T, string?> value) => _recipient.Text("name", RuleNodes.Text(value), limit: s_name);

    private TextRule<T> Email(TextNode<T> node) => _recipient.Text("email", node, _role);
}
