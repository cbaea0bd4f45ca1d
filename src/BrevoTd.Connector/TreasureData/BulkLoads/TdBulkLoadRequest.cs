namespace BrevoTd.Connector.TreasureData;

/// <summary>A connector session to be saved.</summary>
public record TdBulkLoadRequest
{
    /// <summary>Name, unique in the account.</summary>
    public required string Name { get; init; }

    /// <summary>Database that receives the rows.</summary>
    public required string Database { get; init; }

    /// <summary>Table that receives the rows.</summary>
    public required string Table { get; init; }

    /// <summary>
    /// The connector's configuration as a JSON object, or a file's object with it as its member <c>config</c>. <see cref="TreasureDataBulkLoadsClient.GuessAsync"/>
    /// completes one.
    /// </summary>
    public required string Config { get; init; }

    /// <summary>Column of the source that becomes <c>time</c>.</summary>
    /// <value>Default: <see langword="null"/>: what the configuration says, else the time of loading.</value>
    public string? TimeColumn { get; init; }

    /// <summary>When it runs: a cron expression such as <c>0 3 * * *</c>, or <c>@hourly</c>, <c>@daily</c>, <c>@monthly</c>.</summary>
    /// <value>Default: <see langword="null"/>: it runs only when it is told to.</value>
    public string? Cron { get; init; }

    /// <summary>Time zone of <see cref="Cron"/>, such as <c>Europe/Paris</c>.</summary>
    /// <value>Default: <c>UTC</c>.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>How long after its scheduled time a run begins, in whole seconds.</summary>
    /// <value>Default: <see langword="null"/>, which means at once.</value>
    public TimeSpan? Delay { get; init; }

    /// <summary>Size only: the configuration may hold keys and passwords.</summary>
    public override string ToString() => $"{nameof(TdBulkLoadRequest)} {{ Config = {Config?.Length ?? 0} characters }}";

    internal TdBulkLoadBody ToBody()
    {
        TdQueryRules.Delay(Delay);
        return new()
        {
            Name = TdNames.Free(Name, "connector session", nameof(Name)),
            Database = TdNames.Database(Database, nameof(Database)),
            Table = TdNames.Table(Table, nameof(Table)),
            Config = TdBulkLoadBody.ReadConfig(Config, nameof(Config)),
            TimeColumn = TimeColumn,
            Cron = Cron,
            TimeZone = TimeZone,
            DelaySeconds = (long?)Delay?.TotalSeconds,
        };
    }
}
