using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>What all maps have in common: they are configured once, when they are first used, and do not change after that. Safe for use by several threads.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract class RecordMap<T>
{
    private readonly Lazy<MapDefinition<T>> _definition;

    private protected RecordMap() => _definition = new Lazy<MapDefinition<T>>(Define, LazyThreadSafetyMode.ExecutionAndPublication);

    internal MapDefinition<T> Definition => _definition.Value;

    /// <summary>The map as a table: target, source, steps, null policy. It knows no record, and works for a map with mistakes too.</summary>
    public MapDescription Describe() => MapDescriber.Describe(Definition);

    /// <summary>
    /// Shows one record on its way through the map, step by step, with the same code that encodes it. Values are masked (kind and length); the map's functions are called.
    /// For a search for errors, not for every record: the map is compiled anew each time.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="showValues">Whether the explanation contains the values themselves. They are people's data: see where the text ends up.</param>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public MapExplanation Explain(T record, bool showValues = false)
    {
        var trace = new PlanTrace(showValues);
        var encoded = CreateEncoder(trace).Encode(record, number: 1, new RecordBuffer());
        return new MapExplanation(Definition.Name, encoded.Outcome, encoded.SkipReason, trace.Rules, encoded.Failures);
    }

    private protected abstract RecordEncoder<T> CreateEncoder(PlanTrace trace);

    /// <summary>What is wrong with the map itself and with the columns it reads.</summary>
    private protected List<MappingProblem> CheckDefinition(TdSchema? schema)
    {
        var problems = new List<MappingProblem>(Definition.Problems);
        if (schema is not null && ColumnBinder<T>.Instance is not null)
        {
            ColumnCheck.Run(Definition, schema, problems);
        }

        RuleCheck.Run(Definition, problems);
        return problems;
    }

    private protected virtual string Name => GetType().Name;

    private protected abstract void Define(MapDefinition<T> definition);

    private MapDefinition<T> Define()
    {
        var definition = new MapDefinition<T>(Name);
        Define(definition);
        definition.Close();
        return definition;
    }
}
