using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Aggregate functions.</summary>
public sealed class AggregateFunctionTests
{
    [Theory]
    [InlineData("count(*) FROM (VALUES 1, NULL) t(x)", "bigint", "2")]
    [InlineData("count(x) FROM (VALUES 1, NULL) t(x)", "bigint", "1")]
    [InlineData("count(DISTINCT x) FROM (VALUES 1, 1, NULL, 2) t(x)", "bigint", "2")]
    [InlineData("count(*) FILTER (WHERE x > 1) FROM (VALUES 1, 2) t(x)", "bigint", "1")]
    [InlineData("count_if(x > 1) FROM (VALUES 1, 2, NULL) t(x)", "bigint", "1")]
    [InlineData("sum(x) FROM (VALUES 1, 2, NULL) t(x)", "bigint", "3")]
    [InlineData("sum(x) FROM (VALUES 1) t(x) WHERE false", "bigint", "NULL")]
    [InlineData("sum(x) FROM (VALUES 1.5, 2.25) t(x)", "decimal(38,2)", "3.75")]
    [InlineData("sum(x) FROM (VALUES 1e0, 2e0) t(x)", "double", "3")]
    [InlineData("sum(CAST(x AS real)) FROM (VALUES 1, 2) t(x)", "real", "3")]
    [InlineData("sum(DISTINCT x) FROM (VALUES 1, 1, 2) t(x)", "bigint", "3")]
    [InlineData("avg(x) FROM (VALUES 1, 2) t(x)", "double", "1.5")]
    [InlineData("avg(x) FROM (VALUES 1.00, 2.01) t(x)", "decimal(3,2)", "1.51")]
    [InlineData("avg(x) FROM (VALUES CAST(NULL AS bigint)) t(x)", "double", "NULL")]
    [InlineData("avg(CAST(x AS real)) FROM (VALUES 1, 2) t(x)", "real", "1.5")]
    [InlineData("min(x) FROM (VALUES 'b', 'a', NULL) t(x)", "varchar", "a")]
    [InlineData("max(x) FROM (VALUES 1, 3, NULL) t(x)", "integer", "3")]
    [InlineData("max(x) FROM (VALUES true, false) t(x)", "boolean", "true")]
    [InlineData("max_by(x, y) FROM (VALUES ('a', 1), ('b', 2), ('c', NULL)) t(x, y)", "varchar", "b")]
    [InlineData("max_by(x, y) FROM (VALUES (1, 1), (NULL, 2)) t(x, y)", "integer", "NULL")]
    [InlineData("min_by(x, y) FROM (VALUES (NULL, 1), (2, 2)) t(x, y)", "integer", "NULL")]
    [InlineData("arbitrary(x) FROM (VALUES NULL, 2) t(x)", "integer", "2")]
    [InlineData("any_value(x) FROM (VALUES NULL, 2) t(x)", "integer", "2")]
    [InlineData("bool_and(x) FROM (VALUES true, NULL, false) t(x)", "boolean", "false")]
    [InlineData("bool_or(x) FROM (VALUES true, NULL, false) t(x)", "boolean", "true")]
    [InlineData("every(x) FROM (VALUES true, NULL) t(x)", "boolean", "true")]
    [InlineData("array_agg(x) FROM (VALUES 1, NULL, 2) t(x)", "array(integer)", "[1, NULL, 2]")]
    [InlineData("array_agg(x ORDER BY x DESC) FROM (VALUES 1, NULL, 2) t(x)", "array(integer)", "[2, 1, NULL]")]
    [InlineData("array_agg(DISTINCT x ORDER BY x) FROM (VALUES 2, 1, 2) t(x)", "array(integer)", "[1, 2]")]
    [InlineData("array_agg(x) FILTER (WHERE x IS NOT NULL) FROM (VALUES 1, NULL) t(x)", "array(integer)", "[1]")]
    [InlineData("array_agg(x) FROM (VALUES 1) t(x) WHERE false", "array(integer)", "NULL")]
    [InlineData("listagg(x, ',') WITHIN GROUP (ORDER BY x DESC) FROM (VALUES 'a', NULL, 'b') t(x)", "varchar", "b,a")]
    [InlineData("map_agg(x, y) FROM (VALUES (1, 2), (1, 3), (NULL, 4), (2, NULL)) t(x, y)", "map(integer,integer)", "{1=2, 2=NULL}")]
    [InlineData("multimap_agg(x, y) FROM (VALUES (1, 2), (1, 3), (2, 4)) t(x, y)", "map(integer,array(integer))", "{1=[2, 3], 2=[4]}")]
    [InlineData("histogram(x) FROM (VALUES 'a', 'b', 'a', NULL) t(x)", "map(varchar,bigint)", "{a=2, b=1}")]
    [InlineData("approx_distinct(x) FROM (VALUES 1, 1, 2, NULL) t(x)", "bigint", "2")]
    [InlineData("approx_percentile(x, 0.5) FROM (VALUES 1, 2, 3, 4) t(x)", "bigint", "2")]
    [InlineData("approx_percentile(x, 0.5) FROM (VALUES 1e0, 2e0, 3e0) t(x)", "double", "2")]
    [InlineData("approx_percentile(x, ARRAY[0.0, 1.0]) FROM (VALUES 1, 2, 3) t(x)", "array(bigint)", "[1, 3]")]
    [InlineData("stddev(x) FROM (VALUES 1, 3) t(x)", "double", "1.4142135623730951")]
    [InlineData("stddev_samp(x) FROM (VALUES 1) t(x)", "double", "NULL")]
    [InlineData("stddev_pop(x) FROM (VALUES 1, 3) t(x)", "double", "1")]
    [InlineData("variance(x) FROM (VALUES 1, 3) t(x)", "double", "2")]
    [InlineData("var_samp(x) FROM (VALUES 1, 3) t(x)", "double", "2")]
    [InlineData("var_pop(x) FROM (VALUES 1, 3) t(x)", "double", "1")]
    [InlineData("corr(x, y) FROM (VALUES (1, 2), (2, 4)) t(x, y)", "double", "1")]
    [InlineData("corr(x, x) FROM (VALUES 1) t(x)", "double", "NULL")]
    [InlineData("covar_pop(x, y) FROM (VALUES (1, 2), (3, 4)) t(x, y)", "double", "1")]
    [InlineData("covar_samp(x, y) FROM (VALUES (1, 2), (3, 4)) t(x, y)", "double", "2")]
    [InlineData("regr_slope(y, x) FROM (VALUES (1, 3), (2, 5)) t(x, y)", "double", "2")]
    [InlineData("regr_intercept(y, x) FROM (VALUES (1, 3), (2, 5)) t(x, y)", "double", "1")]
    [InlineData("geometric_mean(x) FROM (VALUES 2, 8) t(x)", "double", "4")]
    [InlineData("bitwise_and_agg(x) FROM (VALUES 7, 3) t(x)", "bigint", "3")]
    [InlineData("bitwise_or_agg(x) FROM (VALUES 4, 3) t(x)", "bigint", "7")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("sum(x) FROM (VALUES 9223372036854775807, 1) t(x)", "bigint addition overflow: 9223372036854775808")]
    [InlineData("max(x, 2) FROM (VALUES 1) t(x)", "line 1:8: Function max with a number of values not supported by the emulator")]
    [InlineData("max_by(x, x, 2) FROM (VALUES 1) t(x)", "line 1:8: Function max_by with a number of values not supported by the emulator")]
    [InlineData(
        "approx_percentile(x, 1e0, 0.5) FROM (VALUES 1) t(x)",
        "line 1:8: Function approx_percentile with weights not supported by the emulator"
    )]
    [InlineData("histogram(DISTINCT x) FROM (VALUES 1) t(x)", "line 1:8: histogram with DISTINCT is not supported by the emulator")]
    [InlineData("arbitrary(x ORDER BY x) FROM (VALUES 1) t(x)", "line 1:8: arbitrary with ORDER BY is not supported by the emulator")]
    [InlineData("checksum(x) FROM (VALUES 1) t(x)", "line 1:8: Function checksum not supported by the emulator")]
    [InlineData("sum(sum(x)) FROM (VALUES 1) t(x)", "line 1:12: Cannot nest aggregations inside aggregation 'sum': [sum(x)]")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
