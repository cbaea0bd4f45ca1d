namespace BrevoTd.Connector.TreasureData;

/// <summary>Where a row's <c>time</c> comes from, by which every table is partitioned.</summary>
/// <remarks>Times that are scattered over years make a table of many tiny partitions: then use the time of the import, and keep the business time in its own column.</remarks>
public readonly record struct TdRowTime
{
    internal const string DefaultColumn = "time";

    private readonly string? _column;

    private TdRowTime(string? column, DateTimeOffset? moment, bool isImport)
    {
        _column = column;
        Moment = moment;
        IsImport = isImport;
    }

    /// <summary>The moment at which the source is opened, the same for all of its rows. A repeat at another moment is another import: for repeats that are recognised, use <see cref="At"/>.</summary>
    public static TdRowTime OfImport { get; } = new(null, null, isImport: true);

    internal string? Column => IsImport || Moment is not null ? null : _column ?? DefaultColumn;

    internal DateTimeOffset? Moment { get; }

    internal bool IsImport { get; }

    /// <summary>
    /// A column of the source: Unix seconds, a point in time, a date, or text in ISO 8601. A row in which it is null or something else fails. Unless it is named <c>time</c> it
    /// is also written as a column of its own.
    /// </summary>
    /// <param name="column">Name of the column in the source.</param>
    public static TdRowTime From(string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return new TdRowTime(column, null, isImport: false);
    }

    /// <summary>One moment for all rows, such as that of the run.</summary>
    /// <param name="moment">The moment; whole seconds of it are stored.</param>
    public static TdRowTime At(DateTimeOffset moment) => new(null, moment, isImport: false);

    /// <inheritdoc/>
    public override string ToString() => Column is { } column ? $"column {column}" : Moment?.ToString("O") ?? "time of import";
}
