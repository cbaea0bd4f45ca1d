namespace BrevoTd.Connector.Mapping;

/// <summary>What becomes of a record that a map could not encode. The map says it; the writer does it.</summary>
public enum FailurePolicy
{
    /// <summary>The record goes to the dead letters with all its failures. The default.</summary>
    DeadLetter,

    /// <summary>The record is counted as failed and left out.</summary>
    Skip,

    /// <summary>The encoder throws a <see cref="MappingException"/> that carries the record's failures.</summary>
    Throw,
}
