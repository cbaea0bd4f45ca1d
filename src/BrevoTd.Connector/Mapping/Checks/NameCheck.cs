using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Looks at the names that a map gives to columns and attributes.</summary>
internal static class NameCheck
{
    /// <summary>Columns of a table: the names that SQL reaches without an alias, as Treasure Data states them (<c>^[a-z0-9_]+$</c>).</summary>
    public static void Columns(MapDefinition definition, List<MappingProblem> problems)
    {
        foreach (
            var rule in definition.AllRules.Where(static rule => rule.Kind != FieldKind.Group && !string.IsNullOrWhiteSpace(rule.WireName))
        )
        {
            var name = rule.WireName;
            if (name == "v")
            {
                Report(
                    rule.Target,
                    rule.Source,
                    $"Every table of Treasure Data has a column '{name}' of its own. Choose another name.",
                    problems
                );
            }
            else if (!TdColumnNames.IsPlain(name))
            {
                Report(
                    rule.Target,
                    rule.Source,
                    $"SQL reaches columns by names of a-z, 0-9 and _ only: there, '{name}' would have another name or none. Call it '{TdColumnNames.Adjust(name)}'.",
                    problems
                );
            }
        }
    }

    /// <summary>Attributes of a contact. Brevo does not state which names it takes: only what no name can be is told.</summary>
    public static void Attributes(IEnumerable<AttributeUse> uses, List<MappingProblem> problems)
    {
        foreach (var use in uses)
        {
            var name = use.Name;
            if (name.Length != name.Trim().Length)
            {
                Report(use.Target, use.Source, $"The name '{name}' has white space around it. Write '{name.Trim()}'.", problems);
            }
            else if (name.Any(static character => char.IsControl(character) || character == '/'))
            {
                Report(
                    use.Target,
                    use.Source,
                    "The name contains control characters or '/', which no attribute has. Use letters, digits and _, as in LAST_ORDER.",
                    problems
                );
            }
        }
    }

    private static void Report(string target, string? source, string message, List<MappingProblem> problems) =>
        problems.Add(new MappingProblem(MappingProblemCode.InvalidName, target, source, message));
}
