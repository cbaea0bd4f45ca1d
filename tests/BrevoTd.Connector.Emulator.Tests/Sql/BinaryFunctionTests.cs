using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Binary functions.</summary>
public sealed class BinaryFunctionTests
{
    [Theory]
    [InlineData("to_utf8('é')", "varbinary", "C3A9")]
    [InlineData("from_utf8(X'C3A9')", "varchar", "é")]
    [InlineData("from_utf8(X'C328')", "varchar", "�(")]
    [InlineData("to_hex(X'0aff')", "varchar", "0AFF")]
    [InlineData("from_hex('0aff')", "varbinary", "0AFF")]
    [InlineData("to_base64(to_utf8('abc'))", "varchar", "YWJj")]
    [InlineData("from_base64('YWJj')", "varbinary", "616263")]
    [InlineData("to_base64url(X'fbff')", "varchar", "-_8=")]
    [InlineData("from_base64url('-_8')", "varbinary", "FBFF")]
    [InlineData("to_hex(md5(to_utf8('a')))", "varchar", "0CC175B9C0F1B6A831C399E269772661")]
    [InlineData("to_hex(sha1(to_utf8('a')))", "varchar", "86F7E437FAA5A7FCE15D1DDCB9EAEAEA377667B8")]
    [InlineData("to_hex(sha256(to_utf8('a')))", "varchar", "CA978112CA1BBDCAFAC231B39A23DC4DA786EFF8147C4E72B9807785AFEE48BB")]
    [InlineData("length(sha512(to_utf8('a')))", "bigint", "64")]
    [InlineData("crc32(to_utf8('abc'))", "bigint", "891568578")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("md5('a')", "line 1:8: Unexpected parameters (varchar(1)) for function md5. Expected: md5(varbinary)")]
    [InlineData("from_hex('zz')", "Invalid input: the text must have an even number of hexadecimal digits")]
    [InlineData("xxhash64(to_utf8('a'))", "line 1:8: Function xxhash64 not supported by the emulator")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
