namespace BrevoTd.Connector.Emulator;

/// <summary>A parent segment that <see cref="TreasureDataEmulator.CreateParentSegmentAsync"/> makes: a master table with what is joined to it.</summary>
public sealed record TreasureDataEmulatorParentSegment
{
    /// <summary>What people see.</summary>
    public required string Name { get; init; }

    /// <summary>The database of the master table.</summary>
    public required string Database { get; init; }

    /// <summary>The master table: one row per customer.</summary>
    public required string Table { get; init; }

    /// <summary>The master's column that <c>cdp_customer_id</c> is made from.</summary>
    /// <value>The default is <see langword="null"/>: the rows are numbered, so that ids change when rows are added.</value>
    public string? KeyColumn { get; init; }

    /// <summary>Columns of other tables that become columns of the customers.</summary>
    /// <value>The default is none; the master's own columns are there anyway.</value>
    public IReadOnlyList<TreasureDataEmulatorAttribute> Attributes { get; init; } = [];

    /// <summary>Tables of what the customers did.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<TreasureDataEmulatorBehavior> Behaviors { get; init; } = [];
}

/// <summary>A column of a table beside the master.</summary>
/// <param name="Name">What people see.</param>
/// <param name="Table">The table, in the master's database.</param>
/// <param name="Column">Its column; rules name it, too.</param>
/// <param name="Key">Its column with the key.</param>
/// <param name="MasterKey">The master's column with the same values.</param>
public sealed record TreasureDataEmulatorAttribute(string Name, string Table, string Column, string Key, string MasterKey);

/// <summary>A table with any number of rows per customer; in rules it is called <c>behavior_</c> and its name in lower case.</summary>
/// <param name="Name">What people see.</param>
/// <param name="Table">The table, in the master's database.</param>
/// <param name="Key">Its column with the key.</param>
/// <param name="MasterKey">The master's column with the same values.</param>
public sealed record TreasureDataEmulatorBehavior(string Name, string Table, string Key, string MasterKey);
