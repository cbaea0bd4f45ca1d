namespace BrevoTd.Connector.TreasureData;

/// <summary>Changes to a connector session. Members that are <see langword="null"/> are left as they are.</summary>
public record TdBulkLoadUpdateRequest
{
    /// <summary>Database that receives the rows.</summary>
    public string? Database { get; init; }

    /// <summary>Table that receives the rows.</summary>
    public string? Table { get; init; }

    /// <summary>The whole new configuration as a JSON object, or a file's object with it as its member <c>config</c>.</summary>
    public string? Config { get; init; }

    /// <summary>Column of the source that becomes <c>time</c>.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>When it runs: a cron expression, or a word such as <c>@daily</c>. Empty text takes the schedule away.</summary>
    public string? Cron { get; init; }

    /// <summary>Time zone of <see cref="Cron"/>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How long after its scheduled time a run begins, in whole seconds.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Size only: the configuration may hold keys and passwords.</summary>
    public override string ToString() => $"{nameof(TdBulkLoadUpdateRequest)} {{ Config = {Config?.Length ?? 0} characters }}";

    internal TdBulkLoadBody ToBody()
    {
        TdQueryRules.Delay(Delay);
        var body = new TdBulkLoadBody
        {
            Database = Database is null ? null : TdNames.Database(Database, nameof(Database)),
            Table = Table is null ? null : TdNames.Table(Table, nameof(Table)),
            Config = Config is null ? null : TdBulkLoadBody.ReadConfig(Config, nameof(Config)),
            TimeColumn = TimeColumn,
            Cron = Cron,
            TimeZone = TimeZone,
            DelaySeconds = (long?)Delay?.TotalSeconds,
        };
        return (Database ?? Table ?? Config ?? TimeColumn ?? Cron ?? TimeZone) is null && Delay is null
            ? throw new ArgumentException("The request changes nothing. Set at least one of its members.", "request")
            : body;
    }
}
