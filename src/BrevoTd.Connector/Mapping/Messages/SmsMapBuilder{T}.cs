namespace BrevoTd.Connector.Mapping;

/// <summary>Where an <see cref="SmsMap{T}"/> is written: one call per field of the message, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class SmsMapBuilder<T> : MapBuilder<T>
{
    internal const string RecipientField = "recipient";
    internal const string ContentField = "content";
    internal const string ParamsField = "params";

    private readonly Members<T> _message;
    private readonly Members<T> _params;

    internal SmsMapBuilder(MapDefinition<T> definition)
        : base(definition)
    {
        var rules = definition.Set;
        _message = new Members<T>(rules, rules.Root);
        _params = new Members<T>(rules, rules.Fixed(position => new MapObject(rules.Root, ParamsField, ParamsField, rank: 1, position)));
    }

    /// <summary>
    /// The number that receives the message, with its country code: 6 to 15 digits, with or without a plus in front. A record without one, or with another text, fails; <c>ToE164</c> brings numbers
    /// into this form.
    /// </summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> To(Column<string> column) => To(RuleNodes.Text<T>(column));

    /// <inheritdoc cref="To(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> To(Func<T, string?> value) => To(RuleNodes.Text(value));

    /// <summary>
    /// The text, in place of the writer's text or template. Beyond 160 characters, or 70 with characters outside the GSM alphabet, Brevo sends and charges several messages. A record without a text fails.
    /// </summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Content(Column<string> column) => Content(RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Content(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Content(Func<T, string?> value) => Content(RuleNodes.Text(value));

    /// <summary>Values for the writer's template, which reads them as <c>{{params.name}}</c>.</summary>
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
    public void Include(SmsMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Definition.Include(map, map.GetType().Name, () => map.WriteInto(this));
    }

    private TextRule<T> To(TextNode<T> node) =>
        Members<T>.Required<TextRule<T>>(_message.Text(RecipientField, node, FieldRole.Id, SmsNumber.Instance));

    private TextRule<T> Content(TextNode<T> node) => Members<T>.Required<TextRule<T>>(_message.Text(ContentField, node));
}
