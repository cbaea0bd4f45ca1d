namespace BrevoTd.Connector.Mapping;

/// <summary>A rule's target as the plan needs it: resolved once, the same for every record.</summary>
/// <param name="Index">Position of the rule in its map.</param>
/// <param name="Target">What the rule writes, for messages.</param>
/// <param name="Source">What the rule reads, for messages.</param>
/// <param name="Name">The name as it stands on the wire, with everything that surrounds it.</param>
internal sealed record Field(int Index, string Target, string? Source, byte[] Name)
{
    public FieldRole Role { get; init; }

    /// <summary>What the service asks of a text.</summary>
    public TextLimit? Limit { get; init; }

    public NullPolicy NullPolicy { get; init; }

    public EmptyPolicy EmptyPolicy { get; init; }

    public bool Required { get; init; }

    public bool OrDrop { get; init; }

    /// <summary>What to say when there is no value and there must be one.</summary>
    public string? MissingMessage { get; init; }
}
