namespace BrevoTd.Connector.Mapping;

/// <summary>What one rule did with one record.</summary>
public sealed class RuleExplanation
{
    internal RuleExplanation(string target, string? source, IReadOnlyList<StepExplanation> steps, RuleOutcome outcome, string? message)
    {
        Target = target;
        Source = source;
        Steps = steps;
        Outcome = outcome;
        Message = message;
    }

    /// <summary>What the rule writes, such as <c>attributes.LTV</c>.</summary>
    public string Target { get; }

    /// <summary>The column it reads; <see langword="null"/> for a function over the record.</summary>
    public string? Source { get; }

    /// <summary>The source and every step that ran, in order; empty if the rule did not apply.</summary>
    public IReadOnlyList<StepExplanation> Steps { get; }

    /// <summary>What came of it.</summary>
    public RuleOutcome Outcome { get; }

    /// <summary>Why the rule failed and what to change; <see langword="null"/> if it did not.</summary>
    public string? Message { get; }

    /// <summary>Target and outcome.</summary>
    public override string ToString() => $"{Target}: {Outcome}";
}
