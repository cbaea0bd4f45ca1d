namespace BrevoTd.Connector.Emulator;

public sealed partial class ConnectorEmulatorOptions
{
    /// <summary>The port of the Treasure Data side on 127.0.0.1.</summary>
    /// <value>The default is 0: any free port.</value>
    public int TreasureDataPort { get; set; }

    /// <summary>The API key that the Treasure Data side accepts for everything.</summary>
    /// <value>The default is <see langword="null"/>: a generated one, <c>1/</c> followed by 40 hexadecimal digits; kept in <see cref="Folder"/>.</value>
    public string? TreasureDataApiKey { get; set; }

    /// <summary>A second key that may import rows and nothing else; any other call with it answers 403.</summary>
    /// <value>The default is <see langword="null"/>: a generated one, like <see cref="TreasureDataApiKey"/>.</value>
    public string? TreasureDataWriteOnlyApiKey { get; set; }

    /// <summary>How long a job stays <c>queued</c> before it runs, by the emulator's clock.</summary>
    /// <value>The default is zero: a job runs at once.</value>
    public TimeSpan TreasureDataQueueTime { get; set; }

    /// <summary>What <c>import_with_id</c> does when an id comes again with other bytes; nobody has documented what the service does.</summary>
    /// <value>The default is <see cref="RepeatedImportId.Ignore"/>. Equal bytes are always answered like the first time and stored once.</value>
    public RepeatedImportId TreasureDataRepeatedImportId { get; set; }

    /// <summary>
    /// How long after their arrival rows of streaming imports and of the Ingestion API can be queried, by the emulator's clock. Bulk imports are
    /// visible at their commit. A stop of the emulator makes all rows visible that have arrived.
    /// </summary>
    /// <value>The default is zero: at once.</value>
    public TimeSpan TreasureDataVisibilityDelay { get; set; }

    /// <summary>
    /// How long after its first value can be queried a column that an import made appears in the schema and in SQL, by the emulator's clock.
    /// Declared columns are there at once.
    /// </summary>
    /// <value>The default is zero: with its first value.</value>
    public TimeSpan TreasureDataSchemaDelay { get; set; }

    partial void CompleteTreasureData()
    {
        CheckPort(TreasureDataPort, nameof(TreasureDataPort));
        CheckKey(TreasureDataApiKey, nameof(TreasureDataApiKey));
        CheckKey(TreasureDataWriteOnlyApiKey, nameof(TreasureDataWriteOnlyApiKey));
        CheckDuration(TreasureDataQueueTime, nameof(TreasureDataQueueTime));
        CheckDuration(TreasureDataVisibilityDelay, nameof(TreasureDataVisibilityDelay));
        CheckDuration(TreasureDataSchemaDelay, nameof(TreasureDataSchemaDelay));
        if (TreasureDataApiKey is not null && TreasureDataApiKey == TreasureDataWriteOnlyApiKey)
            throw new ArgumentException(
                "TreasureDataApiKey and TreasureDataWriteOnlyApiKey are equal. Give them different values, or null."
            );
        if (!Enum.IsDefined(TreasureDataRepeatedImportId))
            throw new ArgumentException("TreasureDataRepeatedImportId must be Ignore or Refuse.");
    }
}
