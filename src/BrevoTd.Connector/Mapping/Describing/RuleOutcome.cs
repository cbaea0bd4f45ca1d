namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule did with one record.</summary>
public enum RuleOutcome
{
    /// <summary>The value was written.</summary>
    Written,

    /// <summary>There was no value, and nothing was written: the receiving service keeps what it has.</summary>
    Omitted,

    /// <summary>There was null, and what clears the field was written (<see cref="NullPolicy.Clear"/>).</summary>
    Cleared,

    /// <summary>The rule failed and says <c>OrDrop</c>: nothing was written, the record goes on.</summary>
    Dropped,

    /// <summary>The rule failed, and with it the record.</summary>
    Failed,

    /// <summary>A condition of <c>When</c> did not hold.</summary>
    NotApplied,
}
