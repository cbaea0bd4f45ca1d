using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Says how records become transactional SMS, as <c>POST /transactionalSMS/send</c> takes them one by one. Derive from it and write the rules in <see cref="Configure"/>, or use
/// <see cref="SmsMap.From{T}"/>. Sender, template and everything else that all messages share belong to the writer.
/// </summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract class SmsMap<T> : RecordMap<T>
{
    /// <summary>Creates a map. Its rules are written when it is first used.</summary>
#pragma warning disable RS0022 // The base class is closed on purpose: kinds of maps are the library's, maps are the user's.
    protected SmsMap() { }
#pragma warning restore RS0022

    /// <summary>Creates an encoder with its own buffers and statistics, for one thread at a time. It writes one JSON object per message; the key is the recipient's number.</summary>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public RecordEncoder<T> CreateEncoder() => new SmsEncoder<T>(Definition);

    /// <summary>Finds everything that is wrong with the map, at once and before the first record.</summary>
    /// <param name="schema">Columns of the query that the records come from, or <see langword="null"/> to leave them out of the check; not looked at for records without columns.</param>
    public MappingCheck Check(TdSchema? schema = null) => new(Definition.Name, CheckDefinition(schema));

    /// <summary>Writes the rules. Called once, by the first thread that uses the map.</summary>
    /// <param name="map">Where the rules are written.</param>
    protected abstract void Configure(SmsMapBuilder<T> map);

    /// <summary>Writes the rules into another map.</summary>
    internal void WriteInto(SmsMapBuilder<T> map) => Configure(map);

    private protected sealed override RecordEncoder<T> CreateEncoder(PlanTrace trace) => new SmsEncoder<T>(Definition) { Trace = trace };

    private protected sealed override void Define(MapDefinition<T> definition)
    {
        Configure(new SmsMapBuilder<T>(definition));
        definition.RequireTarget(SmsMapBuilder<T>.RecipientField, "No rule says who receives the message. Add To.");
    }
}
