using System.Buffers;
using System.Data.Common;
using BrevoTd.Connector.TreasureData;
using DuckDB.NET.Data;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.IntegrationTests.Mapping;

/// <summary>The order lines of a web shop, loaded once. SQL over them says what maps must come to; rows come as Treasure Data would deliver them.</summary>
public sealed class OnlineRetail : IAsyncDisposable
{
    private const string Columns =
        "InvoiceNo, StockCode, Description, Quantity, InvoiceDate::VARCHAR, UnitPrice::VARCHAR, CustomerID, Country";

    private readonly DuckDBConnection? _connection;

    public OnlineRetail()
    {
        if (SharedData.Find("online-retail.csv.gz") is { } path)
        {
            _connection = new DuckDBConnection("DataSource=:memory:");
            _connection.Open();
            using var command = _connection.CreateCommand();
            command.CommandText = $"""
                CREATE TABLE lines AS
                SELECT row_number() OVER () AS line, InvoiceNo, StockCode, Description, Quantity::BIGINT AS Quantity, InvoiceDate::TIMESTAMP AS InvoiceDate,
                    UnitPrice::DECIMAL(18, 3) AS UnitPrice, CustomerID, Country
                FROM read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}', header = true, all_varchar = true)
                """;
            _ = command.ExecuteNonQuery();
        }
    }

    public static TdSchema Schema { get; } =
        new([
            new("InvoiceNo", "varchar"),
            new("StockCode", "varchar"),
            new("Description", "varchar"),
            new("Quantity", "bigint"),
            new("InvoiceDate", "timestamp"),
            new("UnitPrice", "decimal(18,3)"),
            new("CustomerID", "varchar"),
            new("Country", "varchar"),
        ]);

    private DuckDBConnection Connection
    {
        get
        {
            Assert.SkipWhen(_connection is null, "online-retail.csv.gz is not here: no folder above the tests holds it.");
            return _connection!;
        }
    }

    /// <summary>The lines in an order, each valid until the next one is asked for or longer.</summary>
    public async IAsyncEnumerable<TdRow> RowsAsync(string orderBy)
    {
        await using var command = Connection.CreateCommand();
        // Text keeps every digit, and is how Treasure Data delivers decimals and points in time.
        command.CommandText = $"SELECT {Columns} FROM lines ORDER BY {orderBy}";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var buffer = new ArrayBufferWriter<byte>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            buffer.ResetWrittenCount();
            Write(buffer, reader);
            yield return TdRow.FromMessagePack(Schema, buffer.WrittenSpan);
        }
    }

    /// <summary>The rows of a query, each as values separated by blanks.</summary>
    public async Task<List<string>> QueryAsync(string sql)
    {
        await using var command = Connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(FormattableString.Invariant($"{reader.GetValue(0)}"));
            for (var column = 1; column < reader.FieldCount; column++)
            {
                rows[^1] += FormattableString.Invariant($" {reader.GetValue(column)}");
            }
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private static void Write(ArrayBufferWriter<byte> buffer, DbDataReader reader)
    {
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(reader.FieldCount);
        for (var column = 0; column < reader.FieldCount; column++)
        {
            if (reader.IsDBNull(column))
            {
                writer.WriteNil();
            }
            else if (column == 3)
            {
                writer.Write(reader.GetInt64(column));
            }
            else
            {
                writer.Write(reader.GetString(column));
            }
        }

        writer.Flush();
    }
}
