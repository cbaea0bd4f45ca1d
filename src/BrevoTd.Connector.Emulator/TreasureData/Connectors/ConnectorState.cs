namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A connector session ("bulk load"); its configuration is the clients' and only kept.</summary>
internal sealed record ConnectorState : StoredState
{
    public required string Name { get; init; }

    public string Database { get; init; } = "";

    public string Table { get; init; } = "";

    public string? Cron { get; init; }

    public string Timezone { get; init; } = "UTC";

    public int Delay { get; init; }

    public string? TimeColumn { get; init; }

    /// <summary>The configuration as JSON.</summary>
    public string Config { get; init; } = "{}";

    /// <summary>May hold credentials of the source, so the configuration is not shown.</summary>
    public override string ToString() => $"Connector {Id}";
}
