namespace BrevoTd.Connector.Mapping;

/// <summary>A field that a group of columns writes.</summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Target">What is written, such as <c>attributes.LTV</c>.</param>
/// <param name="Name">Name of the field.</param>
/// <param name="Kind">As what it is written.</param>
internal sealed record GroupField(string Column, string Target, string Name, FieldKind Kind)
{
    /// <summary>Why the column cannot be written, and what to change; <see langword="null"/> if it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>The code with which every record fails because of it.</summary>
    public MappingFailureCode Code { get; init; }
}
