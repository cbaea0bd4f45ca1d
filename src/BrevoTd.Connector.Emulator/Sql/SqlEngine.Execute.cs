using System.Globalization;
using DuckDB.NET.Native;

namespace BrevoTd.Connector.Emulator.Sql;

internal sealed partial class SqlEngine
{
    /// <summary>
    /// Runs one statement in Trino's dialect. A query comes back as soon as its first rows can be read; every other statement when it
    /// is done.
    /// </summary>
    /// <exception cref="SqlFailedException">The statement is wrong, failed, or asks for what the emulator does not do.</exception>
    /// <exception cref="OperationCanceledException">The token interrupted the statement.</exception>
    public async Task<SqlResult> ExecuteAsync(string sql, SqlSession session, CancellationToken cancellationToken = default)
    {
        var connection = Connect();
        try
        {
            if (session.Database is { } database)
                Run(connection, $"USE {Names.Quote(database)}");
            return await NativeCall
                .RunAsync(
                    connection,
                    () =>
                    {
                        if (
                            !NativeMethods.PreparedStatements.DuckDBPrepare(connection.NativeConnection, sql, out var statement).IsSuccess()
                        )
                            throw ErrorText.ToException(NativeMethods.PreparedStatements.DuckDBPrepareError(statement));
                        if (!NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out var result).IsSuccess())
                            throw ErrorText.ToException(NativeMethods.Query.DuckDBResultError(ref result));
                        var count = (int)NativeMethods.Query.DuckDBColumnCount(ref result);
                        var columns = new SqlColumn[count];
                        var types = new TrinoType[count];
                        for (var i = 0; i < count; i++)
                        {
                            types[i] = NativeMethods.Query.DuckDBColumnType(ref result, i) switch
                            {
                                DuckDBType.Boolean => TrinoType.Boolean,
                                DuckDBType.Integer => TrinoType.Integer,
                                DuckDBType.BigInt => TrinoType.BigInt,
                                DuckDBType.Double => TrinoType.Double,
                                DuckDBType.Varchar => TrinoType.Varchar,
                                var other => throw new SqlFailedException($"Type not supported by the emulator: {other}"),
                            };
                            var name = NativeMethods.Query.DuckDBColumnName(ref result, i).ToLower(CultureInfo.InvariantCulture);
                            columns[i] = new SqlColumn(name, types[i].ToSchemaText());
                        }
                        return SqlResult.Streaming(columns, types, connection, statement, result);
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
