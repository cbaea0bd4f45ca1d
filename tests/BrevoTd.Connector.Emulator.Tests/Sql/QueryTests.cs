using BrevoTd.Connector.Emulator.Sql;
using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Queries as a whole: names, joins, grouping, order, set operations, UNNEST, subqueries.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    private SqlEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await SqlEngine.OpenAsync(null);
        await _engine.CreateDatabaseAsync("crm");
        await _engine.CreateDatabaseAsync("web");
        await _engine.CreateTableAsync(
            "crm",
            "contacts",
            [new("id", "bigint"), new("name", "varchar"), new("city", "varchar"), new("tags", "array(varchar)"), new("time", "bigint")]
        );
        object?[][] rows =
        [
            [1L, "Ada", "Paris", new object?[] { "a", "b" }, 100L],
            [2L, "Bob", "Rome", null, 200L],
            [3L, "Cid", "Paris", new object?[] { "b" }, 300L],
            [4L, null, null, Array.Empty<object?>(), 400L],
        ];
        await _engine.AppendAsync("crm", "contacts", ["id", "name", "city", "tags", "time"], rows);
        await _engine.CreateTableAsync("web", "visits", [new("contact_id", "bigint"), new("page", "varchar")]);
        object?[][] visits =
        [
            [1L, "/a"],
            [1L, "/b"],
            [3L, "/a"],
            [9L, "/c"],
        ];
        await _engine.AppendAsync("web", "visits", ["contact_id", "page"], visits);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Theory]
    [InlineData("SELECT count(*) FROM contacts", "4")]
    [InlineData("SELECT count(*) FROM crm.contacts", "4")]
    [InlineData("SELECT count(*) FROM td.crm.contacts", "4")]
    [InlineData("SELECT count(*) FROM \"td-presto\".crm.contacts", "4")]
    [InlineData("SELECT max(crm.contacts.id), max(contacts.id) FROM contacts", "4 | 4")]
    [InlineData("SELECT MAX(c.ID) FROM CONTACTS AS C", "4")]
    [InlineData("select \"C\".\"ID\" from Contacts c where c.name = 'Ada'", "1")]
    [InlineData("TABLE web.visits", "1 | /a; 1 | /b; 3 | /a; 9 | /c")]
    [InlineData("VALUES (1, 'a'), (2, NULL)", "1 | a; 2 | NULL")]
    [InlineData("SELECT * FROM (VALUES 1, 2) AS t(x) WHERE x > 1;", "2")]
    public async Task Execute_NamesInAllForms_Resolve(string sql, string rows) => await AssertRowsAsync(sql, rows);

    [Theory]
    [InlineData("SELECT c.id, v.page FROM contacts c JOIN web.visits v ON c.id = v.contact_id ORDER BY 1, 2", "1 | /a; 1 | /b; 3 | /a")]
    [InlineData(
        "SELECT c.id, v.page FROM contacts c LEFT JOIN web.visits v ON c.id = v.contact_id AND v.page = '/b' ORDER BY 1",
        "1 | /b; 2 | NULL; 3 | NULL; 4 | NULL"
    )]
    [InlineData(
        "SELECT c.id, v.page FROM contacts c RIGHT JOIN web.visits v ON c.id = v.contact_id ORDER BY 2, 1",
        "1 | /a; 3 | /a; 1 | /b; NULL | /c"
    )]
    [InlineData("SELECT count(*) FROM contacts c FULL OUTER JOIN web.visits v ON c.id = v.contact_id", "6")]
    [InlineData("SELECT count(*) FROM contacts, web.visits", "16")]
    [InlineData("SELECT count(*) FROM contacts CROSS JOIN web.visits", "16")]
    [InlineData("SELECT * FROM (VALUES (1, 'a')) a(k, x) JOIN (VALUES (1, 'b')) b(k, y) USING (k)", "1 | a | b")]
    [InlineData(
        "SELECT k, a.x, b.y FROM (VALUES (1, 'a')) a(k, x) FULL JOIN (VALUES (2, 'b')) b(k, y) USING (k) ORDER BY k",
        "1 | a | NULL; 2 | NULL | b"
    )]
    [InlineData("SELECT a.x, b.y FROM (VALUES 1) a(x) JOIN (VALUES 1e0) b(y) ON a.x = b.y", "1 | 1")]
    [InlineData("SELECT t.x, u.y FROM (VALUES 1, 2) t(x) CROSS JOIN LATERAL (SELECT t.x * 10 AS y) u ORDER BY 1", "1 | 10; 2 | 20")]
    [InlineData("SELECT a.x FROM ((VALUES 1) a(x) JOIN (VALUES 1) b(x) ON a.x = b.x) JOIN (VALUES 1) c(x) ON c.x = a.x", "1")]
    public async Task Execute_Joins_GiveTrinosRows(string sql, string rows) => await AssertRowsAsync(sql, rows);

    [Theory]
    [InlineData("SELECT city, count(*) FROM contacts GROUP BY city ORDER BY city", "Paris | 2; Rome | 1; NULL | 1")]
    [InlineData("SELECT city, count(*) AS n FROM contacts GROUP BY 1 HAVING count(*) > 1", "Paris | 2")]
    [InlineData("SELECT upper(city) AS c, count(*) FROM contacts GROUP BY upper(city) ORDER BY c DESC", "ROME | 1; PARIS | 2; NULL | 1")]
    [InlineData("SELECT upper(city) FROM contacts GROUP BY city ORDER BY length(city), count(*)", "ROME; PARIS; NULL")]
    [InlineData(
        "SELECT city, id, count(*) FROM contacts WHERE id < 3 GROUP BY GROUPING SETS ((city, id), (city), ()) ORDER BY 1, 2, 3",
        "Paris | 1 | 1; Paris | NULL | 1; Rome | 2 | 1; Rome | NULL | 1; NULL | NULL | 2"
    )]
    [InlineData(
        "SELECT city, count(*), grouping(city) FROM contacts WHERE city IS NOT NULL GROUP BY ROLLUP (city) ORDER BY 3, 1",
        "Paris | 2 | 0; Rome | 1 | 0; NULL | 3 | 1"
    )]
    [InlineData(
        "SELECT x, y, count(*) FROM (VALUES (1, 2)) t(x, y) GROUP BY CUBE (x, y) ORDER BY 1, 2",
        "1 | 2 | 1; 1 | NULL | 1; NULL | 2 | 1; NULL | NULL | 1"
    )]
    [InlineData("SELECT count(*) FROM contacts WHERE false", "0")]
    [InlineData("SELECT 'x', count(*) FROM contacts GROUP BY 1", "x | 4")]
    [InlineData("SELECT sum(n) AS total FROM (SELECT city, count(*) AS n FROM contacts GROUP BY city) ORDER BY total * 2", "4")]
    [InlineData("SELECT DISTINCT city FROM contacts ORDER BY city DESC", "Rome; Paris; NULL")]
    [InlineData("SELECT id FROM contacts ORDER BY id DESC LIMIT 2", "4; 3")]
    [InlineData("SELECT id FROM contacts ORDER BY id OFFSET 1 LIMIT 2", "2; 3")]
    [InlineData("SELECT id FROM contacts ORDER BY id OFFSET 2 ROWS FETCH FIRST 1 ROW ONLY", "3")]
    [InlineData("SELECT name FROM contacts ORDER BY name DESC", "Cid; Bob; Ada; NULL")]
    [InlineData("SELECT name FROM contacts ORDER BY name NULLS FIRST", "NULL; Ada; Bob; Cid")]
    [InlineData("SELECT id, name AS id2 FROM contacts ORDER BY contacts.time DESC LIMIT 1", "4 | NULL")]
    [InlineData("SELECT -id AS id FROM contacts ORDER BY id LIMIT 1", "-4")]
    [InlineData("SELECT id FROM contacts ORDER BY 'constant', id LIMIT 1", "1")]
    public async Task Execute_GroupingAndOrder_GiveTrinosRows(string sql, string rows) => await AssertRowsAsync(sql, rows);

    [Theory]
    [InlineData("SELECT id, tag FROM contacts CROSS JOIN UNNEST(tags) AS t(tag)", "1 | a; 1 | b; 3 | b")]
    [InlineData("SELECT id, tag FROM contacts, UNNEST(tags) AS t(tag) WHERE tag = 'b'", "1 | b; 3 | b")]
    [InlineData(
        "SELECT id, tag, n FROM contacts LEFT JOIN UNNEST(tags) WITH ORDINALITY AS t(tag, n) ON TRUE",
        "1 | a | 1; 1 | b | 2; 2 | NULL | NULL; 3 | b | 1; 4 | NULL | NULL"
    )]
    [InlineData("SELECT * FROM UNNEST(ARRAY[1, 2], ARRAY['x']) AS t(a, b)", "1 | x; 2 | NULL")]
    [InlineData("SELECT * FROM UNNEST(MAP(ARRAY['k', 'l'], ARRAY[1, 2])) WITH ORDINALITY AS t(k, v, n)", "k | 1 | 1; l | 2 | 2")]
    [InlineData("SELECT a, b FROM UNNEST(ARRAY[ROW(1, 'x'), ROW(2, 'y')]) AS t(a, b)", "1 | x; 2 | y")]
    [InlineData("SELECT x FROM UNNEST(ARRAY[1, NULL]) AS t(x)", "1; NULL")]
    [InlineData("SELECT count(*) FROM contacts c WHERE EXISTS (SELECT 1 FROM UNNEST(c.tags) AS t(x) WHERE x = 'a')", "1")]
    public async Task Execute_Unnest_KeepsOrderAndPads(string sql, string rows) => await AssertRowsAsync(sql, rows);

    [Theory]
    [InlineData("SELECT name FROM contacts c WHERE EXISTS (SELECT 1 FROM web.visits v WHERE v.contact_id = c.id) ORDER BY 1", "Ada; Cid")]
    [InlineData("SELECT name FROM contacts WHERE id NOT IN (SELECT contact_id FROM web.visits) ORDER BY id", "Bob; NULL")]
    [InlineData(
        "SELECT id, (SELECT count(*) FROM web.visits v WHERE v.contact_id = c.id) FROM contacts c ORDER BY 1",
        "1 | 2; 2 | 0; 3 | 1; 4 | 0"
    )]
    [InlineData("SELECT id FROM contacts WHERE id >= ALL (SELECT id FROM contacts)", "4")]
    [InlineData("SELECT id FROM contacts WHERE id = ANY (VALUES 2, 7)", "2")]
    [InlineData("WITH a AS (SELECT 1 AS x), b(y) AS (SELECT x + 1 FROM a) SELECT x, y FROM a CROSS JOIN b", "1 | 2")]
    [InlineData("WITH contacts AS (SELECT 7 AS id) SELECT id FROM contacts", "7")]
    [InlineData("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t", "10")]
    [InlineData("SELECT 1 UNION SELECT 1 UNION ALL SELECT 2.5 ORDER BY 1 DESC", "2.5; 1.0")]
    [InlineData("SELECT id FROM contacts EXCEPT SELECT contact_id FROM web.visits ORDER BY 1", "2; 4")]
    [InlineData("SELECT id FROM contacts INTERSECT SELECT contact_id FROM web.visits ORDER BY id", "1; 3")]
    [InlineData("(SELECT 1 AS x) UNION ALL (SELECT 2 ORDER BY 1 LIMIT 1) ORDER BY x DESC LIMIT 1", "2")]
    [InlineData("SELECT (SELECT x) FROM (VALUES 5) t(x)", "5")]
    public async Task Execute_SubqueriesAndSets_GiveTrinosRows(string sql, string rows) => await AssertRowsAsync(sql, rows);

    [Theory]
    [InlineData("SELECT email FROM contactz", "line 1:19: Table td.crm.contactz does not exist")]
    [InlineData("SELECT 1 FROM crm2.contacts", "line 1:15: Schema crm2 does not exist")]
    [InlineData("SELECT 1 FROM hive.crm.contacts", "line 1:15: Catalog hive does not exist")]
    [InlineData("SELECT\n  email\nFROM contacts", "line 2:3: Column 'email' cannot be resolved")]
    [InlineData("SELECT c.email FROM contacts c", "line 1:8: Column 'c.email' cannot be resolved")]
    [InlineData("SELECT id FROM contacts a JOIN contacts b ON a.id = b.id", "line 1:8: Column 'id' is ambiguous")]
    [InlineData("SELECT x.* FROM contacts", "line 1:8: Unable to resolve reference x")]
    [InlineData("SELECT *", "line 1:8: SELECT * not allowed in queries without FROM clause")]
    [InlineData(
        "SELECT city, id FROM contacts GROUP BY city",
        "line 1:14: 'id' must be an aggregate expression or appear in GROUP BY clause"
    )]
    [InlineData(
        "SELECT id + 1, count(*) FROM contacts",
        "line 1:8: '(id + 1)' must be an aggregate expression or appear in GROUP BY clause"
    )]
    [InlineData("SELECT upper(city) AS c FROM contacts GROUP BY c", "line 1:48: Column 'c' cannot be resolved")]
    [InlineData(
        "SELECT id FROM contacts WHERE count(*) > 1",
        "line 1:31: WHERE clause cannot contain aggregations, window functions or grouping operations: [count]"
    )]
    [InlineData("SELECT id FROM contacts WHERE id", "line 1:31: WHERE clause must evaluate to a boolean: actual type bigint")]
    [InlineData("SELECT id FROM contacts ORDER BY 2", "line 1:34: ORDER BY position 2 is not in select list")]
    [InlineData(
        "SELECT DISTINCT id FROM contacts ORDER BY name",
        "line 1:43: For SELECT DISTINCT, ORDER BY expressions must appear in select list"
    )]
    [InlineData("SELECT 1 UNION SELECT 1, 2", "line 1:10: UNION query has different number of fields: 1, 2")]
    [InlineData("SELECT 1 UNION SELECT 'a'", "line 1:10: column 1 in UNION query has incompatible types: integer, varchar(1)")]
    [InlineData("SELECT (SELECT id FROM contacts)", "Scalar sub-query has returned multiple rows")]
    [InlineData(
        "SELECT id FROM contacts WHERE id IN (SELECT id, name FROM contacts)",
        "line 1:31: Multiple columns returned by subquery are not yet supported. Found 2"
    )]
    [InlineData("SELECT id FROM contacts LIMIT -1", "line 1:31: mismatched input '-'. Expecting: <expression>")]
    [InlineData("SELECT FROM contacts", "line 1:8: mismatched input 'FROM'. Expecting: <expression>")]
    [InlineData("SELECT id FROM", "line 1:15: mismatched input '<EOF>'. Expecting: <identifier>")]
    [InlineData("SELECT id FROM contacts WHERE id = 1 GROUP", "line 1:38: mismatched input 'GROUP'. Expecting: <EOF>")]
    [InlineData("SELECT `id` FROM contacts", "line 1:8: backquoted identifiers are not supported; use double quotes to quote identifiers")]
    [InlineData("SELECT 1a", "line 1:8: identifiers must not start with a digit; surround the identifier with double quotes")]
    [InlineData("SELECT id FROM contacts a NATURAL JOIN contacts b", "line 1:27: Natural join not supported")]
    [InlineData("SELECT id FROM contacts TABLESAMPLE BERNOULLI (10)", "line 1:25: TABLESAMPLE not supported by the emulator")]
    [InlineData("SELECT 1; SELECT 2", "line 1:11: mismatched input 'SELECT'. Expecting: <EOF>")]
    public async Task Execute_WrongQuery_FailsInTrinosWords(string sql, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(_engine, sql));

    [Theory]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')", "line 1:23: mismatched input '('. Expecting: <EOF>")]
    [InlineData("SELECT * FROM '/etc/passwd'", "line 1:15: mismatched input '/etc/passwd'. Expecting: <identifier>")]
    [InlineData("SELECT * FROM \"/etc/passwd\"", "line 1:15: Table td.crm./etc/passwd does not exist")]
    [InlineData("SELECT read_text('/etc/passwd')", "line 1:8: Function read_text not supported by the emulator")]
    [InlineData("SELECT * FROM duckdb_settings()", "line 1:30: mismatched input '('. Expecting: <EOF>")]
    [InlineData(
        "SELECT * FROM information_schema.key_column_usage",
        "line 1:15: Table td.information_schema.key_column_usage does not exist"
    )]
    [InlineData("SELECT getenv('HOME')", "line 1:8: Function getenv not supported by the emulator")]
    [InlineData("SELECT td_divide(1, 0)", "line 1:8: Function td_divide not supported by the emulator")]
    [InlineData("COPY contacts TO '/tmp/x'", "line 1:1: Statement COPY not supported by the emulator")]
    [InlineData("ATTACH '/tmp/x'", "line 1:1: Statement ATTACH not supported by the emulator")]
    [InlineData("PRAGMA version", "line 1:1: Statement PRAGMA not supported by the emulator")]
    [InlineData("INSTALL httpfs", "line 1:1: Statement INSTALL not supported by the emulator")]
    [InlineData("SET threads = 1", "line 1:1: Statement SET not supported by the emulator")]
    [InlineData("UPDATE contacts SET id = 1", "line 1:1: Statement UPDATE not supported by the emulator")]
    [InlineData("EXPLAIN SELECT 1", "line 1:1: Statement EXPLAIN not supported by the emulator")]
    public async Task Execute_WhatReachesBeyondTheTables_IsRefused(string sql, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(_engine, sql));

    [Fact]
    public async Task Execute_UnnamedAndDoubleColumns_AreNamedAsInTrino()
    {
        await using var result = await _engine.ExecuteAsync(
            "SELECT id, id + 1, ID AS X, id AS x, count(*) OVER () FROM contacts",
            SqlRun.Session
        );

        Assert.Equal(["id", "_col1", "x", "x", "_col4"], result.Columns.Select(c => c.Name));
        Assert.Equal(["bigint", "bigint", "bigint", "bigint", "bigint"], result.Columns.Select(c => c.Type));
    }

    [Fact]
    public async Task Execute_InformationSchema_ListsTablesAndColumns()
    {
        Assert.Equal(
            ["crm | contacts", "web | visits"],
            await SqlRun.RowsAsync(_engine, "SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1")
        );
        Assert.Equal(
            ["contact_id | bigint | 1", "page | varchar | 2"],
            await SqlRun.RowsAsync(
                _engine,
                "SELECT column_name, data_type, ordinal_position FROM information_schema.columns WHERE table_name = 'visits' ORDER BY 3"
            )
        );
        Assert.Equal(["crm", "web"], await SqlRun.RowsAsync(_engine, "SELECT schema_name FROM information_schema.schemata ORDER BY 1"));
    }

    [Fact]
    public async Task Execute_NoDatabaseInSession_NeedsQualifiedNames()
    {
        var session = SqlRun.Session with { Database = null };

        Assert.Equal(["4"], await SqlRun.RowsAsync(_engine, "SELECT count(*) FROM crm.contacts", session));
        Assert.Equal(
            "line 1:15: Schema must be specified when session schema is not set",
            await SqlRun.FailAsync(_engine, "SELECT 1 FROM contacts", session)
        );
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("NOT ", "true", "")]
    [InlineData("- ", "1", "")]
    [InlineData("1 + (", "1", ")")]
    public async Task Execute_DeepNesting_FailsInsteadOfEndingTheProcess(string before, string core, string after)
    {
        var sql = "SELECT " + Repeat(before, 100_000) + core + Repeat(after, 100_000);

        Assert.Equal("The statement is nested too deeply for the emulator", await SqlRun.FailAsync(_engine, sql));
    }

    [Fact]
    public async Task Execute_LongChainOfOr_Runs()
    {
        var sql = "SELECT count(*) FROM contacts WHERE id = 1" + string.Concat(Enumerable.Range(2, 5_000).Select(i => $" OR id = {i}"));

        await AssertRowsAsync(sql, "4");
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private async Task AssertRowsAsync(string sql, string rows) =>
        Assert.Equal(rows, string.Join("; ", await SqlRun.RowsAsync(_engine, sql)));
}
