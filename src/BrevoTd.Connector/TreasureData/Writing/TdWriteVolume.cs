namespace BrevoTd.Connector.TreasureData;

/// <summary>What is known of rows before they are written. What is not known stays <see langword="null"/>.</summary>
public sealed record TdWriteVolume
{
    /// <summary>Number of rows of one load.</summary>
    public long? Rows { get; init; }

    /// <summary>Bytes of those rows, roughly, before compression.</summary>
    public long? Bytes { get; init; }

    /// <summary>Columns of the widest row.</summary>
    public int? Columns { get; init; }

    /// <summary>Whether queries must see either all rows or none.</summary>
    public bool AllOrNothing { get; init; }

    /// <summary>Whether the rows come one by one or in small groups without an end, such as webhooks.</summary>
    public bool IsContinuous { get; init; }

    /// <summary>Whether storing a row twice does no harm, or is undone later, such as by an event id in the query.</summary>
    public bool ToleratesDuplicates { get; init; }

    /// <summary>Whether only a write-only key is at hand. It cannot run bulk imports.</summary>
    public bool HasWriteOnlyKey { get; init; }
}
