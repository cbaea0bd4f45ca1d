using System.Text.Encodings.Web;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Mapping;

/// <summary>Where an <see cref="ObjectMap{T}"/> is written: one call per part of the record, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class ObjectMapBuilder<T> : MapBuilder<T>
{
    internal const string AttributesField = "attributes";

    private const int MaxAttributes = BrevoObjectsClient.MaxAttributes;
    private const int MaxLinks = BrevoObjectsClient.MaxAssociations;

    private readonly Members<T> _identifiers;
    private readonly Members<T> _attributes;
    private readonly Members<T> _associations;
    private readonly Dictionary<string, int> _actions = [];

    internal ObjectMapBuilder(MapDefinition<T> definition)
        : base(definition)
    {
        var rules = definition.Set;
        _identifiers = new Members<T>(
            rules,
            rules.Fixed(position => new MapObject(rules.Root, "identifiers", "identifiers", rank: 1, position))
        );
        _attributes = new Members<T>(
            rules,
            rules.Fixed(position => new MapObject(rules.Root, AttributesField, AttributesField, rank: 2, position)
            {
                TakesObjects = false,
                Missing = (
                    MappingFailureCode.Required,
                    "No attribute has a value, and Brevo asks for at least one. Fill one, or leave such records out with SkipWhen."
                ),
            })
        );
        _associations = new Members<T>(
            rules,
            rules.Fixed(position => new MapObject(rules.Root, "associations", "associations", rank: 3, position) { IsList = true })
        );
    }

    /// <summary>The record's id in the user's own systems. A record that Brevo does not know by it is created.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ExternalId(Column<string> column) => ExternalId(RuleNodes.Text<T>(column));

    /// <summary>The record's id in the user's own systems, from a column of whole numbers; it is written as text.</summary>
    /// <param name="column">Column to read.</param>
    public TextRule<T> ExternalId(Column<long> column) => ExternalId(RuleNodes.Digits<T>(column));

    /// <inheritdoc cref="ExternalId(Column{string})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> ExternalId(Func<T, string?> value) => ExternalId(RuleNodes.Text(value));

    /// <inheritdoc cref="ExternalId(Column{long})"/>
    /// <param name="value">Function over the record.</param>
    public TextRule<T> ExternalId(Func<T, long?> value) => ExternalId(RuleNodes.Digits(value));

    /// <summary>Brevo's own id of a record that exists. Without such a record Brevo refuses it in the background. It takes precedence over the external id.</summary>
    /// <param name="column">Column to read.</param>
    public NumberRule<T, long> Id(Column<long> column) => _identifiers.Int64("id", RuleNodes.Int64<T>(column), FieldRole.Id);

    /// <inheritdoc cref="Id(Column{long})"/>
    /// <param name="value">Function over the record.</param>
    public NumberRule<T, long> Id(Func<T, long?> value) => _identifiers.Int64("id", RuleNodes.Int64(value), FieldRole.Id);

    /// <summary>
    /// The record's attributes, at most 500, named by their keys and not by their labels: Brevo ignores what it does not know. Options of a category are given by their keys too, several as a list. A record
    /// without any attribute fails.
    /// </summary>
    /// <param name="configure">Writes the fields. Objects inside are refused: attributes are plain values and lists of them.</param>
    public void Attributes(Action<FieldsBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new FieldsBuilder<T>(_attributes));
        if (_attributes.Rules.CountMembers(_attributes.Parent) > MaxAttributes)
        {
            _attributes.Rules.Problem(
                AttributesField,
                MappingProblemCode.InvalidName,
                $"The map writes more than the {MaxAttributes} attributes that Brevo takes for a record. Remove some."
            );
        }
    }

    /// <summary>Links the record with another one, which must exist. Without an id nothing is linked. Up to ten links and ten unlinks can be written.</summary>
    /// <param name="type">Type of the other record's object, such as <c>contact</c> or <c>garage</c>.</param>
    /// <param name="externalId">Column of the other record's id in the user's own systems.</param>
    public TextRule<T> Link(string type, Column<string> externalId) => Associate(type, "link", RuleNodes.Text<T>(externalId));

    /// <inheritdoc cref="Link(string, Column{string})"/>
    /// <param name="type">Type of the other record's object, such as <c>contact</c> or <c>garage</c>.</param>
    /// <param name="externalId">Function that gives the other record's id in the user's own systems.</param>
    public TextRule<T> Link(string type, Func<T, string?> externalId) => Associate(type, "link", RuleNodes.Text(externalId));

    /// <summary>Links the record with another one, which must exist, by Brevo's own id. Without an id nothing is linked.</summary>
    /// <param name="type">Type of the other record's object, such as <c>contact</c> or <c>garage</c>.</param>
    /// <param name="id">Column of the other record's id in Brevo.</param>
    public NumberRule<T, long> LinkId(string type, Column<long> id) => Associate(type, "link").Int64("id", RuleNodes.Int64<T>(id));

    /// <inheritdoc cref="LinkId(string, Column{long})"/>
    /// <param name="type">Type of the other record's object, such as <c>contact</c> or <c>garage</c>.</param>
    /// <param name="id">Function that gives the other record's id in Brevo.</param>
    public NumberRule<T, long> LinkId(string type, Func<T, long?> id) => Associate(type, "link").Int64("id", RuleNodes.Int64(id));

    /// <summary>Ends the link with another record. It does no harm where there is none.</summary>
    /// <param name="type">Type of the other record's object, such as <c>contact</c> or <c>garage</c>.</param>
    /// <param name="externalId">Column of the other record's id in the user's own systems.</param>
    public TextRule<T> Unlink(string type, Column<string> externalId) => Associate(type, "unlink", RuleNodes.Text<T>(externalId));

    /// <inheritdoc cref="Unlink(string, Column{string})"/>
    /// <param name="type">Type of the other record's object, such as <c>contact</c> or <c>garage</c>.</param>
    /// <param name="externalId">Function that gives the other record's id in the user's own systems.</param>
    public TextRule<T> Unlink(string type, Func<T, string?> externalId) => Associate(type, "unlink", RuleNodes.Text(externalId));

    /// <summary>
    /// Takes over the rules of another map, such as one that several maps have in common. A target that both write is a problem of the map. The other map's policies for nulls and empty
    /// texts hold for its own rules; what it says of failures is not taken over.
    /// </summary>
    /// <param name="map">The other map.</param>
    public void Include(ObjectMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Definition.Include(map, map.GetType().Name, () => map.WriteInto(this));
    }

    private TextRule<T> ExternalId(TextNode<T> node) => _identifiers.Text("ext_id", node, FieldRole.Id);

    private TextRule<T> Associate(string type, string action, TextNode<T> node) => Associate(type, action).Text("ext_id", node);

    /// <summary>An entry of the associations: object type, action, and one record with its identifiers.</summary>
    private Members<T> Associate(string type, string action)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        var rules = Definition.Set;
        var place = rules.CountMembers(_associations.Parent);
        var count = _actions[action] = _actions.GetValueOrDefault(action) + 1;
        var path = $"associations[{place}]";
        if (count > MaxLinks)
        {
            rules.Problem(
                path,
                MappingProblemCode.InvalidName,
                $"Brevo takes {MaxLinks} entries of {action} for a record. Send the others in a second map."
            );
        }

        var entry = rules.Fixed(position => new MapObject(_associations.Parent, name: "", path, rank: 0, position)
        {
            Constants = $"\"object_type\":\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(type)}\",\"action\":\"{action}\"",
        });
        var records = rules.Fixed(position => new MapObject(entry, "records", $"{path}.records", rank: 0, position) { IsList = true });
        var record = rules.Fixed(position => new MapObject(records, name: "", $"{path}.records[0]", rank: 0, position));
        return new Members<T>(rules, rules.Object(record, "identifiers"));
    }
}
