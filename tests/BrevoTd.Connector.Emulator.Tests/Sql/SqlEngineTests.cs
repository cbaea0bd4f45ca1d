using BrevoTd.Connector.Emulator.Sql;
using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

public sealed class SqlEngineTests
{
    private static readonly SqlColumn[] s_columns =
    [
        new("id", "bigint"),
        new("name", "varchar"),
        new("score", "double"),
        new("tags", "array(varchar)"),
        new("attributes", "map(varchar,bigint)"),
    ];

    private static readonly SqlSession s_session = new("crm", new DateTimeOffset(2024, 10, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task AppendAsync_MoreThanOneChunk_KeepsEveryValue()
    {
        await using var engine = await OpenWithTableAsync();

        var count = await engine.AppendAsync("crm", "contacts", [.. s_columns.Select(c => c.Name)], Rows(5_000));

        Assert.Equal(5_000, count);
        await using var result = await engine.ExecuteAsync("SELECT id, name, score FROM contacts ORDER BY id", s_session);
        var expected = Rows(5_000).GetEnumerator();
        await foreach (var row in result.ReadRowsAsync())
        {
            Assert.True(expected.MoveNext());
            Assert.Equal(expected.Current.Take(3), row);
        }
        Assert.False(expected.MoveNext());
    }

    [Fact]
    public async Task AppendAsync_ValueOfAnotherType_AppendsNothing()
    {
        await using var engine = await OpenWithTableAsync();

        object?[][] rows =
        [
            [1L],
            ["two"],
        ];
        var error = await Assert.ThrowsAsync<ArgumentException>(() => engine.AppendAsync("crm", "contacts", ["id"], rows));

        Assert.Contains("String does not fit a column of type bigint", error.Message, StringComparison.Ordinal);
        Assert.Equal([0L], await FirstAsync(engine, "SELECT count(*) FROM contacts"));
    }

    [Fact]
    public async Task OpenAsync_FileUsedBefore_FindsItsTables()
    {
        var folder = Directory.CreateTempSubdirectory("emulator-sql");
        try
        {
            var file = Path.Combine(folder.FullName, "td.duckdb");
            await using (var first = await SqlEngine.OpenAsync(file))
            {
                await first.CreateDatabaseAsync("crm");
                await first.CreateTableAsync("crm", "contacts", s_columns);
                await first.AppendAsync("crm", "contacts", ["id"], [new object?[] { 7L }]);
            }

            await using var second = await SqlEngine.OpenAsync(file);

            Assert.Equal(["crm"], second.Databases);
            Assert.Equal(["contacts"], second.Tables("crm"));
            Assert.Equal(s_columns, second.FindTable("crm", "contacts"));
            Assert.Equal([7L], await FirstAsync(second, "SELECT id FROM contacts"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task AddColumnsAsync_TableWithRows_ReadsNull()
    {
        await using var engine = await OpenWithTableAsync();
        await engine.AppendAsync("crm", "contacts", ["id"], [new object?[] { 1L }]);

        await engine.AddColumnsAsync("crm", "contacts", [new("city", "varchar")]);

        Assert.Equal([1L, null], await FirstAsync(engine, "SELECT id, city FROM contacts"));
        var error = await Assert.ThrowsAsync<SqlFailedException>(() => engine.AddColumnsAsync("crm", "contacts", [new("city", "varchar")]));
        Assert.Equal("Column 'city' already exists", error.Message);
    }

    [Fact]
    public async Task DropDatabaseAsync_ThenFind_FindsNothing()
    {
        await using var engine = await OpenWithTableAsync();

        await engine.DropTableAsync("crm", "contacts");
        Assert.Null(engine.FindTable("crm", "contacts"));
        await engine.DropDatabaseAsync("crm");

        Assert.Empty(engine.Databases);
    }

    internal static async Task<SqlEngine> OpenWithTableAsync()
    {
        var engine = await SqlEngine.OpenAsync(null);
        await engine.CreateDatabaseAsync("crm");
        await engine.CreateTableAsync("crm", "contacts", s_columns);
        return engine;
    }

    private static IEnumerable<object?[]> Rows(int count) =>
        Enumerable
            .Range(0, count)
            .Select(i =>
                new object?[]
                {
                    (long)i,
                    i % 7 == 0 ? null : $"Zoë the {i}th of a long line",
                    i / 2d,
                    i % 5 == 0 ? null : Enumerable.Range(0, i % 4).Select(n => n == 2 ? null : $"tag{n}").ToArray<object?>(),
                    new Dictionary<string, object?> { ["a"] = (long)i, ["b"] = null },
                }
            );

    private static async Task<object?[]> FirstAsync(SqlEngine engine, string sql)
    {
        await using var result = await engine.ExecuteAsync(sql, s_session);
        await foreach (var row in result.ReadRowsAsync())
            return row;
        throw new InvalidOperationException("No row.");
    }
}
