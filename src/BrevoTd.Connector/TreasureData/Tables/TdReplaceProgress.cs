namespace BrevoTd.Connector.TreasureData;

/// <summary>A step of <see cref="TreasureDataTablesClient.ReplaceAsync"/>.</summary>
public enum TdReplaceStage
{
    /// <summary>The temporary table is there and is being loaded.</summary>
    Loading,

    /// <summary>The loaded rows are being counted.</summary>
    Counting,

    /// <summary>The temporary table takes the table's place.</summary>
    Renaming,

    /// <summary>The table is replaced.</summary>
    Replaced,
}

/// <summary>Where a replacement stands.</summary>
/// <param name="Stage">The step that has begun.</param>
/// <param name="Rows">Rows of the new table, as far as they are known.</param>
public readonly record struct TdReplaceProgress(TdReplaceStage Stage, long? Rows);
