using System.Buffers;
using System.Globalization;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Writes results to tables (<c>td://</c>). To any other target nothing is sent: the emulator never leaves the machine.</summary>
internal sealed class ResultExporter(TableStore tables, ResultStore results, TimeProvider clock)
{
    private const int PieceLength = 16 * 1024 * 1024;

    /// <summary>Writes the stored result of <paramref name="job"/> to where <paramref name="url"/> leads; returns the rows written.</summary>
    /// <exception cref="JobFailedException">The target cannot be written to.</exception>
    public async Task<long> WriteAsync(string url, long job, IReadOnlyList<string[]> schema, CancellationToken cancellationToken)
    {
        try
        {
            var target = ResultTarget.Parse(url);
            if (target.Database is not { } database)
                return 0;
            tables.Database(database);
            var table = target.Replaces
                ? await CreateAsync(database, Temporary(job), cancellationToken).ConfigureAwait(false)
                : target.Table;
            if (tables.Find(database, table) is null)
                await CreateAsync(database, table, cancellationToken).ConfigureAwait(false);
            var pieces = Read(results.StoredPath(job), schema, cancellationToken);
            await tables.ImportAsync(database, table, pieces, TableStore.BulkColumns, id: null, cancellationToken).ConfigureAwait(false);
            if (target.Replaces)
                await tables.RenameTableAsync(database, table, target.Table, overwrite: true, cancellationToken).ConfigureAwait(false);
            return pieces.Sum(piece => (long)piece.Count);
        }
        catch (TdException exception)
        {
            throw new JobFailedException($"Result export failed: {exception.Message}\n", exception);
        }
    }

    private static string Temporary(long job) => string.Create(CultureInfo.InvariantCulture, $"result_export_{job}");

    private async Task<string> CreateAsync(string database, string table, CancellationToken cancellationToken)
    {
        var template = new TableState
        {
            Id = 0,
            Database = database,
            Name = table,
        };
        await tables.CreateTableAsync(template, cancellationToken).ConfigureAwait(false);
        return table;
    }

    /// <summary>The rows as an import would bring them: maps with the columns' names.</summary>
    private List<ImportRows> Read(string path, IReadOnlyList<string[]> schema, CancellationToken cancellationToken)
    {
        var pieces = new List<ImportRows>();
        var reader = new ImportReader(TimeRule.FillMissing, clock.GetUtcNow().ToUnixTimeSeconds());
        var maps = new ArrayBufferWriter<byte>();
        using (var stored = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            ResultRows.Read(
                stored,
                (ref MessagePackReader row) =>
                {
                    var writer = new MessagePackWriter(maps);
                    var count = row.ReadArrayHeader();
                    writer.WriteMapHeader(count);
                    for (var i = 0; i < count; i++)
                    {
                        writer.Write(schema[i][0]);
                        var start = row.Position;
                        row.Skip(default);
                        writer.WriteRaw(row.Sequence.Slice(start, row.Position));
                    }

                    writer.Flush();
                    if (maps.WrittenCount >= PieceLength)
                    {
                        pieces.Add(reader.Read(maps.WrittenMemory.ToArray()));
                        maps.ResetWrittenCount();
                    }
                },
                cancellationToken
            );
        }

        pieces.Add(reader.Read(maps.WrittenMemory));
        return pieces;
    }
}
