namespace BrevoTd.Connector.Sync;

/// <summary>A column of a ready table.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Type">Type in Treasure Data: <c>string</c>, <c>long</c> or <c>double</c>.</param>
/// <param name="Description">What it holds.</param>
public sealed record TableColumn(string Name, string Type, string Description);
