using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>A map as a table: what it writes, from where, through which steps. It knows no record, so it contains nobody's data.</summary>
public sealed class MapDescription
{
    private static readonly string[] s_head = ["target", "source", "steps", "writes", "no value", "on failure", "applies"];

    internal MapDescription(string name, IReadOnlyList<RuleDescription> rules, IReadOnlyList<string> skipReasons)
    {
        Name = name;
        Rules = rules;
        SkipReasons = skipReasons;
    }

    /// <summary>Name of the map.</summary>
    public string Name { get; }

    /// <summary>The rules in the order written.</summary>
    public IReadOnlyList<RuleDescription> Rules { get; }

    /// <summary>Reasons of <c>SkipWhen</c>, which come before all rules.</summary>
    public IReadOnlyList<string> SkipReasons { get; }

    /// <summary>What becomes of records on which a rule fails.</summary>
    public FailurePolicy OnFailure { get; internal init; }

    /// <summary>How many records may fail before the run ends; <see langword="null"/> without such a limit.</summary>
    public long? MaxFailures { get; internal init; }

    /// <summary>Which share of the records may fail before the run ends; <see langword="null"/> without such a limit.</summary>
    public double? MaxFailureRatio { get; internal init; }

    /// <summary>The map as a table of aligned columns.</summary>
    public override string ToString() => Render(TextTable.Aligned(s_head, Cells()), "");

    /// <summary>The map as a table in Markdown, for a page or a review.</summary>
    public string ToMarkdown() => Render(TextTable.Markdown(s_head, Cells()), "\n");

    private string Render(string table, string gap)
    {
        var text = new StringBuilder(Name).Append('\n').Append(gap).Append(table);
        var lines = new List<string>();
        foreach (var reason in SkipReasons)
        {
            lines.Add($"Skipped before all rules: {reason}.");
        }

        var policy = OnFailure switch
        {
            FailurePolicy.Throw => "throws",
            FailurePolicy.Skip => "is left out",
            _ => "is dead-lettered",
        };
        lines.Add($"A record on which a rule fails {policy}.");
        if (MaxFailures is { } most)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"The run ends when more than {most} records fail."));
        }

        if (MaxFailureRatio is { } ratio)
        {
            lines.Add(
                string.Create(CultureInfo.InvariantCulture, $"The run ends when more than {ratio * 100:0.###} % of the records fail.")
            );
        }

        foreach (var line in lines)
        {
            _ = text.Append('\n').Append(gap).Append(line);
        }

        return text.ToString();
    }

    private IReadOnlyList<string>[] Cells() =>
        [
            .. Rules.Select(static rule =>
                (IReadOnlyList<string>)
                    [rule.Target, rule.Source, string.Join(", ", rule.Steps), rule.Type, rule.NoValue, rule.OnFailure, rule.Applies]
            ),
        ];
}
