using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Array functions.</summary>
public sealed class ArrayFunctionTests
{
    [Theory]
    [InlineData("cardinality(ARRAY[1, NULL])", "bigint", "2")]
    [InlineData("cardinality(MAP(ARRAY['a'], ARRAY[1]))", "bigint", "1")]
    [InlineData("cardinality(ARRAY[])", "bigint", "0")]
    [InlineData("element_at(ARRAY['a', 'b'], 2)", "varchar", "b")]
    [InlineData("element_at(ARRAY['a', 'b'], -1)", "varchar", "b")]
    [InlineData("element_at(ARRAY['a'], 5)", "varchar", "NULL")]
    [InlineData("element_at(MAP(ARRAY['a'], ARRAY[1]), 'a')", "integer", "1")]
    [InlineData("element_at(MAP(ARRAY['a'], ARRAY[1]), 'b')", "integer", "NULL")]
    [InlineData("contains(ARRAY[1, 2], 2)", "boolean", "true")]
    [InlineData("contains(ARRAY[1, NULL], 2)", "boolean", "NULL")]
    [InlineData("contains(ARRAY[1, NULL], 1)", "boolean", "true")]
    [InlineData("contains(ARRAY[1], 2)", "boolean", "false")]
    [InlineData("contains(ARRAY[1], NULL)", "boolean", "NULL")]
    [InlineData("array_position(ARRAY[1, 2], 2)", "bigint", "2")]
    [InlineData("array_position(ARRAY[1, 2], 3)", "bigint", "0")]
    [InlineData("array_position(ARRAY[1, NULL], NULL)", "bigint", "NULL")]
    [InlineData("array_remove(ARRAY[1, NULL, 2, 1], 1)", "array(integer)", "[NULL, 2]")]
    [InlineData("array_distinct(ARRAY[2, 1, 2, NULL, NULL])", "array(integer)", "[2, 1, NULL]")]
    [InlineData("array_union(ARRAY[1, 2], ARRAY[2, 3])", "array(integer)", "[1, 2, 3]")]
    [InlineData("array_intersect(ARRAY[1, 2, NULL], ARRAY[NULL, 2, 3])", "array(integer)", "[2, NULL]")]
    [InlineData("array_except(ARRAY[1, 2, 2, NULL], ARRAY[1])", "array(integer)", "[2, NULL]")]
    [InlineData("arrays_overlap(ARRAY[1, 2], ARRAY[2])", "boolean", "true")]
    [InlineData("arrays_overlap(ARRAY[1, NULL], ARRAY[2])", "boolean", "NULL")]
    [InlineData("arrays_overlap(ARRAY[1], ARRAY[2])", "boolean", "false")]
    [InlineData("array_sort(ARRAY[3, NULL, 1])", "array(integer)", "[1, 3, NULL]")]
    [InlineData("array_min(ARRAY[2, 1])", "integer", "1")]
    [InlineData("array_min(ARRAY[2, NULL])", "integer", "NULL")]
    [InlineData("array_max(ARRAY[2, 3])", "integer", "3")]
    [InlineData("array_max(CAST(ARRAY[] AS array(bigint)))", "bigint", "NULL")]
    [InlineData("array_join(ARRAY[1, NULL, 2], '-')", "varchar", "1-2")]
    [InlineData("array_join(ARRAY[1, NULL], '-', 'x')", "varchar", "1-x")]
    [InlineData("array_join(ARRAY[1.5e0], ',')", "varchar", "1.5E0")]
    [InlineData("slice(ARRAY[1, 2, 3], 2, 1)", "array(integer)", "[2]")]
    [InlineData("slice(ARRAY[1, 2, 3], -2, 5)", "array(integer)", "[2, 3]")]
    [InlineData("slice(ARRAY[1, 2], 5, 1)", "array(integer)", "[]")]
    [InlineData("slice(ARRAY[1, 2], 1, 0)", "array(integer)", "[]")]
    [InlineData("trim_array(ARRAY[1, 2, 3], 2)", "array(integer)", "[1]")]
    [InlineData("flatten(ARRAY[ARRAY[1], NULL, ARRAY[2, NULL]])", "array(integer)", "[1, 2, NULL]")]
    [InlineData("repeat('a', 2)", "array(varchar)", "[a, a]")]
    [InlineData("repeat(NULL, 2)", "array(unknown)", "[NULL, NULL]")]
    [InlineData("sequence(1, 5, 2)", "array(bigint)", "[1, 3, 5]")]
    [InlineData("sequence(3, 1)", "array(bigint)", "[3, 2, 1]")]
    [InlineData("sequence(DATE '2020-01-30', DATE '2020-02-01')", "array(date)", "[2020-01-30, 2020-01-31, 2020-02-01]")]
    [InlineData("sequence(DATE '2020-01-01', DATE '2020-01-08', INTERVAL '7' DAY)", "array(date)", "[2020-01-01, 2020-01-08]")]
    [InlineData(
        "sequence(TIMESTAMP '2020-01-01 00:00:00', TIMESTAMP '2020-01-01 01:00:00', INTERVAL '30' MINUTE)",
        "array(timestamp(0))",
        "[2020-01-01 00:00:00, 2020-01-01 00:30:00, 2020-01-01 01:00:00]"
    )]
    [InlineData("transform(ARRAY[5, NULL], x -> x + 1)", "array(integer)", "[6, NULL]")]
    [InlineData("transform(ARRAY['x', 'abc'], x -> length(x))", "array(bigint)", "[1, 3]")]
    [InlineData("transform(ARRAY[ARRAY[1, NULL]], a -> filter(a, x -> x IS NOT NULL))", "array(array(integer))", "[[1]]")]
    [InlineData("transform(ARRAY[1, 2], x -> x * y) FROM (VALUES 10) t(y)", "array(integer)", "[10, 20]")]
    [InlineData("filter(ARRAY[5, -6, NULL, 7], x -> x > 0)", "array(integer)", "[5, 7]")]
    [InlineData("reduce(ARRAY[5, 20, 50], 0, (s, x) -> s + x, s -> s)", "integer", "75")]
    [InlineData("reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + coalesce(x, 0), s -> s)", "integer", "75")]
    [InlineData("reduce(ARRAY[], 0, (s, x) -> s + x, s -> s)", "integer", "0")]
    [InlineData("reduce(ARRAY[CAST(5 AS bigint)], 0, (s, x) -> s + x, s -> s)", "bigint", "5")]
    [InlineData("reduce(ARRAY[1, 2], '', (s, x) -> s || CAST(x AS varchar), s -> s || '!')", "varchar", "12!")]
    [InlineData(
        "reduce(ARRAY[5, 6, 10, 20], CAST(ROW(0.0, 0) AS row(sum double, count integer)), (s, x) -> CAST(ROW(x + s.sum, s.count + 1) AS row(sum double, count integer)), s -> if(s.count = 0, NULL, s.sum / s.count))",
        "double",
        "10.25"
    )]
    [InlineData("any_match(ARRAY[1, 2], x -> x > 1)", "boolean", "true")]
    [InlineData("any_match(ARRAY[1, NULL], x -> x > 1)", "boolean", "NULL")]
    [InlineData("any_match(ARRAY[], x -> true)", "boolean", "false")]
    [InlineData("all_match(ARRAY[2, NULL], x -> x > 1)", "boolean", "NULL")]
    [InlineData("all_match(ARRAY[1, NULL], x -> x > 1)", "boolean", "false")]
    [InlineData("none_match(ARRAY[1, 2], x -> x > 2)", "boolean", "true")]
    [InlineData("zip(ARRAY[1, 2], ARRAY['1b', NULL, '3b'])", "array(row(integer, varchar))", "[[1, 1b], [2, NULL], [NULL, 3b]]")]
    [InlineData(
        "zip_with(ARRAY[1, 3, 5], ARRAY['a', 'b', 'c'], (x, y) -> ROW(y, x))",
        "array(row(varchar, integer))",
        "[[a, 1], [b, 3], [c, 5]]"
    )]
    [InlineData("zip_with(ARRAY[1, 2], ARRAY[3, 4], (x, y) -> x + y)", "array(integer)", "[4, 6]")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("element_at(ARRAY[1], 0)", "SQL array indices start at 1")]
    [InlineData("slice(ARRAY[1], 0, 1)", "SQL array indices start at 1")]
    [InlineData("slice(ARRAY[1], 1, -1)", "length must be greater than or equal to 0")]
    [InlineData("sequence(1, 100000)", "result of sequence function must not have more than 10000 entries")]
    [InlineData(
        "sequence(1, 2, -1)",
        "sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start"
    )]
    [InlineData(
        "sequence(DATE '2020-01-01', DATE '2020-02-01', INTERVAL '1' MONTH)",
        "line 1:8: Function sequence with a step of months not supported by the emulator"
    )]
    [InlineData("trim_array(ARRAY[1], 2)", "size must not exceed array cardinality 1: 2")]
    [InlineData("array_sort(ARRAY[1, 2], (a, b) -> 1)", "line 1:8: Function array_sort with a lambda not supported by the emulator")]
    [InlineData(
        "contains(ARRAY[ARRAY[1]], ARRAY[1])",
        "line 1:8: Function contains of array(array(integer)) is not supported by the emulator"
    )]
    [InlineData(
        "transform(ARRAY[1], x -> (SELECT x))",
        "line 1:33: A subquery inside a lambda expression is not supported by the emulator"
    )]
    [InlineData("transform(ARRAY[1], (x, y) -> x)", "line 1:28: Expected a lambda that takes 1 argument(s) but got 2")]
    [InlineData("filter(ARRAY[1], x -> x)", "line 1:25: Expected lambda that returns boolean but got integer")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
