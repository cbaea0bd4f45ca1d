namespace BrevoTd.Connector.Mapping;

/// <summary>Where a field's text stands inside an encoded record, without its quotes; empty when the record has no such field.</summary>
/// <param name="Start">Offset in bytes from the record's first byte.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct FieldRange(int Start, int Length)
{
    /// <summary>Whether the record has no such field.</summary>
    public bool IsEmpty => Length == 0;
}
