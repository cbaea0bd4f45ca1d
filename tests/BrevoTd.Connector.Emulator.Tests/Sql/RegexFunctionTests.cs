using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Regular expression functions, by the examples of Trino's documentation.</summary>
public sealed class RegexFunctionTests
{
    [Theory]
    [InlineData(@"regexp_like('1a 2b 14m', '\d+b')", "boolean", "true")]
    [InlineData("regexp_like('abc', '^b')", "boolean", "false")]
    [InlineData("regexp_like(NULL, 'a')", "boolean", "NULL")]
    [InlineData("regexp_like('ABC', '(?i)b')", "boolean", "true")]
    [InlineData("regexp_like('foobar', 'foo(?=bar)')", "boolean", "true")]
    [InlineData(@"regexp_like('aa', '(a)\1')", "boolean", "true")]
    [InlineData(@"regexp_extract('1a 2b 14m', '\d+')", "varchar", "1")]
    [InlineData(@"regexp_extract('1a 2b 14m', '(\d+)([a-z]+)', 2)", "varchar", "a")]
    [InlineData("regexp_extract('a', 'b')", "varchar", "NULL")]
    [InlineData(@"regexp_extract('a.b', '\Q.\Eb')", "varchar", ".b")]
    [InlineData(@"regexp_extract_all('1a 2b 14m', '\d+')", "array(varchar)", "[1, 2, 14]")]
    [InlineData(@"regexp_extract_all('1a 2b 14m', '(\d+)([a-z]+)', 2)", "array(varchar)", "[a, b, m]")]
    [InlineData(@"regexp_replace('1a 2b 14m', '\d+[ab] ')", "varchar", "14m")]
    [InlineData(@"regexp_replace('1a 2b 14m', '(\d+)([ab]) ', '3c$2 ')", "varchar", "3ca 3cb 14m")]
    [InlineData("regexp_replace('ab', '(?<x>a)', '${x}${x}')", "varchar", "aab")]
    [InlineData(@"regexp_replace('a', 'a', '\$')", "varchar", "$")]
    [InlineData(@"regexp_split('1a 2b 14m', '\s*[a-z]+\s*')", "array(varchar)", "[1, 2, 14, ]")]
    [InlineData(@"regexp_count('1a 2b 14m', '\s*[a-z]+\s*')", "bigint", "3")]
    [InlineData(@"regexp_position('9102, say good bye', '\s*[a-z]+\s*')", "integer", "6")]
    [InlineData(@"regexp_position('natasha, 9102, miss you', '\d{5}')", "integer", "-1")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData(
        "regexp_extract('ab', '(?<y>a)(b)', 1)",
        "Regular expression '(?<y>a)(b)' has named and numbered groups together, which is not supported by the emulator"
    )]
    [InlineData("regexp_extract('a', '(a)', 2)", "Pattern has 1 groups. Cannot access group 2")]
    [InlineData("regexp_like('a', 'a++')", "Regular expression 'a++' has a possessive quantifier, which is not supported by the emulator")]
    [InlineData(
        "regexp_like('a', '[a-z&&[^b]]')",
        "Regular expression '[a-z&&[^b]]' has && in a character class, which is not supported by the emulator"
    )]
    [InlineData(@"regexp_like('a', '\p{Alpha}')", @"Regular expression '\p{Alpha}' has \p{Alpha}, which is not supported by the emulator")]
    [InlineData("regexp_replace('a', 'a', '$x')", "Illegal replacement sequence: $x")]
    [InlineData(
        "regexp_replace('a', 'a', x -> upper(x[1]))",
        "line 1:8: Function regexp_replace with a lambda not supported by the emulator"
    )]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
