using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Options of <see cref="TreasureDataClientExtensions.LoadAsync{T}(TreasureDataClient, string, string, IAsyncEnumerable{T}, RowMap{T}, TdLoadOptions?, CancellationToken)"/>.</summary>
public sealed record TdLoadOptions
{
    /// <summary>
    /// What is known of the rows, and what is asked of them: whether they must appear all at once, whether a row that is stored twice does harm, whether only a write-only key is at hand. Numbers that
    /// are not given are found by reading ahead.
    /// </summary>
    /// <value>Default: nothing is known, and nothing is asked.</value>
    public TdWriteVolume Volume { get; init; } = new();

    /// <summary>The way the rows take, where the caller knows better than the plan.</summary>
    /// <value>Default: <see langword="null"/>, the plan decides.</value>
    public TdWritePath? Path { get; init; }

    /// <summary>
    /// Name of the bulk import session, if it comes to one. With a name that is derived from what is loaded, such as <c>orders_20241001</c>, another run of the same load goes on where this one stopped.
    /// </summary>
    /// <value>Default: <see langword="null"/>, a name that no other load has.</value>
    public string? SessionName { get; init; }

    /// <summary>Whether the table is looked up, and gets the columns that the rows declare, before the first row is sent. Not done with <see cref="TdWriteVolume.HasWriteOnlyKey"/>, which does not permit it.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; init; } = true;

    /// <summary>Whether a table that is missing is created.</summary>
    /// <value>Default: <see langword="false"/>; a missing table is a problem of the check.</value>
    public bool CreateTable { get; init; }

    /// <summary>
    /// How many records may fail to become rows before the load ends with their failures. Records that fail within this number are left out and counted.
    /// </summary>
    /// <value>Default: 0. As long as the rows are still read ahead, nothing has been sent by then.</value>
    public long MaxFailedRecords { get; init; }

    /// <summary>Rows that are read ahead at most to learn whether a load is large.</summary>
    /// <value>Default: 100,000, from which on a bulk import is the better way.</value>
    public int MaxRowsAhead { get; init; } = (int)TdWritePlan.BulkRows;

    /// <summary>Bytes of rows that are read ahead at most; they are held in memory.</summary>
    /// <value>Default: 64 MiB.</value>
    public int MaxBytesAhead { get; init; } = 64 * 1024 * 1024;

    /// <summary>How parts are cut, if it comes to a bulk import. Its <see cref="TdPartOptions.MaxFailedRecords"/> is not used.</summary>
    /// <value>Default: <see langword="null"/>, the defaults.</value>
    public TdPartOptions? Parts { get; init; }

    /// <summary>How a bulk import is brought to its end.</summary>
    /// <value>Default: <see langword="null"/>, the defaults: rows that the service refuses stop the commit.</value>
    public TdBulkImportCompletion? Completion { get; init; }

    /// <summary>How batches are sent, if it comes to single requests. Checks and columns are this record's business.</summary>
    /// <value>Default: <see langword="null"/>, the defaults of the way that is taken.</value>
    public BatchWriterOptions? Writer { get; init; }

    /// <summary>The clock of <see cref="TdRowTime.OfImport"/>.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The way and limits only: a name may tell of people.</summary>
    public override string ToString() =>
        $"{nameof(TdLoadOptions)} {{ Path = {Path}, MaxFailedRecords = {MaxFailedRecords}, MaxRowsAhead = {MaxRowsAhead} }}";

    internal static TdLoadOptions Default { get; } = new();

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Volume, nameof(Volume));
        ArgumentNullException.ThrowIfNull(TimeProvider, nameof(TimeProvider));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxFailedRecords);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRowsAhead, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytesAhead, 1);
        Parts?.Validate();
        Completion?.Validate();
        Writer?.Validate();
        if (Path is { } path && !Enum.IsDefined(path))
        {
            throw new ArgumentException($"{nameof(Path)} must be one of the ways of {nameof(TdWritePath)}, or null.", nameof(Path));
        }
    }
}
