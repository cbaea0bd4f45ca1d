namespace BrevoTd.Connector.Mapping;

/// <summary>Where a <see cref="ContactMap{T}"/> is written: one call per field of the contact, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed partial class ContactMapBuilder<T> : MapBuilder<T>
{
    private static readonly Dictionary<string, string> s_ownMethods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EMAIL"] = "Email",
        ["EXT_ID"] = "ExternalId",
        ["SMS"] = "Sms",
        ["WHATSAPP"] = "WhatsApp",
        ["LANDLINE_NUMBER"] = "Landline",
    };

    internal ContactMapBuilder(MapDefinition<T> definition)
        : base(definition) { }

    /// <summary>The contact's e-mail address. It is sent as it is: without <see cref="TextRule{T}.MustBeEmail"/>, Brevo alone decides whether it is one.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Email(Column<string> column) => Text("email", "email", FieldRole.Email, RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Email(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Email(Func<T, string?> value) => Text("email", "email", FieldRole.Email, RuleNodes.Text(value));

    /// <summary>The contact's id in the user's own systems. In an import it is the attribute <c>EXT_ID</c>; see <see cref="ContactEncoderOptions.ExternalIdAttribute"/>.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ExternalId(Column<string> column) => ExternalId(RuleNodes.Text<T>(column));

    /// <summary>The contact's id in the user's own systems, from a column of whole numbers; it is written as text.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ExternalId(Column<long> column) => ExternalId(new Int64TextNode<T>(RuleNodes.Int64<T>(column)));

    /// <inheritdoc cref="ExternalId(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> ExternalId(Func<T, string?> value) => ExternalId(RuleNodes.Text(value));

    /// <inheritdoc cref="ExternalId(Column{long})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> ExternalId(Func<T, long?> value) => ExternalId(new Int64TextNode<T>(RuleNodes.Int64(value)));

    /// <summary>The mobile number for SMS (attribute <c>SMS</c>), with its country's code; <see cref="TextRule{T}.ToE164(string)"/> sees to that.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Sms(Column<string> column) => Text("attributes.SMS", "SMS", FieldRole.Sms, RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Sms(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Sms(Func<T, string?> value) => Text("attributes.SMS", "SMS", FieldRole.Sms, RuleNodes.Text(value));

    /// <summary>The number for WhatsApp (attribute <c>WHATSAPP</c>), with its country's code.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> WhatsApp(Column<string> column) =>
        Text("attributes.WHATSAPP", "WHATSAPP", FieldRole.WhatsApp, RuleNodes.Text<T>(column));

    /// <inheritdoc cref="WhatsApp(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> WhatsApp(Func<T, string?> value) =>
        Text("attributes.WHATSAPP", "WHATSAPP", FieldRole.WhatsApp, RuleNodes.Text(value));

    /// <summary>The landline number (attribute <c>LANDLINE_NUMBER</c>), with its country's code.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Landline(Column<string> column) =>
        Text("attributes.LANDLINE_NUMBER", "LANDLINE_NUMBER", FieldRole.Landline, RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Landline(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Landline(Func<T, string?> value) =>
        Text("attributes.LANDLINE_NUMBER", "LANDLINE_NUMBER", FieldRole.Landline, RuleNodes.Text(value));

    private TextRule<T> ExternalId(TextNode<T> node) => Text("ext_id", "EXT_ID", FieldRole.ExternalId, node);

    private TextRule<T> Text(string target, string wireName, FieldRole role, TextNode<T> node) =>
        new(Definition.Add(target, wireName, node, role));

    private RuleDefinition<T> AddAttribute(string name, RuleNode<T> node, bool failsWhenNull = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        var rule = Definition.Add($"attributes.{name}", name, node, failsWhenNull: failsWhenNull);
        if (s_ownMethods.TryGetValue(name, out var method))
        {
            rule.Problem(MappingProblemCode.InvalidName, $"{name} identifies contacts and has its own rule: use map.{method}(…).");
        }

        return rule;
    }
}
