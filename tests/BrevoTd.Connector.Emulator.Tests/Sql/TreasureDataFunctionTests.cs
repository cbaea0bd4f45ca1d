using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Treasure Data's functions, by the examples of its documentation; the scheduled time is 2018-08-14 01:23:45 UTC.</summary>
public sealed class TreasureDataFunctionTests
{
    [Theory]
    [InlineData("TD_TIME_RANGE(1356998400, '2013-01-01', '2013-01-02')", "boolean", "true")]
    [InlineData("TD_TIME_RANGE(1357084800, '2013-01-01', '2013-01-02')", "boolean", "false")]
    [InlineData("TD_TIME_RANGE(1356966000, '2013-01-01', '2013-01-02', 'JST')", "boolean", "true")]
    [InlineData("TD_TIME_RANGE(1, NULL, '2013-01-01', 'PDT')", "boolean", "true")]
    [InlineData("TD_TIME_RANGE(1, '2013-01-01', NULL)", "boolean", "false")]
    [InlineData("TD_TIME_RANGE(1357023600, '2013-01-01 PDT')", "boolean", "true")]
    [InlineData("TD_TIME_RANGE(5, 5, 6)", "boolean", "true")]
    [InlineData("TD_TIME_RANGE(6, 5, 6)", "boolean", "false")]
    [InlineData("TD_TIME_RANGE(5, NULL, NULL)", "boolean", "true")]
    [InlineData("TD_TIME_RANGE(NULL, 1, 2)", "boolean", "NULL")]
    [InlineData("TD_TIME_RANGE(5, CAST(NULL AS bigint), x) FROM (VALUES 6, NULL) t(x)", "boolean", "true; true")]
    [InlineData("TD_TIME_RANGE(1356998400, x, TD_TIME_ADD(x, '1d')) FROM (VALUES '2013-01-01') t(x)", "boolean", "true")]
    [InlineData("TD_TIME_RANGE(1363392000, '2013-03-16 09:00:00', '2013-03-22 18:00:00', 'JST')", "boolean", "true")]
    [InlineData(
        "TD_INTERVAL(TD_TIME_PARSE('2018-08-07'), '-7d') AND NOT TD_INTERVAL(TD_TIME_PARSE('2018-08-14'), '-7d') AND TD_SCHEDULED_TIME() > 0",
        "boolean",
        "true"
    )]
    [InlineData("TD_SCHEDULED_TIME()", "bigint", "1534209825")]
    [InlineData("TD_TIME_PARSE('2015-01-01', 'JST')", "bigint", "1420038000")]
    [InlineData("TD_TIME_PARSE('2015-01-01 15:25:26', 'JST')", "bigint", "1420093526")]
    [InlineData("TD_TIME_PARSE('2015-01-01T00:00:00Z')", "bigint", "1420070400")]
    [InlineData("TD_TIME_PARSE('2015-01-01 00:00:00 +0900')", "bigint", "1420038000")]
    [InlineData("TD_TIME_PARSE('soon')", "bigint", "NULL")]
    [InlineData("TD_TIME_FORMAT(1412382292, 'yyyy-MM-dd HH:mm:ss', 'JST')", "varchar", "2014-10-04 09:24:52")]
    [InlineData("TD_TIME_FORMAT(1412382292, 'MMMM d yyyy EEEE', 'JST')", "varchar", "October 4 2014 Saturday")]
    [InlineData("TD_TIME_FORMAT(0, 'yyyyMMddHHmmssZ')", "varchar", "19700101000000+0000")]
    [InlineData("TD_TIME_FORMAT(NULL, 'yyyy')", "varchar", "NULL")]
    [InlineData("TD_TIME_STRING(1412382292, 'd!')", "varchar", "2014-10-04")]
    [InlineData("TD_TIME_STRING(1412382292, 'h!', 'JST')", "varchar", "2014-10-04 09")]
    [InlineData("TD_TIME_STRING(1412382292, 'M!')", "varchar", "2014-10")]
    [InlineData("TD_TIME_STRING(1412382292, 's!', 'JST')", "varchar", "2014-10-04 09:24:52")]
    [InlineData("TD_TIME_STRING(1412382292, 'd', 'JST')", "varchar", "2014-10-04 00:00:00+0900")]
    [InlineData("TD_TIME_STRING(1412382292, 'w')", "varchar", "2014-09-29 00:00:00+0000")]
    [InlineData("TD_TIME_STRING(1412382292, 'q')", "varchar", "2014-10-01 00:00:00+0000")]
    [InlineData("TD_TIME_ADD('2013-01-01', '1d')", "bigint", "1357084800")]
    [InlineData("TD_TIME_ADD(100, '-90s')", "bigint", "10")]
    [InlineData("TD_TIME_ADD('2013-01-01', '2h', 'JST')", "bigint", "1356973200")]
    [InlineData("TD_TIME_ADD(0, '1w')", "bigint", "604800")]
    [InlineData("TD_DATE_TRUNC('day', 1412382292, 'JST')", "bigint", "1412348400")]
    [InlineData("TD_DATE_TRUNC('week', 1412382292)", "bigint", "1411948800")]
    [InlineData("TD_DATE_TRUNC('month', 1412382292)", "bigint", "1412121600")]
    [InlineData("TD_DATE_TRUNC('hour', 1412382292)", "bigint", "1412380800")]
    [InlineData("TD_URL_DECODE('a%20b+c')", "varchar", "a b c")]
    [InlineData("TD_URL_DECODE('%zz')", "varchar", "NULL")]
    [InlineData("TD_MD5('a')", "varchar", "0cc175b9c0f1b6a831c399e269772661")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("TD_TIME_RANGE(1, 'tomorrow')", "line 1:25: 'tomorrow' is not a time of the form yyyy-MM-dd[ HH:mm:ss]")]
    [InlineData("TD_INTERVAL(1, '1x')", "line 1:23: TD_INTERVAL '1x' is not supported by the emulator")]
    [InlineData("TD_TIME_STRING(1, 'w!')", "TD_TIME_STRING format 'w!' is not supported by the emulator")]
    [InlineData("TD_TIME_ADD(1, '1M')", "TD_TIME_ADD duration '1M' is not supported by the emulator")]
    [InlineData("TD_TIME_FORMAT(1, 'YYYY')", "'Y' in the pattern 'YYYY' of TD_TIME_FORMAT is not supported by the emulator")]
    [InlineData("TD_SESSIONIZE(1, 2, 'a')", "line 1:8: Function td_sessionize not supported by the emulator")]
    [InlineData("TD_PARSE_AGENT('x')", "line 1:8: Function td_parse_agent not supported by the emulator")]
    [InlineData("TD_IP_TO_COUNTRY_CODE('1.2.3.4')", "line 1:8: Function td_ip_to_country_code not supported by the emulator")]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
