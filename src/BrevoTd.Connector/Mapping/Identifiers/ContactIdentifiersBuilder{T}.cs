namespace BrevoTd.Connector.Mapping;

/// <summary>All identifiers of a contact, for the maps that know them all.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract class ContactIdentifiersBuilder<T> : IdentifiedMapBuilder<T>
{
    private protected ContactIdentifiersBuilder(MapDefinition<T> definition)
        : base(definition) { }

    /// <summary>The contact's number for WhatsApp, with its country's code.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> WhatsApp(Column<string> column) => Identifier(FieldRole.WhatsApp, RuleNodes.Text<T>(column));

    /// <inheritdoc cref="WhatsApp(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> WhatsApp(Func<T, string?> value) => Identifier(FieldRole.WhatsApp, RuleNodes.Text(value));

    /// <summary>The contact's landline number, with its country's code.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Landline(Column<string> column) => Identifier(FieldRole.Landline, RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Landline(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Landline(Func<T, string?> value) => Identifier(FieldRole.Landline, RuleNodes.Text(value));
}
