using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Says how records become Brevo orders, as <c>POST /orders/status</c> and <c>POST /orders/status/batch</c> take them. Derive from it and write the rules in <see cref="Configure"/>, or
/// use <see cref="OrderMap.From{T}"/>. Brevo asks for id, both times, status, amount, and at least a product's id, quantity and price in every line. An order is stored under its id:
/// the same id updates it.
/// </summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract class OrderMap<T> : RecordMap<T>
{
    /// <summary>Creates a map. Its rules are written when it is first used.</summary>
#pragma warning disable RS0022 // The base class is closed on purpose: kinds of maps are the library's, maps are the user's.
    protected OrderMap() { }
#pragma warning restore RS0022

    /// <summary>Creates an encoder with its own buffers and statistics, for one thread at a time. It writes one JSON object per order; the key is the order's id.</summary>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public RecordEncoder<T> CreateEncoder() => new JsonMapEncoder<T>(Definition);

    /// <summary>Finds everything that is wrong with the map, at once and before the first record.</summary>
    /// <param name="schema">Columns of the query that the records come from, or <see langword="null"/> to leave them out of the check; not looked at for records without columns.</param>
    public MappingCheck Check(TdSchema? schema = null) => new(Definition.Name, CheckDefinition(schema));

    /// <summary>Writes the rules. Called once, by the first thread that uses the map.</summary>
    /// <param name="map">Where the rules are written.</param>
    protected abstract void Configure(OrderMapBuilder<T> map);

    /// <summary>Writes the rules into another map.</summary>
    internal void WriteInto(OrderMapBuilder<T> map) => Configure(map);

    private protected sealed override RecordEncoder<T> CreateEncoder(PlanTrace trace) =>
        new JsonMapEncoder<T>(Definition) { Trace = trace };

    private protected sealed override void Define(MapDefinition<T> definition)
    {
        Configure(new OrderMapBuilder<T>(definition));
        definition.RequireTarget("id", "No rule writes the order's id. Add Id.");
        definition.RequireTarget("createdAt", "No rule writes when the order was created. Add CreatedAt.");
        definition.RequireTarget(
            "updatedAt",
            "No rule writes when the order was last changed. Add UpdatedAt; for orders that never change, from the same source as CreatedAt."
        );
        definition.RequireTarget("status", "No rule writes the order's status. Add Status.");
        definition.RequireTarget("amount", "No rule writes the order's amount. Add Amount.");
        definition.RequireTarget(OrderMapBuilder<T>.LinesField, "No rule writes the order's lines. Add Lines.");
    }
}
