namespace BrevoTd.Connector.Mapping;

/// <summary>The identifiers of a contact that every map over contacts, events and orders has.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract class IdentifiedMapBuilder<T> : MapBuilder<T>
{
    private protected IdentifiedMapBuilder(MapDefinition<T> definition)
        : base(definition) { }

    /// <summary>The contact's e-mail address. It is sent as it is: without <see cref="TextRule{T}.MustBeEmail"/>, Brevo alone decides whether it is one.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Email(Column<string> column) => Identifier(FieldRole.Email, RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Email(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Email(Func<T, string?> value) => Identifier(FieldRole.Email, RuleNodes.Text(value));

    /// <summary>The contact's id in the user's own systems. In an import of contacts it is the attribute <c>EXT_ID</c>; see <see cref="ContactEncoderOptions.ExternalIdAttribute"/>.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ExternalId(Column<string> column) => Identifier(FieldRole.ExternalId, RuleNodes.Text<T>(column));

    /// <summary>The contact's id in the user's own systems, from a column of whole numbers; it is written as text.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ExternalId(Column<long> column) => Identifier(FieldRole.ExternalId, RuleNodes.Digits<T>(column));

    /// <inheritdoc cref="ExternalId(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> ExternalId(Func<T, string?> value) => Identifier(FieldRole.ExternalId, RuleNodes.Text(value));

    /// <inheritdoc cref="ExternalId(Column{long})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> ExternalId(Func<T, long?> value) => Identifier(FieldRole.ExternalId, RuleNodes.Digits(value));

    /// <summary>The contact's mobile number for SMS, with its country's code; <see cref="TextRule{T}.ToE164(string)"/> sees to that.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Sms(Column<string> column) => Identifier(FieldRole.Sms, RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Sms(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Sms(Func<T, string?> value) => Identifier(FieldRole.Sms, RuleNodes.Text(value));

    private protected abstract TextRule<T> Identifier(FieldRole role, TextNode<T> node);
}
