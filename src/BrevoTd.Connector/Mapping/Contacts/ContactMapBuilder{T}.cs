namespace BrevoTd.Connector.Mapping;

/// <summary>Where a <see cref="ContactMap{T}"/> is written: one call per field of the contact, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed partial class ContactMapBuilder<T> : ContactIdentifiersBuilder<T>
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
        : base(definition) => definition.Set.Root.CanClear = true;

    /// <summary>The same lists for every contact.</summary>
    /// <param name="ids">Ids of the lists.</param>
    public ListRule<T> ListIds(params long[] ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        long[] copy = [.. ids];
        return ListIds(_ => copy);
    }

    /// <summary>
    /// Ids of the lists that the contact is added to. In an import, which has lists for all its contacts only, contacts of different lists travel in different requests: order the records by them if there are many.
    /// They come on top of the writer's own lists.
    /// </summary>
    /// <param name="ids">Takes the ids from the record.</param>
    public ListRule<T> ListIds(Func<T, IEnumerable<long>?> ids) =>
        Values(ContactFields.ListIds, ContactFields.ListIds, Members<T>.Source(ids), Members<T>.PlainNumber, FieldRole.Partition);

    /// <inheritdoc cref="ListIds(Func{T, IEnumerable{long}})"/>
    /// <param name="column">Column that holds a list of whole numbers, or JSON text of one.</param>
    public ListRule<T> ListIds(ListColumn column) =>
        Values(
            ContactFields.ListIds,
            ContactFields.ListIds,
            Members<T>.Source(column),
            new ElementNode(FieldKind.Int64),
            FieldRole.Partition
        );

    /// <summary>
    /// Whether the contact is on the blocklist for e-mail. Consent is never guessed: null and absent fail the record, unless the rule has its own <c>Default</c>, <c>WhenNull</c> or <c>OrDrop</c>. In an import,
    /// which has one flag for all its contacts, the two kinds of contacts travel in different requests. An import with the flag off blocks nobody, and frees nobody either.
    /// </summary>
    /// <param name="column">Column to read.</param>
    public BooleanRule<T> EmailBlocklisted(Column<bool> column) => Flag(ContactFields.EmailFlag, RuleNodes.Boolean<T>(column));

    /// <inheritdoc cref="EmailBlocklisted(Column{bool})"/>
    /// <param name="value">Function over the record.</param>
    public BooleanRule<T> EmailBlocklisted(Func<T, bool?> value) => Flag(ContactFields.EmailFlag, RuleNodes.Boolean(value));

    /// <summary>Whether the contact is on the blocklist for SMS; as <see cref="EmailBlocklisted(Column{bool})"/> for e-mail.</summary>
    /// <param name="column">Column to read.</param>
    public BooleanRule<T> SmsBlocklisted(Column<bool> column) => Flag(ContactFields.SmsFlag, RuleNodes.Boolean<T>(column));

    /// <inheritdoc cref="SmsBlocklisted(Column{bool})"/>
    /// <param name="value">Function over the record.</param>
    public BooleanRule<T> SmsBlocklisted(Func<T, bool?> value) => Flag(ContactFields.SmsFlag, RuleNodes.Boolean(value));

    private protected override TextRule<T> Identifier(FieldRole role, TextNode<T> node) =>
        role switch
        {
            FieldRole.Email => Text("email", "email", role, node),
            FieldRole.ExternalId => Text("ext_id", "EXT_ID", role, node),
            FieldRole.Sms => Text("attributes.SMS", "SMS", role, node),
            FieldRole.WhatsApp => Text("attributes.WHATSAPP", "WHATSAPP", role, node),
            _ => Text("attributes.LANDLINE_NUMBER", "LANDLINE_NUMBER", role, node),
        };

    private TextRule<T> Text(string target, string wireName, FieldRole role, TextNode<T> node) =>
        new(Definition.Add(target, wireName, node, role));

    private BooleanRule<T> Flag(string target, ValueNode<T, bool> node) =>
        new(Definition.Add(target, target, node, FieldRole.Partition, failsWhenNull: true));

    private ListRule<T> Values<TItem>(
        string target,
        string name,
        ListSource<T, TItem> source,
        RuleNode<TItem> value,
        FieldRole role = FieldRole.None
    ) => new Members<T>(Definition.Set, Definition.Set.Root).Values(target, name, source, value, role);

    private ListRule<T> AddList<TItem>(string name, ListSource<T, TItem> source, RuleNode<TItem> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        var rule = Values($"attributes.{name}", name, source, value);
        CheckName(rule.Definition);
        return rule;
    }

    private RuleDefinition<T> AddAttribute(string name, RuleNode<T> node, bool failsWhenNull = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        var rule = Definition.Add($"attributes.{name}", name, node, failsWhenNull: failsWhenNull);
        CheckName(rule);
        return rule;
    }

    private static void CheckName(RuleDefinition<T> rule)
    {
        if (s_ownMethods.TryGetValue(rule.WireName, out var method))
        {
            rule.Problem(MappingProblemCode.InvalidName, $"{rule.WireName} identifies contacts and has its own rule: use map.{method}(…).");
        }
    }
}
