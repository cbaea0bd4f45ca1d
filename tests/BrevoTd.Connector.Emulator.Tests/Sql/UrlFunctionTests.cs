using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>URL functions.</summary>
public sealed class UrlFunctionTests
{
    [Theory]
    [InlineData("url_extract_protocol('https://trino.io:8080/docs?a=1#x')", "varchar", "https")]
    [InlineData("url_extract_host('https://user@trino.io:8080/docs')", "varchar", "trino.io")]
    [InlineData("url_extract_port('https://trino.io:8080/docs')", "bigint", "8080")]
    [InlineData("url_extract_port('https://trino.io/')", "bigint", "NULL")]
    [InlineData("url_extract_path('https://trino.io/a%20b')", "varchar", "/a b")]
    [InlineData("url_extract_query('https://trino.io/?a=1&b=2')", "varchar", "a=1&b=2")]
    [InlineData("url_extract_query('https://trino.io/')", "varchar", "")]
    [InlineData("url_extract_fragment('https://trino.io/#x')", "varchar", "x")]
    [InlineData("url_extract_parameter('https://trino.io/?a=1&b=2', 'b')", "varchar", "2")]
    [InlineData("url_extract_parameter('https://trino.io/?a', 'a')", "varchar", "")]
    [InlineData("url_extract_parameter('https://trino.io/?a=1', 'c')", "varchar", "NULL")]
    [InlineData("url_extract_host('not a url')", "varchar", "NULL")]
    [InlineData("url_encode('a b&é')", "varchar", "a+b%26%C3%A9")]
    [InlineData("url_decode('a+b%C3%A9')", "varchar", "a bé")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("url_decode('%zz')", "URLDecoder: Illegal hex characters in escape (%) pattern")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
