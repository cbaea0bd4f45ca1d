namespace BrevoTd.Connector.Mapping;

/// <summary>One rule of a map, as it is written.</summary>
public sealed class RuleDescription
{
    internal RuleDescription(string target, string source, string type)
    {
        Target = target;
        Source = source;
        Type = type;
    }

    /// <summary>What the rule writes, such as <c>attributes.LTV</c>.</summary>
    public string Target { get; }

    /// <summary>What it reads: column and type, such as <c>ltv (number)</c>, a text in quotation marks that is the same for every record, or <c>function</c>.</summary>
    public string Source { get; }

    /// <summary>What it writes: <c>text</c>, <c>integer</c>, <c>number</c>, <c>decimal</c>, <c>boolean</c>, <c>date</c>, <c>timestamp</c>, ….</summary>
    public string Type { get; }

    /// <summary>Its steps in the order they run, with their arguments, such as <c>ToE164(FR)</c>.</summary>
    public IReadOnlyList<string> Steps { get; internal init; } = [];

    /// <summary>What the rule does where there is no value in the end.</summary>
    public NullPolicy NullPolicy { get; internal init; }

    /// <summary>What the rule makes of an empty text.</summary>
    public EmptyPolicy EmptyPolicy { get; internal init; }

    /// <summary>Whether a record without a value fails, whatever the null policy says.</summary>
    public bool IsRequired { get; internal init; }

    /// <summary>Whether a failure drops the value instead of failing the record.</summary>
    public bool IsDropped { get; internal init; }

    /// <summary>How many conditions of <c>When</c> must hold.</summary>
    public int ConditionCount { get; internal init; }

    internal string NoValue =>
        (IsRequired ? "fail (required)" : NullPolicy.ToString().ToLowerInvariant())
        + (EmptyPolicy == EmptyPolicy.Absent ? "" : $", empty: {EmptyPolicy.ToString().ToLowerInvariant()}");

    internal string OnFailure => IsDropped ? "drop value" : "fail record";

    internal string Applies =>
        ConditionCount switch
        {
            0 => "always",
            1 => "when 1 condition holds",
            _ => $"when {ConditionCount} conditions hold",
        };

    /// <summary>Target, source and steps in one line.</summary>
    public override string ToString() => Steps.Count == 0 ? $"{Target} ← {Source}" : $"{Target} ← {Source}, {string.Join(", ", Steps)}";
}
