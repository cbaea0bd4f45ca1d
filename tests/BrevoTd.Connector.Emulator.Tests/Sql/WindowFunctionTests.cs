using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Window functions; one value for each row.</summary>
public sealed class WindowFunctionTests
{
    [Theory]
    [InlineData("row_number() OVER (ORDER BY x) FROM (VALUES 10, 20) t(x)", "bigint", "1; 2")]
    [InlineData("rank() OVER (ORDER BY x) FROM (VALUES 1, 1, 2) t(x)", "bigint", "1; 1; 3")]
    [InlineData("dense_rank() OVER (ORDER BY x) FROM (VALUES 1, 1, 2) t(x)", "bigint", "1; 1; 2")]
    [InlineData("percent_rank() OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "double", "0; 1")]
    [InlineData("cume_dist() OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "double", "0.5; 1")]
    [InlineData("ntile(2) OVER (ORDER BY x) FROM (VALUES 1, 2, 3) t(x)", "bigint", "1; 1; 2")]
    [InlineData("lag(x) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "integer", "NULL; 1")]
    [InlineData("lag(x, 1, 0) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "integer", "0; 1")]
    [InlineData("lead(x, 2) OVER (ORDER BY x) FROM (VALUES 1, 2, 3) t(x)", "integer", "3; NULL; NULL")]
    [InlineData("lag(y) IGNORE NULLS OVER (ORDER BY x) FROM (VALUES (1, 5), (2, NULL), (3, 6)) t(x, y)", "integer", "NULL; 5; 5")]
    [InlineData("first_value(x) OVER (ORDER BY x DESC) FROM (VALUES 1, 2) t(x)", "integer", "2; 2")]
    [InlineData("last_value(x) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)", "integer", "1; 2")]
    [InlineData(
        "nth_value(x, 2) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM (VALUES 1, 2) t(x)",
        "integer",
        "2; 2"
    )]
    [InlineData("sum(x) OVER (ORDER BY x) FROM (VALUES 1, 2, 2) t(x)", "bigint", "1; 5; 5")]
    [InlineData("sum(x) OVER (ORDER BY x ROWS 1 PRECEDING) FROM (VALUES 1, 2, 3) t(x)", "bigint", "1; 3; 5")]
    [InlineData("avg(x) OVER w FROM (VALUES 1, 3) t(x) WINDOW w AS (ORDER BY x ROWS UNBOUNDED PRECEDING)", "double", "1; 2")]
    [InlineData(
        "row_number() OVER (PARTITION BY y ORDER BY x DESC) FROM (VALUES (1, 1), (2, 1), (3, 2)) t(x, y) ORDER BY x",
        "bigint",
        "2; 1; 1"
    )]
    [InlineData("sum(sum(x)) OVER (ORDER BY y) FROM (VALUES (1, 1), (2, 1), (3, 2)) t(x, y) GROUP BY y ORDER BY y", "bigint", "3; 6")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("rank() IGNORE NULLS OVER () FROM (VALUES 1) t(x)", "line 1:8: Cannot specify null treatment clause for rank function")]
    [InlineData("rank() FROM (VALUES 1) t(x)", "line 1:8: Window function rank requires an OVER clause")]
    [InlineData(
        "upper(x) OVER () FROM (VALUES 1) t(x)",
        "line 1:8: DISTINCT, FILTER, ORDER BY and OVER are not valid for upper, which is not an aggregate function"
    )]
    [InlineData("sum(x) OVER w FROM (VALUES 1) t(x)", "line 1:8: Cannot resolve WINDOW name w")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
