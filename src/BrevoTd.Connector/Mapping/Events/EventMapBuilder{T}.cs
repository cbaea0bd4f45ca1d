using System.Text;
using System.Text.Encodings.Web;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Mapping;

/// <summary>Where an <see cref="EventMap{T}"/> is written: one call per field of the event, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class EventMapBuilder<T> : ContactIdentifiersBuilder<T>
{
    internal const string NameField = "event_name";
    internal const string ContactField = "contact_properties";
    internal const string IdentifiersField = "identifiers";

    private const int MaxName = BrevoEventsClient.MaxNameLength;
    private const int MaxPropertiesBytes = BrevoEventsClient.MaxPropertiesBytes;

    private static readonly NameRule s_names = new(
        static name => PlainName.IsPlain(Encoding.UTF8.GetBytes(name), MaxName),
        "Brevo takes letters, digits, _ and -, at most 255."
    );

    private readonly Members<T> _event;
    private readonly Members<T> _identifiers;
    private readonly Members<T> _contactProperties;
    private readonly Members<T> _properties;

    internal EventMapBuilder(MapDefinition<T> definition)
        : base(definition)
    {
        var rules = definition.Set;
        _event = new Members<T>(rules, rules.Root);
        _identifiers = new Members<T>(
            rules,
            rules.Fixed(position => new MapObject(rules.Root, IdentifiersField, IdentifiersField, rank: 1, position)
            {
                Missing = (
                    MappingFailureCode.NoIdentifier,
                    "The event has no identifier, so Brevo could not tell whose it is. Fill one, or leave such records out with SkipWhen."
                ),
            })
        );
        _contactProperties = new Members<T>(
            rules,
            rules.Fixed(position => new MapObject(rules.Root, ContactField, ContactField, rank: 2, position))
        );
        _properties = new Members<T>(
            rules,
            rules.Fixed(position => new MapObject(rules.Root, "event_properties", "event_properties", rank: 3, position)
            {
                Names = s_names,
                Limit = new SizeLimit(
                    MaxPropertiesBytes,
                    InCharacters: false,
                    "The properties exceed the 50 KB that Brevo takes for an event. Leave some out, or shorten their texts and lists."
                ),
            })
        );
    }

    /// <summary>The event's name, the same for all records: 1 to 255 letters, digits, <c>_</c> and <c>-</c>.</summary>
    /// <param name="name">The name.</param>
    public void Name(string name)
    {
        var rule = Name(RuleNodes.Constant<T>(name)).Definition;
        if (!s_names.IsValid(name))
        {
            rule.Problem(MappingProblemCode.InvalidName, $"The name '{name}' cannot be used: {s_names.Message}");
        }
    }

    /// <summary>The event's name. A record without one, or with one that is not 1 to 255 letters, digits, <c>_</c> and <c>-</c> (code <c>invalid_name</c>), fails.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Name(Column<string> column) => Name(RuleNodes.Text<T>(column));

    /// <inheritdoc cref="Name(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> Name(Func<T, string?> value) => Name(RuleNodes.Text(value));

    /// <summary>When the event occurred. Brevo takes the time of arrival for events without it.</summary>
    /// <param name="column">Column to read.</param>
    public TimestampRule<T> Time(Column<DateTimeOffset> column) => _event.Timestamp("event_date", RuleNodes.Timestamp<T>(column));

    /// <inheritdoc cref="Time(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record.</param>
    public TimestampRule<T> Time(Func<T, DateTimeOffset?> value) => _event.Timestamp("event_date", RuleNodes.Timestamp(value));

    /// <inheritdoc cref="Time(Column{DateTimeOffset})"/>
    /// <param name="value">Function over the record. A <see cref="DateTime"/> without a kind is taken as UTC.</param>
    public TimestampRule<T> Time(Func<T, DateTime?> value) => _event.Timestamp("event_date", RuleNodes.Timestamp(value));

    /// <summary>Brevo's own id of the contact. It takes precedence over all other identifiers.</summary>
    /// <param name="column">Column to read.</param>
    public NumberRule<T, long> ContactId(Column<long> column) =>
        _identifiers.Int64("contact_id", RuleNodes.Int64<T>(column), FieldRole.ContactId);

    /// <inheritdoc cref="ContactId(Column{long})"/>
    /// <param name="value">Function over the record.</param>
    public NumberRule<T, long> ContactId(Func<T, long?> value) =>
        _identifiers.Int64("contact_id", RuleNodes.Int64(value), FieldRole.ContactId);

    /// <summary>Attributes of the contact that Brevo updates together with the event. They must exist.</summary>
    /// <param name="configure">Writes the fields, named as the attributes.</param>
    public void ContactProperties(Action<PlainFieldsBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new PlainFieldsBuilder<T>(_contactProperties));
    }

    /// <summary>
    /// Properties of the event, with objects and lists to any depth. Names are letters, digits, <c>_</c> and <c>-</c>, at most 255. Beyond 50,000 bytes as JSON the record fails with code
    /// <c>too_large</c>: Brevo takes 50 KB.
    /// </summary>
    /// <param name="configure">Writes the fields.</param>
    public void Properties(Action<FieldsBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new FieldsBuilder<T>(_properties));
    }

    /// <summary>The record of a custom object that the event is about. Without an id the event is written without it; Brevo ignores records and types that do not exist.</summary>
    /// <param name="type">Type of the object, such as <c>subscription</c>.</param>
    /// <param name="externalId">Column of the record's id in the user's own systems.</param>
    public TextRule<T> Object(string type, Column<string> externalId) => Object(type, "ext_id", RuleNodes.Text<T>(externalId));

    /// <inheritdoc cref="Object(string, Column{string})"/>
    public TextRule<T> Object(string type, Column<long> externalId) => Object(type, "ext_id", RuleNodes.Digits<T>(externalId));

    /// <inheritdoc cref="Object(string, Column{string})"/>
    /// <param name="type">Type of the object, such as <c>subscription</c>.</param>
    /// <param name="externalId">Function that gives the record's id in the user's own systems.</param>
    public TextRule<T> Object(string type, Func<T, string?> externalId) => Object(type, "ext_id", RuleNodes.Text(externalId));

    /// <inheritdoc cref="Object(string, Func{T, string})"/>
    public TextRule<T> Object(string type, Func<T, long?> externalId) => Object(type, "ext_id", RuleNodes.Digits(externalId));

    /// <summary>The record of a custom object that the event is about, by Brevo's own id.</summary>
    /// <param name="type">Type of the object, such as <c>subscription</c>.</param>
    /// <param name="id">Column of the record's id in Brevo.</param>
    public TextRule<T> ObjectId(string type, Column<long> id) => Object(type, "id", RuleNodes.Digits<T>(id));

    /// <inheritdoc cref="ObjectId(string, Column{long})"/>
    /// <param name="type">Type of the object, such as <c>subscription</c>.</param>
    /// <param name="id">Function that gives the record's id in Brevo.</param>
    public TextRule<T> ObjectId(string type, Func<T, long?> id) => Object(type, "id", RuleNodes.Digits(id));

    /// <summary>
    /// Takes over the rules of another map, such as one that several maps have in common. A target that both write is a problem of the map. The other map's policies for nulls and empty
    /// texts hold for its own rules; what it says of failures is not taken over.
    /// </summary>
    /// <param name="map">The other map.</param>
    public void Include(EventMap<T> map)
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
                FieldRole.Sms => "phone_id",
                FieldRole.WhatsApp => "whatsapp_id",
                _ => "landline_number_id",
            },
            node,
            role
        );

    private TextRule<T> Name(TextNode<T> node) =>
        Members<T>.Required<TextRule<T>>(
            _event.Text(NameField, node, limit: new PlainName(MaxName, $"The text cannot name an event. {s_names.Message}"))
        );

    private TextRule<T> Object(string type, string idField, TextNode<T> node)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        var rules = Definition.Set;
        var known = rules.Fixed(position => new MapObject(rules.Root, "object", "object", rank: 4, position)
        {
            Constants = $"\"type\":\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(type)}\"",
        });
        return new Members<T>(rules, rules.Object(known, IdentifiersField)).Text(idField, node);
    }
}
