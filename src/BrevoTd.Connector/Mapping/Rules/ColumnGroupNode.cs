using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>A rule for every column that fits a pattern, each as what its type says. A rule of its own for a target comes first: the group leaves that column to it.</summary>
internal sealed class ColumnGroupNode<T>(RuleSet<T> rules, ColumnPattern pattern, GroupTargets targets) : RuleNode<T>(FieldKind.Group)
{
    public ColumnPattern Pattern => pattern;

    public override IReadOnlyList<IRuleStep> LastSteps => [];

    public override IEnumerable<StepValue> KnownValues() => [];

    public override IEnumerable<GroupField> Expand(TdSchema schema)
    {
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in schema)
        {
            if (pattern.Matches(column.Name) && Expand(column, written) is { } field)
            {
                yield return field;
            }
        }
    }

    public override PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field) =>
        new ColumnGroupEntry<T>([.. Expand(bind.Schema).Select(member => Compile(factory, bind, field, member))], field);

    private static PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field, GroupField member)
    {
        PlanEntry<T> entry;
        if (member.Refusal is { } refusal)
        {
            entry = new RefusedEntry<T>(field with { Source = member.Column }, member.Code, refusal);
        }
        else
        {
            var own = field with { Target = member.Target, Source = member.Column, Name = factory.EncodeName(member.Name) };
            var trace = bind.Plan is { } plan ? new RuleTrace(plan) : null;
            entry = Node(member.Column, member.Kind).Compile(factory, bind with { Trace = trace }, own);
        }

        return bind.Plan is null ? entry : new TracedEntry<T>(entry, bind.Plan, isList: false);
    }

    /// <returns>The column's field; <see langword="null"/> if a rule of its own writes it.</returns>
    private GroupField? Expand(TdColumn column, HashSet<string> written)
    {
        string name;
        try
        {
            name = targets.Name(column.Name);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Refused("", $"The function that names fields threw {exception.GetType().Name}.", MappingFailureCode.Convert);
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return Refused("", "The function that names fields gives no name.", MappingFailureCode.InvalidName);
        }

        var target = targets.PathOf(name);
        if (rules.Writes(target))
        {
            return null;
        }

        if (!written.Add(target))
        {
            return Refused(name, $"Several columns would be written as '{name}'.", MappingFailureCode.InvalidName);
        }

        if (targets.Refuse(name) is { } refusal)
        {
            return Refused(name, refusal, MappingFailureCode.InvalidName);
        }

        return KindOf(column.ColumnType) is { } kind
            ? new GroupField(column.Name, target, name, kind)
            : Refused(name, $"The column is {column.Type}, which a group of columns does not write.", MappingFailureCode.WrongType);

        GroupField Refused(string fieldName, string message, MappingFailureCode code) =>
            new(column.Name, targets.PathOf(fieldName.Length == 0 ? column.Name : fieldName), fieldName, FieldKind.Text)
            {
                Refusal = $"{message} Leave the column out with Except, or write a rule of its own for it.",
                Code = code,
            };
    }

    private static FieldKind? KindOf(TdColumnType type) =>
        type.IsNested ? null
        : type.IsInteger ? FieldKind.Int64
        : type.IsFloatingPoint ? FieldKind.Double
        : type.IsDecimal ? FieldKind.Decimal
        : type.IsBoolean ? FieldKind.Boolean
        : type.IsDate ? FieldKind.Date
        : type.IsTimestamp ? FieldKind.Timestamp
        : FieldKind.Text;

    private static RuleNode<T> Node(string column, FieldKind kind) =>
        kind switch
        {
            FieldKind.Int64 => RuleNodes.Int64<T>(Mapping.Column.Int64(column)),
            FieldKind.Double => RuleNodes.Double<T>(Mapping.Column.Double(column)),
            FieldKind.Decimal => RuleNodes.Decimal<T>(Mapping.Column.Decimal(column)),
            FieldKind.Boolean => RuleNodes.Boolean<T>(Mapping.Column.BooleanOrNull(column)),
            FieldKind.Date => RuleNodes.Date<T>(Mapping.Column.Date(column)),
            FieldKind.Timestamp => RuleNodes.Timestamp<T>(Mapping.Column.Timestamp(column)),
            _ => RuleNodes.Text<T>(Mapping.Column.Text(column)),
        };
}
