namespace BrevoTd.Connector.Mapping;

/// <summary>An attribute as a map writes it.</summary>
/// <param name="Target">What the rule writes, such as <c>attributes.LTV</c>.</param>
/// <param name="Source">What the rule reads, such as a column's name.</param>
/// <param name="Name">Name of the attribute.</param>
/// <param name="Kind">As what it is written.</param>
/// <param name="KnownValues">Values that the map itself brings along.</param>
internal sealed record AttributeUse(string Target, string? Source, string Name, FieldKind Kind, IReadOnlyList<StepValue> KnownValues);
