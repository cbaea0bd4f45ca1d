using System.Globalization;
using BrevoTd.Connector.Emulator.Sql;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Runs statements on engines of the tests' own and writes results as short text.</summary>
internal static class SqlRun
{
    public static readonly DateTimeOffset QueryStart = new(2024, 10, 1, 1, 23, 45, 678, TimeSpan.Zero);

    public static readonly SqlSession Session = new("crm", QueryStart, new DateTimeOffset(2018, 8, 14, 1, 23, 45, TimeSpan.Zero));

    private static readonly Lazy<Task<SqlEngine>> s_shared = new(() => SqlEngine.OpenAsync(null));

    /// <summary>The type and the value of one expression.</summary>
    public static async Task<(string Type, string Value)> EvaluateAsync(string expression)
    {
        var engine = await s_shared.Value;
        await using var result = await engine.ExecuteAsync("SELECT " + expression, Session, TestToken);
        var values = new List<string>();
        await foreach (var row in result.ReadRowsAsync(TestToken))
            values.Add(Text(Xunit.Assert.Single(row)));
        return (result.Columns[0].Type, string.Join("; ", values));
    }

    public static async Task<string> FailAsync(string expression)
    {
        var error = await Xunit.Assert.ThrowsAsync<SqlFailedException>(() => EvaluateAsync(expression));
        return error.Message;
    }

    /// <summary>All rows of a statement, one text for each.</summary>
    public static Task<string[]> RowsAsync(SqlEngine engine, string sql, SqlSession? session = null) =>
        RowsAsync(engine, sql, TestToken, session);

    public static async Task<string[]> RowsAsync(
        SqlEngine engine,
        string sql,
        CancellationToken cancellationToken,
        SqlSession? session = null
    )
    {
        await using var result = await engine.ExecuteAsync(sql, session ?? Session, cancellationToken);
        var rows = new List<string>();
        await foreach (var row in result.ReadRowsAsync(cancellationToken))
            rows.Add(string.Join(" | ", row.Select(Text)));
        return [.. rows];
    }

    public static async Task<string> FailAsync(SqlEngine engine, string sql, SqlSession? session = null)
    {
        var error = await Xunit.Assert.ThrowsAsync<SqlFailedException>(() => RowsAsync(engine, sql, session));
        return error.Message;
    }

    public static string Text(object? value) =>
        value switch
        {
            null => "NULL",
            bool flag => flag ? "true" : "false",
            string text => text,
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            byte[] bytes => Convert.ToHexString(bytes),
            KeyValuePair<object, object?>[] map => "{"
                + string.Join(", ", map.Select(e => $"{Text(e.Key)}={Text(e.Value)}").Order(StringComparer.Ordinal))
                + "}",
            object?[] items => "[" + string.Join(", ", items.Select(Text)) + "]",
            _ => throw new ArgumentException($"No text for {value.GetType()}.", nameof(value)),
        };

    private static CancellationToken TestToken => Xunit.TestContext.Current.CancellationToken;
}
