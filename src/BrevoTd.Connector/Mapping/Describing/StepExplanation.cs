namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule had in hand after one of its steps.</summary>
public sealed class StepExplanation
{
    internal StepExplanation(string name, string kind, string? value, MappingFailureCode? failure)
    {
        Name = name;
        Kind = kind;
        Value = value;
        Failure = failure;
    }

    /// <summary>The step as written in the map; for the first one, the source: column and type as it is read, or <c>function</c>.</summary>
    public string Name { get; }

    /// <summary>What there was, without the value: <c>text, 17 characters</c>, <c>integer, 3 digits</c>, <c>null</c>, <c>absent</c>, <c>empty text</c>, <c>failed</c>.</summary>
    public string Kind { get; }

    /// <summary>The value, only if it was asked for and there was one. It may be a person's data.</summary>
    public string? Value { get; }

    /// <summary>Why the step failed, or the one before it.</summary>
    public MappingFailureCode? Failure { get; }

    internal bool IsEmptyText => Kind == TraceText.State(ValueState.Empty);

    internal bool IsPresent => Failure is null && !IsEmptyText && Kind is not ("null" or "absent");

    /// <summary>Step and kind; the value where it was asked for.</summary>
    public override string ToString() => $"{Name}: {Text}";

    internal string Text =>
        Value is not null ? $"{Kind}: {Value}"
        : Failure is { } failure ? $"{Kind} ({failure})"
        : Kind;
}
