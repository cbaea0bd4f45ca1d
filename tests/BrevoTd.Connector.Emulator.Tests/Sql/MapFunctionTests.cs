using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Map functions.</summary>
public sealed class MapFunctionTests
{
    [Theory]
    [InlineData("map()", "map(unknown,unknown)", "{}")]
    [InlineData("map(ARRAY['a', 'b'], ARRAY[1, NULL])", "map(varchar,integer)", "{a=1, b=NULL}")]
    [InlineData("map_keys(map(ARRAY['a'], ARRAY[1]))", "array(varchar)", "[a]")]
    [InlineData("map_values(map(ARRAY['a'], ARRAY[NULL]))", "array(unknown)", "[NULL]")]
    [InlineData("map_entries(map(ARRAY['a'], ARRAY[1]))", "array(row(varchar, integer))", "[[a, 1]]")]
    [InlineData("map_from_entries(ARRAY[('a', 1), ('b', 2)])", "map(varchar,integer)", "{a=1, b=2}")]
    [InlineData("map_concat(map(ARRAY['a', 'b'], ARRAY[1, 2]), map(ARRAY['a'], ARRAY[3]))", "map(varchar,integer)", "{a=3, b=2}")]
    [InlineData("map_concat(map(ARRAY['a'], ARRAY[1]), NULL)", "map(varchar,integer)", "NULL")]
    [InlineData(
        "map_filter(map(ARRAY[10, 20, 30], ARRAY['a', NULL, 'c']), (k, v) -> v IS NOT NULL)",
        "map(integer,varchar)",
        "{10=a, 30=c}"
    )]
    [InlineData(
        "transform_values(map(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> k || CAST(v AS varchar))",
        "map(varchar,varchar)",
        "{a=a1, b=b2}"
    )]
    [InlineData("transform_keys(map(ARRAY[1, 2], ARRAY[3, 4]), (k, v) -> k + v)", "map(integer,integer)", "{4=3, 6=4}")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("map(ARRAY[1, 1], ARRAY[2, 3])", "Duplicate map keys are not allowed")]
    [InlineData("map(ARRAY[1, NULL], ARRAY[2, 3])", "map key cannot be null")]
    [InlineData("map(ARRAY[1], ARRAY[2, 3])", "Key and value arrays must be the same length")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
