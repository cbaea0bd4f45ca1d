using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Appends rows to a table in DuckDB's chunks, without any SQL.</summary>
internal static class TableAppender
{
    public static long Append(
        DuckDBConnection connection,
        string database,
        string table,
        IReadOnlyList<CatalogColumn> stored,
        IReadOnlyList<string> columns,
        IEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken
    )
    {
        var sources = FindSources(stored, columns, Names.Full(database, table));
        var state = NativeMethods.Appender.DuckDBAppenderCreate(connection.NativeConnection, database, table, out var appender);
        using (appender)
        {
            Check(appender, state);
            var types = stored.Select((_, i) => NativeMethods.Appender.DuckDBAppenderColumnType(appender, (ulong)i)).ToArray();
            using var chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk(
                [.. types.Select(t => t.DangerousGetHandle())],
                (ulong)types.Length
            );
            var count = Fill(appender, chunk, stored, sources, rows, cancellationToken);
            foreach (var type in types)
                type.Dispose();
            Check(appender, NativeMethods.Appender.DuckDBAppenderClose(appender));
            return count;
        }
    }

    private static long Fill(
        DuckDB.NET.Native.DuckDBAppender appender,
        DuckDBDataChunk chunk,
        IReadOnlyList<CatalogColumn> stored,
        int[] sources,
        IEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken
    )
    {
        var capacity = NativeMethods.Helpers.DuckDBVectorSize();
        var total = 0L;
        var filled = 0UL;
        foreach (var row in rows)
        {
            for (var i = 0; i < sources.Length; i++)
            {
                var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i);
                VectorWriter.Write(vector, stored[i].Type, filled, sources[i] < 0 ? null : row[sources[i]]);
            }
            total++;
            if (++filled == capacity)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Flush(appender, chunk, filled);
                filled = 0;
            }
        }
        if (filled > 0)
            Flush(appender, chunk, filled);
        return total;
    }

    private static void Flush(DuckDB.NET.Native.DuckDBAppender appender, DuckDBDataChunk chunk, ulong rows)
    {
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, rows);
        Check(appender, NativeMethods.Appender.DuckDBAppendDataChunk(appender, chunk));
        NativeMethods.DataChunks.DuckDBDataChunkReset(chunk);
    }

    private static int[] FindSources(IReadOnlyList<CatalogColumn> stored, IReadOnlyList<string> columns, string table)
    {
        var sources = new int[stored.Count];
        Array.Fill(sources, -1);
        for (var i = 0; i < columns.Count; i++)
        {
            var at = 0;
            while (at < stored.Count && !string.Equals(stored[at].Name, columns[i], StringComparison.OrdinalIgnoreCase))
                at++;
            if (at == stored.Count)
                throw new ArgumentException($"Table {table} has no column '{columns[i]}'.", nameof(columns));
            sources[at] = i;
        }
        return sources;
    }

    private static void Check(DuckDB.NET.Native.DuckDBAppender appender, DuckDBState state)
    {
        if (state.IsSuccess())
            return;
        using var error = NativeMethods.Appender.DuckDBAppenderErrorData(appender);
        throw ErrorText.ToException(error.Message ?? "The rows were not appended");
    }
}
