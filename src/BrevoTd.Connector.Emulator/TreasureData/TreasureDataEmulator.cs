using BrevoTd.Connector.Emulator.TreasureData;
using DuckDB.NET.Data;

namespace BrevoTd.Connector.Emulator;

/// <summary>The Treasure Data side of a <see cref="ConnectorEmulator"/>: where it listens, what it accepts, and shortcuts to fill and to look at it.</summary>
/// <remarks>
/// The routes of the hosts for imports, for ingestion, for the CDP, for profiles and for workflows are served at the same address as those of the
/// main API.
/// </remarks>
public sealed partial class TreasureDataEmulator
{
    private readonly TreasureDataService _service;

    internal TreasureDataEmulator(TreasureDataService service) => _service = service;

    /// <summary>The root of the service, <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri BaseAddress => _service.Origin;

    /// <summary>The key that the service accepts for every call.</summary>
    public string ApiKey => _service.ApiKey;

    /// <summary>A key that may only import rows; every other call with it answers 403.</summary>
    public string WriteOnlyApiKey => _service.WriteOnlyApiKey;

    /// <summary>Trouble on demand.</summary>
    public FaultSet Faults => _service.Faults;

    /// <summary>What has been asked so far.</summary>
    public RequestLog Requests => _service.Requests;

    /// <summary>Where results and parts of bulk imports are; a temporary folder unless one was given.</summary>
    internal string Folder => _service.Account.Folder;

    /// <summary>
    /// Adds rows to a table without a request; database and table are created if they do not exist, columns like in an import. The rows can be
    /// queried when the task ends.
    /// </summary>
    /// <param name="database">3 to 255 of <c>a-z</c>, <c>0-9</c> and <c>_</c>.</param>
    /// <param name="table">3 to 255 of <c>a-z</c>, <c>0-9</c> and <c>_</c>.</param>
    /// <param name="rows">One JSON object per row, for example <c>{"email":"a@example.com","score":0.5}</c>; without <c>time</c> it gets the current one.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="ArgumentException">A name breaks the rules.</exception>
    /// <exception cref="FormatException">A row is not a JSON object. Nothing is stored.</exception>
    public Task LoadJsonAsync(string database, string table, IEnumerable<string> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return LoadAsync(database, table, [JsonRows.Read(rows, Now())], cancellationToken);
    }

    /// <summary>
    /// Adds the rows of a CSV file with a header line. A column whose cells are all written like whole numbers or like numbers becomes long or
    /// double; leading zeros and plus signs keep it text. An empty cell is null.
    /// </summary>
    /// <param name="database">As for <see cref="LoadJsonAsync"/>.</param>
    /// <param name="table">As for <see cref="LoadJsonAsync"/>.</param>
    /// <param name="path">The file. A column <c>time</c> holds Unix seconds; where there is none, rows get the current time.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file cannot be read. Nothing is stored.</exception>
    public Task LoadCsvAsync(string database, string table, string path, CancellationToken cancellationToken = default) =>
        LoadFileAsync(database, table, () => FileRows.OpenCsv(path, Now()), cancellationToken);

    /// <summary>
    /// Adds the rows of a Parquet file. Whole numbers become long, other numbers double, lists of anything lists of text, everything else text.
    /// </summary>
    /// <param name="database">As for <see cref="LoadJsonAsync"/>.</param>
    /// <param name="table">As for <see cref="LoadJsonAsync"/>.</param>
    /// <param name="path">The file. A column <c>time</c> holds Unix seconds or timestamps; where there is none, rows get the current time.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file cannot be read. Nothing is stored.</exception>
    public Task LoadParquetAsync(string database, string table, string path, CancellationToken cancellationToken = default) =>
        LoadFileAsync(database, table, () => FileRows.OpenParquet(path, Now()), cancellationToken);

    /// <summary>
    /// Lets a folder stand for a bucket: connectors of type <c>s3</c> that name it guess, preview and load the folder's <c>.csv</c> and <c>.csv.gz</c> files, whose first line has the columns' names.
    /// Connectors with any other source are refused by name.
    /// </summary>
    /// <param name="bucket">The name in configurations.</param>
    /// <param name="folder">The folder. It has to be given again after a restart.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public void AddConnectorBucket(string bucket, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(bucket);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder {folder} does not exist.");
        _service.Account.Connectors.SetBucket(bucket, Path.GetFullPath(folder));
    }

    /// <summary>The number of rows of a table.</summary>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public async Task<long> CountRowsAsync(string database, string table, CancellationToken cancellationToken = default)
    {
        await _service.Account.Tables.SettleAsync(cancellationToken).ConfigureAwait(false);
        var found =
            _service.Account.Tables.Find(database, table)
            ?? throw new ArgumentException($"There is no table {database}.{table}.", nameof(table));
        return (await _service.Account.Tables.CountAsync(found, cancellationToken).ConfigureAwait(false)).Rows;
    }

    private async Task LoadFileAsync(string database, string table, Func<FileRows> open, CancellationToken cancellationToken)
    {
        try
        {
            using var file = await Task.Run(open, cancellationToken).ConfigureAwait(false);
            await LoadAsync(database, table, file.Read(), cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException)
        {
            // DuckDB's own text quotes the cells that it could not read, and those may be people's data.
            throw new FormatException(
                "The file cannot be read. Check that it is complete and of the right format, and that its column time, if it has one, holds whole seconds."
            );
        }
    }

    private async Task LoadAsync(string database, string table, IEnumerable<ImportRows> pieces, CancellationToken cancellationToken)
    {
        var tables = _service.Account.Tables;
        try
        {
            if (!tables.Databases().Any(known => known.Name == database))
                await tables.CreateDatabaseAsync(database, cancellationToken).ConfigureAwait(false);
            if (tables.Find(database, table) is null)
            {
                var template = new TableState
                {
                    Id = 0,
                    Database = database,
                    Name = table,
                };
                await tables.CreateTableAsync(template, cancellationToken).ConfigureAwait(false);
            }

            await tables.ImportAsync(database, table, pieces, TableStore.BulkColumns, null, cancellationToken).ConfigureAwait(false);
        }
        catch (TdException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }
    }

    private long Now() => _service.Account.Clock.GetUtcNow().ToUnixTimeSeconds();
}
