using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>A rule for every column that fits a pattern, each as what its type says. A rule of its own for a target comes first: the group leaves that column to it.</summary>
internal sealed class ColumnGroupNode<T>(RuleSet<T> rules, ColumnPattern pattern, GroupTargets targets) : RuleNode<T>(FieldKind.Group)
{
    public ColumnPattern Pattern => pattern;

    public override IReadOnlyList<IRuleStep> LastSteps => [];

    public override IEnumerable<StepValue> KnownValues() => [];

    public override PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field)
    {
        var entries = new List<PlanEntry<T>>();
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in bind.Schema)
        {
            if (pattern.Matches(column.Name) && Compile(factory, bind, field, column, written) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return new ColumnGroupEntry<T>([.. entries], field);
    }

    private PlanEntry<T>? Compile(EntryFactory<T> factory, BindContext<T> bind, Field field, TdColumn column, HashSet<string> written)
    {
        string name;
        try
        {
            name = targets.Name(column.Name);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Refused($"The function that names fields threw {exception.GetType().Name}.", MappingFailureCode.Convert);
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return Refused("The function that names fields gives no name.", MappingFailureCode.InvalidName);
        }

        var target = targets.PathOf(name);
        if (rules.Writes(target))
        {
            return null;
        }

        if (!written.Add(target))
        {
            return Refused($"Several columns would be written as '{name}'.", MappingFailureCode.InvalidName);
        }

        if (targets.Refuse(name) is { } refusal)
        {
            return Refused(refusal, MappingFailureCode.InvalidName);
        }

        var own = field with { Target = target, Source = column.Name, Name = factory.EncodeName(name) };
        return Node(column) is { } node
            ? node.Compile(factory, bind with { Trace = null }, own)
            : Refused($"The column is {column.Type}, which a group of columns does not write.", MappingFailureCode.WrongType);

        RefusedEntry<T> Refused(string message, MappingFailureCode code) =>
            new(
                field with
                {
                    Source = column.Name,
                },
                code,
                $"{message} Leave the column out with Except, or write a rule of its own for it."
            );
    }

    private static RuleNode<T>? Node(TdColumn column)
    {
        var type = column.ColumnType;
        return type.IsNested ? null
            : type.IsInteger ? RuleNodes.Int64<T>(Mapping.Column.Int64(column.Name))
            : type.IsFloatingPoint ? RuleNodes.Double<T>(Mapping.Column.Double(column.Name))
            : type.IsDecimal ? RuleNodes.Decimal<T>(Mapping.Column.Decimal(column.Name))
            : type.IsBoolean ? RuleNodes.Boolean<T>(Mapping.Column.BooleanOrNull(column.Name))
            : type.IsDate ? RuleNodes.Date<T>(Mapping.Column.Date(column.Name))
            : type.IsTimestamp ? RuleNodes.Timestamp<T>(Mapping.Column.Timestamp(column.Name))
            : RuleNodes.Text<T>(Mapping.Column.Text(column.Name));
    }
}
