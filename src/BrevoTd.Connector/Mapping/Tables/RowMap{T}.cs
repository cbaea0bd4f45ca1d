using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Says how records become rows of a Treasure Data table. Derive from it and write the rules in <see cref="Configure"/>, or use <see cref="RowMap.From{T}"/>.
/// </summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract partial class RowMap<T> : RecordMap<T>
{
    /// <summary>Creates a map. Its rules are written when it is first used.</summary>
#pragma warning disable RS0022 // The base class is closed on purpose: kinds of maps are the library's, maps are the user's.
    protected RowMap() { }
#pragma warning restore RS0022

    /// <summary>
    /// The columns that the map writes, with the types of a Treasure Data table (<c>string</c>, <c>long</c>, <c>double</c>), so that a table can be created from it. Without
    /// <c>time</c>, which every table has, and without those of <see cref="RowMapBuilder{T}.Columns"/>, which are known only when the rows come.
    /// </summary>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public TdSchema Columns
    {
        get
        {
            Definition.ThrowIfWrong();
            return new TdSchema(
                Definition
                    .Rules.Where(static rule => rule.WireName != RowMapBuilder<T>.TimeColumn && rule.Kind != FieldKind.Group)
                    .Select(static rule => new TdColumn(rule.WireName, TableType(rule.Node.Kind)))
            );
        }
    }

    /// <summary>Creates an encoder with its own buffers and statistics, for one thread at a time. It writes one MessagePack map per record.</summary>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public RecordEncoder<T> CreateEncoder() => new RowEncoder<T>(Definition);

    /// <summary>Finds everything that is wrong with the map, at once and before the first record.</summary>
    /// <param name="schema">Columns of the query that the records come from, or <see langword="null"/> to leave them out of the check; not looked at for records without columns.</param>
    public MappingCheck Check(TdSchema? schema = null)
    {
        var problems = CheckDefinition(schema);
        NameCheck.Columns(Definition, problems);
        return new MappingCheck(Definition.Name, problems);
    }

    /// <summary>Writes the rules. Called once, by the first thread that uses the map.</summary>
    /// <param name="map">Where the rules are written.</param>
    protected abstract void Configure(RowMapBuilder<T> map);

    private protected sealed override RecordEncoder<T> CreateEncoder(PlanTrace trace) => new RowEncoder<T>(Definition) { Trace = trace };

    /// <summary>Writes the rules into another map.</summary>
    internal void WriteInto(RowMapBuilder<T> map) => Configure(map);

    private protected sealed override void Define(MapDefinition<T> definition)
    {
        Configure(new RowMapBuilder<T>(definition));
        foreach (var rule in definition.Rules.Where(static rule => rule.Kind == FieldKind.List))
        {
            rule.Problem(
                MappingProblemCode.Contradiction,
                "A column of a table takes no list. Remove Split, or write the list as JSON text with map.Json(…)."
            );
        }

        if (definition.Rules.All(static rule => rule.WireName != RowMapBuilder<T>.TimeColumn))
        {
            definition.Problems.Add(
                new MappingProblem(
                    MappingProblemCode.TargetMissing,
                    RowMapBuilder<T>.TimeColumn,
                    Source: null,
                    "No rule writes the time, by which Treasure Data partitions every table. Add Time."
                )
            );
        }
    }

    private static string TableType(FieldKind kind) =>
        kind switch
        {
            FieldKind.Int64 or FieldKind.UnixTime => "long",
            FieldKind.Double => "double",
            _ => "string",
        };
}
