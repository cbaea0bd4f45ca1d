using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>A table for records of Brevo's: its name, its columns, and how the present state is read out of it.</summary>
public abstract class TableLayout
{
    /// <summary>Name of the table in which every complete sweep leaves a row; <see cref="CurrentSql"/> reads it.</summary>
    public const string SweepsTable = "brevo_pulls";

    private protected TableLayout(
        string name,
        TableContent content,
        IReadOnlyList<string> key,
        IReadOnlyList<TableColumn> columns,
        IReadOnlyList<string>? versionOf
    )
    {
        VersionOf = versionOf ?? key;
        Name = name;
        Content = content;
        Key = key;
        Columns = columns;
    }

    /// <summary>Name of the table.</summary>
    public string Name { get; }

    /// <summary>What its rows are.</summary>
    public TableContent Content { get; }

    /// <summary>The columns that together tell one record from another.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>The columns without <c>time</c>, which every table has. Columns of a map of the user's own have no description.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>What <c>time</c>, by which Treasure Data partitions the table, is.</summary>
    public abstract string TimeRule { get; }

    /// <summary>The columns as a table of Treasure Data declares them.</summary>
    public TdSchema Schema => new(Columns.Select(static column => new TdColumn(column.Name, column.Type)));

    /// <summary>
    /// A query for the newest row of every key (Trino, also good as a view): the present state of every record that was ever seen, those that Brevo deleted since included. For events, each event once.
    /// </summary>
    /// <exception cref="InvalidOperationException">A map of the user's own writes neither the key nor <c>pulled_at</c>.</exception>
    public string LatestSql => Latest("");

    /// <summary>
    /// As <see cref="LatestSql"/>, without what the last complete sweep over everything did not see: without records that were deleted in Brevo before it. Reads the table <see cref="SweepsTable"/>, so it
    /// works as soon as one such sweep is complete. The same as <see cref="LatestSql"/> for events.
    /// </summary>
    /// <exception cref="InvalidOperationException">A map of the user's own writes neither the key nor <c>pulled_at</c>.</exception>
    public string CurrentSql =>
        Content == TableContent.Events
            ? LatestSql
            : Latest($"\n  AND swept_at >= (SELECT max(swept_at) FROM {SweepsTable} WHERE table_name = '{Name}' AND is_complete = 'true')");

    /// <summary>The columns of what is replaced as a whole by a newer version; usually the key.</summary>
    private protected IReadOnlyList<string> VersionOf { get; }

    /// <summary>Whether the layout has a column for each record's JSON as Brevo sent it.</summary>
    internal bool HasRawJson => Columns.Any(static column => column.Name == LayoutColumns.Raw);

    /// <summary>Creates the table if it is missing, and adds the columns that it lacks. Columns are never changed or removed.</summary>
    /// <param name="td">The client.</param>
    /// <param name="database">Name of the database, which must exist.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="TreasureDataSchemaException">The table has a column with another type. Nothing was changed.</exception>
    /// <exception cref="Http.ServiceException">There is no such database (404), or the service refuses the columns.</exception>
    /// <exception cref="Http.ConnectorException">A call failed for another reason.</exception>
    public Task<TdEnsureTableResult> EnsureAsync(TreasureDataClient td, string database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(td);
        return td.Tables.EnsureTableAsync(database, Name, Schema, cancellationToken: cancellationToken);
    }

    /// <summary>Name and number of columns.</summary>
    public override string ToString() => $"{Name} ({Columns.Count} columns)";

    private string Latest(string condition)
    {
        var missing = Key.Append(LayoutColumns.PulledAt).Where(name => Columns.All(column => column.Name != name)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"The map of {Name} writes no column {string.Join(", ", missing)}, so the newest row of a record cannot be told. Write the query yourself, or add the columns to the map."
            );
        }

        var columns = string.Join(", ", Columns.Select(static column => column.Name).Append("time"));
        var whole = ReferenceEquals(VersionOf, Key)
            ? ("", "")
            : (
                $",\n    rank() OVER (PARTITION BY {string.Join(", ", VersionOf)} ORDER BY pulled_at DESC) AS whole_version",
                "\n  AND whole_version = 1"
            );
        return $"""
            SELECT {columns}
            FROM (
              SELECT {columns},
                row_number() OVER (PARTITION BY {string.Join(", ", Key)} ORDER BY pulled_at DESC) AS version{whole.Item1}
              FROM {Name}
            ) AS versions
            WHERE version = 1{whole.Item2}{condition}
            """.ReplaceLineEndings("\n");
    }
}
