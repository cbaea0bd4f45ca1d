namespace BrevoTd.Connector.Mapping;

/// <summary>What a step of your own made of a text.</summary>
public readonly record struct StepResult
{
    private StepResult(StepOutcome outcome, string? message)
    {
        Outcome = outcome;
        Message = message;
    }

    /// <summary>The bytes written to the output are the new text; none written means that there is no value any more.</summary>
    public static StepResult Written { get; } = new(StepOutcome.Written, null);

    /// <summary>The text stays as it is; what was written to the output is ignored.</summary>
    public static StepResult Unchanged { get; } = new(StepOutcome.Unchanged, null);

    internal StepOutcome Outcome { get; }

    internal string? Message { get; }

    /// <summary>The text cannot be used: the rule fails with code <c>must</c>.</summary>
    /// <param name="message">What is wrong and what to change. It must not contain the text: it gets into logs and dead letters.</param>
    public static StepResult Fail(string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        return new(StepOutcome.Failed, message);
    }
}
