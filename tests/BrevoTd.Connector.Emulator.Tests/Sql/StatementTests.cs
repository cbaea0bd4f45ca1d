using BrevoTd.Connector.Emulator.Sql;
using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Statements that change tables or show them.</summary>
public sealed class StatementTests : IAsyncLifetime
{
    private SqlEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await SqlEngine.OpenAsync(null);
        await _engine.CreateDatabaseAsync("crm");
        await _engine.CreateTableAsync("crm", "contacts", [new("id", "bigint"), new("name", "varchar"), new("time", "bigint")]);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Insert_WithoutTime_TakesTheQuerysTime()
    {
        await using (
            var result = await _engine.ExecuteAsync("INSERT INTO contacts (name, id) VALUES ('Ada', 1), ('Bob', 2)", SqlRun.Session)
        )
            Assert.Equal(2, result.RowsChanged);
        Assert.Equal(["1"], await RunAsync("INSERT INTO crm.contacts SELECT 3, 'Cid'"));
        Assert.Equal(["1"], await RunAsync("INSERT INTO contacts (SELECT 4, NULL, 44)"));

        var seconds = SqlRun.QueryStart.ToUnixTimeSeconds();
        Assert.Equal(
            [$"1 | Ada | {seconds}", $"2 | Bob | {seconds}", $"3 | Cid | {seconds}", "4 | NULL | 44"],
            await RunAsync("SELECT * FROM contacts ORDER BY id")
        );
    }

    [Theory]
    [InlineData(
        "INSERT INTO contacts (id) VALUES ('x')",
        "line 1:1: Insert query has mismatched column types: Table: [bigint], Query: [varchar(1)]"
    )]
    [InlineData("INSERT INTO contacts (id, city) VALUES (1, 'x')", "line 1:27: Insert column name does not exist in target table: city")]
    [InlineData("INSERT INTO contacts (id, id) VALUES (1, 2)", "line 1:1: Insert column name is specified more than once: id")]
    [InlineData("INSERT INTO contacts SELECT 1", "line 1:1: Insert query has 1 columns but the table has 3")]
    [InlineData("INSERT INTO nobody VALUES 1", "line 1:13: Table td.crm.nobody does not exist")]
    [InlineData("CREATE TABLE contacts AS SELECT 1 AS x", "line 1:14: Table 'td.crm.contacts' already exists")]
    [InlineData("CREATE TABLE t AS SELECT 1", "line 1:1: Column name not specified at position 1")]
    [InlineData("CREATE TABLE t AS SELECT 1 AS x, 2 AS x", "line 1:1: Column name 'x' specified more than once")]
    [InlineData("CREATE TABLE t AS SELECT NULL AS x", "line 1:1: Column type is unknown: x")]
    [InlineData(
        "CREATE TABLE t AS SELECT now() AS x",
        "line 1:1: Column 'x' of type timestamp(3) with time zone cannot be stored in a table by the emulator"
    )]
    [InlineData("CREATE TABLE nowhere.t AS SELECT 1 AS x", "line 1:14: Schema nowhere does not exist")]
    [InlineData("CREATE VIEW v AS SELECT 1", "line 1:1: Statement CREATE VIEW not supported by the emulator")]
    [InlineData("CREATE SCHEMA s", "line 1:1: Statement CREATE SCHEMA not supported by the emulator")]
    [InlineData("DELETE FROM contacts", "line 1:1: DELETE requires a WHERE clause")]
    [InlineData("DELETE FROM nobody WHERE true", "line 1:13: Table td.crm.nobody does not exist")]
    [InlineData("DROP TABLE nobody", "line 1:12: Table td.crm.nobody does not exist")]
    [InlineData("DROP SCHEMA crm", "line 1:1: Statement DROP SCHEMA not supported by the emulator")]
    [InlineData("ALTER TABLE contacts ADD COLUMN name varchar", "line 1:33: Column 'name' already exists")]
    [InlineData("ALTER TABLE contacts DROP COLUMN name", "line 1:22: ALTER TABLE … DROP not supported by the emulator")]
    [InlineData("SHOW TABLES FROM nowhere", "line 1:1: Schema 'nowhere' does not exist")]
    [InlineData("DESCRIBE nobody", "line 1:10: Table td.crm.nobody does not exist")]
    public async Task Execute_WrongStatement_FailsAndChangesNothing(string sql, string message)
    {
        Assert.Equal(message, await SqlRun.FailAsync(_engine, sql));
        Assert.Equal(["contacts"], _engine.Tables("crm"));
        Assert.Equal(["0"], await RunAsync("SELECT count(*) FROM contacts"));
    }

    [Fact]
    public async Task CreateTableAs_Query_AddsTimeAndGivesTheCount()
    {
        Assert.Equal(["2"], await RunAsync("CREATE TABLE copy AS SELECT x AS id, CAST(x AS varchar) AS name FROM (VALUES 1, 2) t(x)"));

        Assert.Equal(
            [new SqlColumn("id", "integer"), new SqlColumn("name", "varchar"), new SqlColumn("time", "bigint")],
            _engine.FindTable("crm", "copy")
        );
        Assert.Equal(["0"], await RunAsync("CREATE TABLE IF NOT EXISTS copy AS SELECT 1 AS x"));
        Assert.Equal(["0"], await RunAsync("CREATE TABLE shape WITH (bucket_count = 8) AS SELECT * FROM copy WITH NO DATA"));
        Assert.Equal(["0"], await RunAsync("SELECT count(*) FROM shape"));
    }

    [Fact]
    public async Task CreateTableAs_FailingQuery_LeavesNoTable()
    {
        Assert.Equal(
            "Division by zero",
            await SqlRun.FailAsync(_engine, "CREATE TABLE broken AS SELECT 1 / x AS y FROM (VALUES 1, 0) t(x)")
        );

        Assert.Null(_engine.FindTable("crm", "broken"));
        Assert.Equal(["1"], await RunAsync("CREATE TABLE broken AS SELECT 1 AS y"));
    }

    [Fact]
    public async Task CreateAlterDrop_Table_ChangesTheCatalogue()
    {
        Assert.Equal(
            ["true"],
            await RunAsync("CREATE TABLE IF NOT EXISTS td.crm.plain (id bigint, tags array(varchar), m map(varchar, bigint))")
        );
        Assert.Equal(["true"], await RunAsync("ALTER TABLE IF EXISTS plain ADD COLUMN IF NOT EXISTS city varchar"));
        Assert.Equal(["true"], await RunAsync("ALTER TABLE IF EXISTS nobody ADD COLUMN x varchar"));
        Assert.Equal(
            ["1"],
            await RunAsync("INSERT INTO plain (id, tags, m, city) VALUES (1, ARRAY['a', NULL], MAP(ARRAY['k'], ARRAY[2]), 'Rome')")
        );
        Assert.Equal(["[a, NULL] | {k=2} | Rome"], await RunAsync("SELECT tags, m, city FROM plain"));
        Assert.Equal(
            [
                "id | bigint |  | ",
                "tags | array(varchar) |  | ",
                "m | map(varchar, bigint) |  | ",
                "time | bigint |  | ",
                "city | varchar |  | ",
            ],
            await RunAsync("SHOW COLUMNS FROM plain")
        );
        Assert.Equal(["contacts", "plain"], await RunAsync("SHOW TABLES"));
        Assert.Equal(["plain"], await RunAsync("SHOW TABLES FROM crm LIKE 'p%'"));
        Assert.Equal(["crm", "information_schema"], await RunAsync("SHOW SCHEMAS"));
        Assert.Equal(["true"], await RunAsync("DROP TABLE plain"));
        Assert.Equal(["true"], await RunAsync("DROP TABLE IF EXISTS plain"));
        Assert.Equal(["contacts"], await RunAsync("SHOW TABLES"));
    }

    [Fact]
    public async Task Delete_Condition_DeletesOnlyItsRows()
    {
        await RunAsync("INSERT INTO contacts VALUES (1, 'a', 10), (2, 'b', 20), (3, NULL, 30)");

        Assert.Equal(["1"], await RunAsync("DELETE FROM contacts WHERE TD_TIME_RANGE(time, 10, 20)"));
        Assert.Equal(["1"], await RunAsync("DELETE FROM contacts WHERE id IN (SELECT max(id) FROM contacts)"));

        Assert.Equal(["2"], await RunAsync("SELECT id FROM contacts"));
    }

    private Task<string[]> RunAsync(string sql) => SqlRun.RowsAsync(_engine, sql);
}
