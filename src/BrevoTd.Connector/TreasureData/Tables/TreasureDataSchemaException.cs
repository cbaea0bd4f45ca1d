using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A table has columns of other types than rows need. Nothing was changed.</summary>
public sealed class TreasureDataSchemaException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="conflicts">The columns.</param>
    public TreasureDataSchemaException(string database, string table, IReadOnlyList<TdColumnConflict> conflicts)
        : base(
            TreasureDataService.Name,
            "tables.ensure",
            $"{database}.{table} has columns of other types: {string.Join(", ", conflicts ?? [])}. Columns are added, never changed: write what the table has, "
                + "choose another name, or replace the table."
        ) => Conflicts = conflicts ?? [];

    /// <summary>The columns.</summary>
    public IReadOnlyList<TdColumnConflict> Conflicts { get; }
}
