namespace BrevoTd.Connector.Mapping;

/// <summary>Where a <see cref="MessageMap{T}"/> is written: one call per field of the message, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class MessageMapBuilder<T> : MapBuilder<T>
{
    internal const string ToField = "to";

    private const int MaxParamsBytes = 100_000;

    private readonly Members<T> _message;
    private readonly Members<T> _params;
    private readonly Dictionary<string, Members<T>> _addresses = [];

    internal MessageMapBuilder(MapDefinition<T> definition)
        : base(definition)
    {
        var rules = definition.Set;
        _message = new Members<T>(rules, rules.Root);
        foreach (var name in (string[])[ToField, "cc", "bcc"])
        {
            _addresses[name] = new Members<T>(
                rules,
                rules.Fixed(position => new MapObject(rules.Root, name, name, rank: 1, position)
                {
                    IsList = true,
                    Missing =
                        name == ToField
                            ? (
                                MappingFailureCode.Required,
                                "The message has no recipient. Fill one at the source, or leave such records out with SkipWhen."
                            )
                            : null,
                })
            );
        }

        _params = new Members<T>(
            rules,
            rules.Fixed(position => new MapObject(rules.Root, "params", "params", rank: 3, position)
            {
                Limit = new SizeLimit(
                    MaxParamsBytes,
                    InCharacters: false,
                    "The params exceed the 100 KB that Brevo takes for a message. Leave some out, or shorten their texts and lists."
                ),
            })
        );
    }

    /// <summary>
    /// A recipient by the address alone. Several calls give several recipients, of which those without an address are left out. A record without any recipient fails, and so does one with more than 99 in to,
    /// cc and bcc together.
    /// </summary>
    /// <param name="email">Column of the address.</param>
    public TextRule<T> To(Column<string> email) => One(ToField).Email(email);

    /// <inheritdoc cref="To(Column{string})"/>
    /// <param name="email">Function that gives the address.</param>
    public TextRule<T> To(Func<T, string?> email) => One(ToField).Email(email);

    /// <summary>A recipient with address and name. Several calls give several recipients.</summary>
    /// <param name="configure">Writes the address and the name.</param>
    public void To(Action<RecipientBuilder<T>> configure) => Add(ToField, configure);

    /// <summary>Recipients from a list.</summary>
    /// <param name="recipients">Takes the recipients from the record.</param>
    /// <param name="configure">Writes address and name of one of them.</param>
    /// <typeparam name="TRecipient">Type of the recipients.</typeparam>
    public ListRule<T> To<TRecipient>(Func<T, IEnumerable<TRecipient>?> recipients, Action<RecipientBuilder<TRecipient>> configure) =>
        Add(ToField, recipients, configure);

    /// <summary>An address that receives a copy, with its name. Several calls give several addresses.</summary>
    /// <param name="configure">Writes the address and the name.</param>
    public void Cc(Action<RecipientBuilder<T>> configure) => Add("cc", configure);

    /// <summary>Addresses that receive a copy, from a list.</summary>
    /// <param name="recipients">Takes the recipients from the record.</param>
    /// <param name="configure">Writes address and name of one of them.</param>
    /// <typeparam name="TRecipient">Type of the recipients.</typeparam>
    public ListRule<T> Cc<TRecipient>(Func<T, IEnumerable<TRecipient>?> recipients, Action<RecipientBuilder<TRecipient>> configure) =>
        Add("cc", recipients, configure);

    /// <summary>An address that receives a copy that the others do not see, with its name. Several calls give several addresses.</summary>
    /// <param name="configure">Writes the address and the name.</param>
    public void Bcc(Action<RecipientBuilder<T>> configure) => Add("bcc", configure);

    /// <summary>Addresses that receive a copy that the others do not see, from a list.</summary>
    /// <param name="recipients">Takes the recipients from the record.</param>
    /// <param name="configure">Writes address and name of one of them.</param>
    /// <typeparam name="TRecipient">Type of the recipients.</typeparam>
    public ListRule<T> Bcc<TRecipient>(Func<T, IEnumerable<TRecipient>?> recipients, Action<RecipientBuilder<TRecipient>> configure) =>
        Add("bcc", recipients, configure);

    /// <summary>Where answers go.</summary>
    /// <param name="configure">Writes the address and the name.</param>
    public void ReplyTo(Action<RecipientBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var rules = Definition.Set;
        var replyTo = rules.Fixed(position => new MapObject(rules.Root, "replyTo", "replyTo", rank: 2, position) { NeedsAddress = true });
        configure(new RecipientBuilder<T>(new Members<T>(rules, replyTo), FieldRole.ReplyTo));
    }

    /// <summary>The subject, in place of the one that all versions share.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Subject(Column<string> column) => _message.Text("subject", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Subject(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Subject(Func<T, string?> value) => _message.Text("subject", RuleNodes.Text(value));

    /// <summary>The body as HTML. Brevo takes it only if the request has one for all versions and no template.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> HtmlContent(Column<string> column) => _message.Text("htmlContent", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="HtmlContent(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> HtmlContent(Func<T, string?> value) => _message.Text("htmlContent", RuleNodes.Text(value));

    /// <summary>The body as plain text. Brevo takes it only if the request has one for all versions and no template.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> TextContent(Column<string> column) => _message.Text("textContent", RuleNodes.Text<T>(column));

    /// <inheritdoc cref="TextContent(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> TextContent(Func<T, string?> value) => _message.Text("textContent", RuleNodes.Text(value));

    /// <summary>
    /// Values for the template, which reads them as <c>{{params.name}}</c>, with objects and lists to any depth. Beyond 100,000 bytes as JSON the record fails with code
    /// <c>too_large</c>: Brevo takes 100 KB per version, and 1,000 KB per request.
    /// </summary>
    /// <param name="configure">Writes the fields.</param>
    public void Params(Action<FieldsBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new FieldsBuilder<T>(_params));
    }

    /// <summary>
    /// Takes over the rules of another map, such as one that several maps have in common. A target that both write is a problem of the map. The other map's policies for nulls and empty
    /// texts hold for its own rules; what it says of failures is not taken over.
    /// </summary>
    /// <param name="map">The other map.</param>
    public void Include(MessageMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Definition.Include(map, map.GetType().Name, () => map.WriteInto(this));
    }

    private RecipientBuilder<T> One(string name)
    {
        var list = _addresses[name];
        var place = list.Rules.CountMembers(list.Parent);
        var path = $"{list.Parent.Path}[{place}]";
        var one = list.Rules.Fixed(position => new MapObject(list.Parent, name: "", path, rank: 0, position) { NeedsAddress = true });
        return new RecipientBuilder<T>(new Members<T>(list.Rules, one), RoleOf(name));
    }

    private void Add(string name, Action<RecipientBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(One(name));
    }

    private ListRule<T> Add<TRecipient>(
        string name,
        Func<T, IEnumerable<TRecipient>?> recipients,
        Action<RecipientBuilder<TRecipient>> configure
    )
    {
        ArgumentNullException.ThrowIfNull(configure);
        return _addresses[name]
            .Addresses(Members<T>.Source(recipients), members => configure(new RecipientBuilder<TRecipient>(members, RoleOf(name))));
    }

    private static FieldRole RoleOf(string name) => name == ToField ? FieldRole.Recipient : FieldRole.CopyRecipient;
}
