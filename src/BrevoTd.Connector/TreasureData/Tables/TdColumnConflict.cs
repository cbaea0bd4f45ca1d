namespace BrevoTd.Connector.TreasureData;

/// <summary>A column that a table has with another type than is wanted.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Wanted">The type that is wanted.</param>
/// <param name="Actual">The type that the table has.</param>
public sealed record TdColumnConflict(string Name, string Wanted, string Actual)
{
    /// <summary>Name and both types.</summary>
    public override string ToString() => $"{Name} ({Actual} instead of {Wanted})";
}
