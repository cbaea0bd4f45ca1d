using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>
/// Makes functions written here known to DuckDB, for what its own do otherwise than Trino's. A NULL argument gives NULL; a thrown
/// <see cref="SqlFailedException"/> fails the statement with its message, or gives NULL inside TRY.
/// </summary>
internal sealed class FunctionHost(DuckDBConnection connection)
{
    private static readonly ScalarFunctionOptions s_pure = new() { IsPureFunction = true };

    public void Add<T, TResult>(string name, Func<T, TResult> function) =>
        connection.RegisterScalarFunction<T, TResult>(
            name,
            (readers, writer, count) =>
            {
                for (var i = 0UL; i < count; i++)
                {
                    if (readers[0].IsValid(i))
                        Write(writer, i, function(readers[0].GetValue<T>(i)));
                    else
                        writer.WriteNull(i);
                }
            },
            s_pure
        );

    public void Add<T1, T2, TResult>(string name, Func<T1, T2, TResult> function) =>
        connection.RegisterScalarFunction<T1, T2, TResult>(
            name,
            (readers, writer, count) =>
            {
                for (var i = 0UL; i < count; i++)
                {
                    if (AreValid(readers, i))
                        Write(writer, i, function(readers[0].GetValue<T1>(i), readers[1].GetValue<T2>(i)));
                    else
                        writer.WriteNull(i);
                }
            },
            s_pure
        );

    public void Add<T1, T2, T3, TResult>(string name, Func<T1, T2, T3, TResult> function) =>
        connection.RegisterScalarFunction<T1, T2, T3, TResult>(
            name,
            (readers, writer, count) =>
            {
                for (var i = 0UL; i < count; i++)
                {
                    if (AreValid(readers, i))
                        Write(writer, i, function(readers[0].GetValue<T1>(i), readers[1].GetValue<T2>(i), readers[2].GetValue<T3>(i)));
                    else
                        writer.WriteNull(i);
                }
            },
            s_pure
        );

    /// <summary>Bytes reach a function as a stream over DuckDB's memory.</summary>
    public void AddBytes<TResult>(string name, Func<byte[], TResult> function) =>
        connection.RegisterScalarFunction<byte[], TResult>(
            name,
            (readers, writer, count) =>
            {
                for (var i = 0UL; i < count; i++)
                {
                    if (!readers[0].IsValid(i))
                    {
                        writer.WriteNull(i);
                        continue;
                    }
                    using var stream = readers[0].GetValue<Stream>(i);
                    var bytes = new byte[stream.Length];
                    stream.ReadExactly(bytes);
                    Write(writer, i, function(bytes));
                }
            },
            s_pure
        );

    private static bool AreValid(IReadOnlyList<IDuckDBDataReader> readers, ulong row)
    {
        for (var i = 0; i < readers.Count; i++)
        {
            if (!readers[i].IsValid(row))
                return false;
        }
        return true;
    }

    private static void Write<T>(IDuckDBDataWriter writer, ulong row, T value)
    {
        if (value is null)
            writer.WriteNull(row);
        else
            writer.WriteValue(value, row);
    }
}
