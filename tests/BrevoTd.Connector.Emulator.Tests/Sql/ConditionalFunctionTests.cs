using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Functions that choose, by the examples of Trino's documentation.</summary>
public sealed class ConditionalFunctionTests
{
    [Theory]
    [InlineData("if(true, 1)", "integer", "1")]
    [InlineData("if(false, 1)", "integer", "NULL")]
    [InlineData("if(NULL, 1, 2)", "integer", "2")]
    [InlineData("if(true, 1, 2.5)", "decimal(11,1)", "1.0")]
    [InlineData("coalesce(NULL, 2, 3)", "integer", "2")]
    [InlineData("coalesce(NULL, 'a')", "varchar", "a")]
    [InlineData("coalesce(1, 2e0)", "double", "1")]
    [InlineData("nullif(1, 1)", "integer", "NULL")]
    [InlineData("nullif(1, 2)", "integer", "1")]
    [InlineData("nullif(1, NULL)", "integer", "1")]
    [InlineData("try(1 / 0)", "integer", "NULL")]
    [InlineData("try(CAST('x' AS bigint))", "bigint", "NULL")]
    [InlineData("try(ARRAY[1][2])", "integer", "NULL")]
    [InlineData("coalesce(try(1 / 0), 7)", "integer", "7")]
    [InlineData("try(sum(x) / sum(0)) FROM (VALUES 1) t(x)", "bigint", "NULL")]
    [InlineData("try(round(sum(x) / 0.0, 2)) FROM (VALUES 1) t(x)", "decimal(22,1)", "NULL")]
    [InlineData("try(x / 0) FROM (VALUES 1, 2) t(x)", "integer", "NULL; NULL")]
    [InlineData("typeof(123)", "varchar", "integer")]
    [InlineData("typeof('cat')", "varchar", "varchar(3)")]
    [InlineData("typeof(cos(2) + 1.5)", "varchar", "double")]
    [InlineData("typeof(NULL)", "varchar", "unknown")]
    [InlineData("typeof(ARRAY[1])", "varchar", "array(integer)")]
    [InlineData("typeof(1.50)", "varchar", "decimal(3,2)")]
    [InlineData("typeof(now())", "varchar", "timestamp(3) with time zone")]
    [InlineData("typeof(upper('ab'))", "varchar", "varchar(2)")]
    [InlineData("typeof(MAP(ARRAY['a'], ARRAY[1]))", "varchar", "map(varchar(1), integer)")]
    [InlineData("greatest(1, 3, 2)", "integer", "3")]
    [InlineData("greatest(1, NULL, 3)", "integer", "NULL")]
    [InlineData("least('b', 'a')", "varchar", "a")]
    [InlineData("least(1, NULL)", "integer", "NULL")]
    [InlineData("greatest(1, 2.5)", "decimal(11,1)", "2.5")]
    [InlineData("grouping(x) FROM (VALUES 1) t(x) GROUP BY x", "bigint", "0")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("try((SELECT 1))", "line 1:8: A subquery inside try is not supported by the emulator")]
    [InlineData(
        "try(coalesce(sum(x) / 0, 5)) FROM (VALUES 1) t(x)",
        "line 1:8: try around an aggregate in this form is not supported by the emulator"
    )]
    [InlineData(
        "coalesce(1, 'a')",
        "line 1:8: All COALESCE operands must be the same type or coercible to a common type. Cannot find common type between integer and varchar(1)"
    )]
    [InlineData("if(1, 2)", "line 1:11: Logical expression term must evaluate to a boolean (actual: integer)")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
