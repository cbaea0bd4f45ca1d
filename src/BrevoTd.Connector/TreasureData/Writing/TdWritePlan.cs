using System.Globalization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Which way rows should take, and why.</summary>
/// <param name="Path">The way.</param>
/// <param name="Reason">Why this one, in a sentence for people.</param>
public sealed record TdWritePlan(TdWritePath Path, string Reason)
{
    /// <summary>From so many rows on, parts and one commit are cheaper than single requests.</summary>
    public const long BulkRows = 100_000;

    /// <summary>From so many bytes on, parts and one commit are cheaper than single requests.</summary>
    public const long BulkBytes = 256L * 1024 * 1024;

    /// <summary>Columns that a streaming import may bring into a table; a bulk import may bring 4,096.</summary>
    public const int StreamingColumns = 512;

    /// <summary>Chooses the way.</summary>
    /// <param name="volume">What is known of the rows.</param>
    /// <exception cref="ArgumentException">What is asked for contradicts itself, or no way can carry it.</exception>
    public static TdWritePlan For(TdWriteVolume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        if (BulkReason(volume) is { } reason)
        {
            if (volume.HasWriteOnlyKey)
            {
                throw new ArgumentException(
                    $"A bulk import is needed ({reason}), and a write-only key cannot run one. Use a master key.",
                    nameof(volume)
                );
            }

            return volume.IsContinuous && volume.AllOrNothing
                ? throw new ArgumentException("Rows that never end cannot appear all at once. Cut them into loads.", nameof(volume))
                : new TdWritePlan(TdWritePath.BulkImport, $"Bulk import, because {reason}.");
        }

        if (volume.ToleratesDuplicates && (volume.IsContinuous || volume.Rows <= TreasureDataIngestionClient.MaxRecords) && IsSmall(volume))
        {
            return new TdWritePlan(
                TdWritePath.Ingestion,
                $"Data Ingestion API, because one request carries it (up to {TreasureDataIngestionClient.MaxRecords} records and 5 MB) and a record that is stored twice does no harm."
            );
        }

        return new TdWritePlan(
            TdWritePath.StreamingImport,
            volume switch
            {
                { IsContinuous: true } => "Streaming import, because rows keep coming and a repeat is recognised by its id.",
                { Rows: null, Bytes: null } =>
                    "Streaming import, because the volume is not known: it begins at once, a repeat is recognised by its id, and any number of batches may follow.",
                _ => string.Create(
                    CultureInfo.InvariantCulture,
                    $"Streaming import, because below {BulkRows:N0} rows a few requests are quicker than a session with parts and a commit, and a repeat is recognised by its id."
                ),
            }
        );
    }

    private static bool IsSmall(TdWriteVolume volume) => volume.Bytes is null or <= TreasureDataIngestionClient.MaxBatchBytes;

    private static string? BulkReason(TdWriteVolume volume) =>
        volume switch
        {
            { AllOrNothing: true } => "queries must see all rows or none, and only a commit makes them appear at once",
            { Columns: > StreamingColumns } => string.Create(
                CultureInfo.InvariantCulture,
                $"{volume.Columns} columns are more than the {StreamingColumns} that other ways take"
            ),
            { IsContinuous: true } => null,
            { Rows: >= BulkRows } => string.Create(
                CultureInfo.InvariantCulture,
                $"{volume.Rows:N0} rows go into archive storage directly, where the service would have to merge them later otherwise"
            ),
            { Bytes: >= BulkBytes } => string.Create(
                CultureInfo.InvariantCulture,
                $"{volume.Bytes / (1024 * 1024):N0} MiB go into archive storage directly, where the service would have to merge them later otherwise"
            ),
            _ => null,
        };
}
