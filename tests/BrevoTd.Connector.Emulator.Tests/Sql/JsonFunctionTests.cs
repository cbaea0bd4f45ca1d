using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>JSON functions.</summary>
public sealed class JsonFunctionTests
{
    [Theory]
    [InlineData(@"json_extract('{""a"": {""b"": [1, 2.50]}}', '$.a.b')", "json", "[1,2.5]")]
    [InlineData(@"json_extract('{""a"": 1}', '$.x')", "json", "NULL")]
    [InlineData(@"json_extract(JSON '{""a"": ""x""}', '$.a')", "json", @"""x""")]
    [InlineData("json_extract('not json', '$.a')", "json", "NULL")]
    [InlineData(@"json_extract_scalar('{""store"": {""fruit"": [""apple"", 2]}}', '$.store.fruit[0]')", "varchar", "apple")]
    [InlineData(@"json_extract_scalar('{""a"": [1]}', '$.a')", "varchar", "NULL")]
    [InlineData(@"json_extract_scalar('{""a"": null}', '$.a')", "varchar", "NULL")]
    [InlineData(@"json_extract_scalar('{""a"": true}', '$.a')", "varchar", "true")]
    [InlineData(@"json_extract_scalar('{""a b"": 1.50}', '$[""a b""]')", "varchar", "1.50")]
    [InlineData(@"json_extract_scalar('""x""', '$')", "varchar", "x")]
    [InlineData("json_extract_scalar(JSON '[7]', '$[0]')", "varchar", "7")]
    [InlineData(@"json_parse('{""b"": 1, ""a"": [ ]}')", "json", @"{""a"":[],""b"":1}")]
    [InlineData("json_format(JSON '[1, 2, 3]')", "varchar", "[1,2,3]")]
    [InlineData(@"json_format(JSON '""é""')", "varchar", @"""é""")]
    [InlineData("json_array_length('[1, 2, 3]')", "bigint", "3")]
    [InlineData("json_array_length('{}')", "bigint", "NULL")]
    [InlineData("json_array_contains('[1, 2, 3]', 2)", "boolean", "true")]
    [InlineData(@"json_array_contains('[""a""]', 'b')", "boolean", "false")]
    [InlineData("json_array_contains('[true]', true)", "boolean", "true")]
    [InlineData("json_array_contains('[1.5]', 1.5e0)", "boolean", "true")]
    [InlineData(@"json_size('{""x"": {""a"": 1, ""b"": 2}}', '$.x')", "bigint", "2")]
    [InlineData(@"json_size('{""x"": [1, 2, 3]}', '$.x')", "bigint", "3")]
    [InlineData(@"json_size('{""x"": 1}', '$.x')", "bigint", "0")]
    [InlineData("is_json_scalar('1')", "boolean", "true")]
    [InlineData("is_json_scalar('[1]')", "boolean", "false")]
    [InlineData(@"JSON '{""a"":1}' = JSON '{ ""a"": 1 }'", "boolean", "true")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("json_parse('{')", "Cannot convert value to JSON: '{'")]
    [InlineData("json_extract('{}', 'a')", "Invalid JSON path: 'a'")]
    [InlineData("json_extract('{}', '$..a')", "JSON path '$..a' is not supported by the emulator")]
    [InlineData("json_extract('{}', '$.*')", "JSON path '$.*' is not supported by the emulator")]
    [InlineData("json_value('{}', 'lax $')", "line 1:8: Function json_value not supported by the emulator")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
