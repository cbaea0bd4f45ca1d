using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>One record on its way through a map, step by step: what <c>Explain</c> returns. Values are masked (kind and length) unless they were asked for.</summary>
public sealed class MapExplanation
{
    private readonly string _mapName;

    internal MapExplanation(
        string mapName,
        EncodeOutcome outcome,
        string? skipReason,
        IReadOnlyList<RuleExplanation> rules,
        IReadOnlyList<MappingFailure> failures
    )
    {
        _mapName = mapName;
        Outcome = outcome;
        SkipReason = skipReason;
        Rules = rules;
        Failures = failures;
    }

    /// <summary>What the map makes of the record.</summary>
    public EncodeOutcome Outcome { get; }

    /// <summary>Why the map leaves the record out; its rules do not look at it then.</summary>
    public string? SkipReason { get; }

    /// <summary>The rules in the order they run.</summary>
    public IReadOnlyList<RuleExplanation> Rules { get; }

    /// <summary>Everything that fails on the record, also what belongs to no rule, such as a contact without any identifier.</summary>
    public IReadOnlyList<MappingFailure> Failures { get; }

    /// <summary>The record as text: a line per rule, below it a line per step. It contains values only if they were asked for.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(_mapName).Append(": ").Append(Headline());
        var width = Rules.SelectMany(static rule => rule.Steps).Select(static step => step.Name.Length).DefaultIfEmpty().Max();
        foreach (var rule in Rules)
        {
            _ = text.Append('\n').Append(rule.Target).Append(": ").Append(Word(rule.Outcome));
            foreach (var step in rule.Steps)
            {
                _ = text.Append("\n  ").Append(step.Name.PadRight(width)).Append("  ").Append(step.Text);
            }

            if (rule.Message is not null)
            {
                _ = text.Append("\n  ").Append(rule.Message);
            }
        }

        foreach (var failure in Failures.Where(failure => !Rules.Any(rule => rule.Target == failure.Target && rule.Message is not null)))
        {
            _ = text.Append('\n').Append(failure.Target).Append(": ").Append(failure.Code).Append("\n  ").Append(failure.Message);
        }

        return text.ToString();
    }

    private string Headline() =>
        Outcome switch
        {
            EncodeOutcome.Encoded => "encoded",
            EncodeOutcome.Skipped => $"skipped, {SkipReason}",
            _ => Failures.Count == 1 ? "failed, 1 failure" : $"failed, {Failures.Count} failures",
        };

    private static string Word(RuleOutcome outcome) =>
        outcome switch
        {
            RuleOutcome.Written => "written",
            RuleOutcome.Omitted => "omitted",
            RuleOutcome.Cleared => "cleared",
            RuleOutcome.Dropped => "dropped",
            RuleOutcome.Failed => "failed",
            _ => "does not apply",
        };
}
