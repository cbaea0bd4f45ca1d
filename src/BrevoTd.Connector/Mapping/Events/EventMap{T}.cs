using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Says how records become Brevo events, as <c>POST /events</c> and <c>POST /events/batch</c> take them. Derive from it and write the rules in <see cref="Configure"/>, or use
/// <see cref="EventMap.From{T}"/>. An event needs a name and at least one identifier of its contact. Brevo stores a repeated event a second time: events have no key.
/// </summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract class EventMap<T> : RecordMap<T>
{
    /// <summary>Creates a map. Its rules are written when it is first used.</summary>
#pragma warning disable RS0022 // The base class is closed on purpose: kinds of maps are the library's, maps are the user's.
    protected EventMap() { }
#pragma warning restore RS0022

    /// <summary>Creates an encoder with its own buffers and statistics, for one thread at a time. It writes one JSON object per event.</summary>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public RecordEncoder<T> CreateEncoder() => new JsonMapEncoder<T>(Definition);

    /// <summary>Finds everything that is wrong with the map, at once and before the first record.</summary>
    /// <param name="schema">Columns of the query that the records come from, or <see langword="null"/> to leave them out of the check; not looked at for records without columns.</param>
    /// <param name="attributes">
    /// Attributes of the account (<see cref="BrevoAttributesClient.ListAsync"/>), which <c>ContactProperties</c> must name; <see langword="null"/> leaves them out of the check.
    /// </param>
    public MappingCheck Check(TdSchema? schema = null, IReadOnlyList<ContactAttribute>? attributes = null)
    {
        var problems = CheckDefinition(schema);
        if (attributes is not null)
        {
            AttributeCheck.Run(AttributeCheck.AttributesIn(Definition, EventMapBuilder<T>.ContactField), attributes, problems);
        }

        return new MappingCheck(Definition.Name, problems);
    }

    /// <summary>Whether a rule writes an attribute of the contact.</summary>
    internal bool NamesAttributes => AttributeCheck.AttributesIn(Definition, EventMapBuilder<T>.ContactField).Any();

    /// <summary>Writes the rules. Called once, by the first thread that uses the map.</summary>
    /// <param name="map">Where the rules are written.</param>
    protected abstract void Configure(EventMapBuilder<T> map);

    /// <summary>Writes the rules into another map.</summary>
    internal void WriteInto(EventMapBuilder<T> map) => Configure(map);

    private protected sealed override RecordEncoder<T> CreateEncoder(PlanTrace trace) =>
        new JsonMapEncoder<T>(Definition) { Trace = trace };

    private protected sealed override void Define(MapDefinition<T> definition)
    {
        Configure(new EventMapBuilder<T>(definition));
        definition.RequireTarget(EventMapBuilder<T>.NameField, "No rule names the event. Add Name.");
        definition.RequireMember(
            EventMapBuilder<T>.IdentifiersField,
            "No rule identifies the event's contact. Add Email, ExternalId, Sms, WhatsApp, Landline or ContactId."
        );
    }
}
