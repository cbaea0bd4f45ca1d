using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Date and time functions; the query starts at 2024-10-01 01:23:45.678 UTC.</summary>
public sealed class DateTimeFunctionTests
{
    [Theory]
    [InlineData("now()", "timestamp(3) with time zone", "2024-10-01 01:23:45.678 UTC")]
    [InlineData("current_timestamp", "timestamp(3) with time zone", "2024-10-01 01:23:45.678 UTC")]
    [InlineData("current_timestamp(0)", "timestamp(0) with time zone", "2024-10-01 01:23:45 UTC")]
    [InlineData("current_date", "date", "2024-10-01")]
    [InlineData("localtimestamp", "timestamp(3)", "2024-10-01 01:23:45.678")]
    [InlineData("current_timezone()", "varchar", "UTC")]
    [InlineData("date('2020-01-02')", "date", "2020-01-02")]
    [InlineData("date(TIMESTAMP '2020-01-02 23:59:59')", "date", "2020-01-02")]
    [InlineData("year(DATE '2020-05-17')", "bigint", "2020")]
    [InlineData("quarter(DATE '2020-05-17')", "bigint", "2")]
    [InlineData("month(DATE '2020-05-17')", "bigint", "5")]
    [InlineData("week(DATE '2021-01-01')", "bigint", "53")]
    [InlineData("week_of_year(DATE '2020-12-31')", "bigint", "53")]
    [InlineData("year_of_week(DATE '2021-01-01')", "bigint", "2020")]
    [InlineData("yow(DATE '2021-01-04')", "bigint", "2021")]
    [InlineData("day(DATE '2020-05-17')", "bigint", "17")]
    [InlineData("day_of_month(TIMESTAMP '2020-05-17 00:00:00')", "bigint", "17")]
    [InlineData("day_of_week(DATE '2020-05-17')", "bigint", "7")]
    [InlineData("dow(DATE '2020-05-18')", "bigint", "1")]
    [InlineData("day_of_year(DATE '2020-12-31')", "bigint", "366")]
    [InlineData("doy(DATE '2020-01-01')", "bigint", "1")]
    [InlineData("hour(TIMESTAMP '2020-01-01 23:45:56.789')", "bigint", "23")]
    [InlineData("minute(TIMESTAMP '2020-01-01 23:45:56.789')", "bigint", "45")]
    [InlineData("second(TIMESTAMP '2020-01-01 23:45:56.789')", "bigint", "56")]
    [InlineData("millisecond(TIMESTAMP '2020-01-01 23:45:56.789')", "bigint", "789")]
    [InlineData("hour(TIMESTAMP '2020-01-01 00:00:00 UTC' AT TIME ZONE 'Asia/Tokyo')", "bigint", "9")]
    [InlineData("extract(DOW FROM DATE '2020-05-17')", "bigint", "7")]
    [InlineData("extract(YEAR FROM DATE '2020-05-17')", "bigint", "2020")]
    [InlineData("last_day_of_month(DATE '2020-02-05')", "date", "2020-02-29")]
    [InlineData("date_trunc('month', DATE '2020-05-17')", "date", "2020-05-01")]
    [InlineData("date_trunc('week', DATE '2020-05-17')", "date", "2020-05-11")]
    [InlineData("date_trunc('hour', TIMESTAMP '2020-05-17 12:34:56.789')", "timestamp(3)", "2020-05-17 12:00:00.000")]
    [InlineData("date_trunc('quarter', TIMESTAMP '2020-05-17 12:34:56.789')", "timestamp(3)", "2020-04-01 00:00:00.000")]
    [InlineData(
        "date_trunc('DAY', TIMESTAMP '2020-05-17 12:00:00.000 Asia/Tokyo')",
        "timestamp(3) with time zone",
        "2020-05-17 00:00:00.000 Asia/Tokyo"
    )]
    [InlineData("date_add('second', 86, TIMESTAMP '2020-03-01 00:00:00')", "timestamp(0)", "2020-03-01 00:01:26")]
    [InlineData("date_add('month', 1, DATE '2020-01-31')", "date", "2020-02-29")]
    [InlineData("date_add('day', -1, TIMESTAMP '2020-03-01 00:00:00 UTC')", "timestamp(0) with time zone", "2020-02-29 00:00:00 UTC")]
    [InlineData(
        "date_add('day', 1, TIMESTAMP '2020-03-28 12:00:00 Europe/Paris')",
        "timestamp(0) with time zone",
        "2020-03-29 12:00:00 Europe/Paris"
    )]
    [InlineData(
        "date_add('hour', 24, TIMESTAMP '2020-03-28 12:00:00 Europe/Paris')",
        "timestamp(0) with time zone",
        "2020-03-29 13:00:00 Europe/Paris"
    )]
    [InlineData("date_diff('second', TIMESTAMP '2020-03-01 00:00:00', TIMESTAMP '2020-03-02 00:00:00')", "bigint", "86400")]
    [InlineData("date_diff('day', TIMESTAMP '2020-03-01 23:00:00', TIMESTAMP '2020-03-02 01:00:00')", "bigint", "0")]
    [InlineData("date_diff('month', DATE '2020-01-31', DATE '2020-02-29')", "bigint", "1")]
    [InlineData("date_diff('month', DATE '2020-01-15', DATE '2020-02-14')", "bigint", "0")]
    [InlineData("date_diff('day', DATE '2020-03-02', DATE '2020-03-01')", "bigint", "-1")]
    [InlineData("date_diff('year', DATE '2000-02-29', DATE '2001-02-28')", "bigint", "1")]
    [InlineData("date_diff('week', DATE '2020-01-01', DATE '2020-01-14')", "bigint", "1")]
    [InlineData("date_diff('hour', TIMESTAMP '2020-03-01 00:00:00 UTC', TIMESTAMP '2020-03-01 12:00:00 +09:00')", "bigint", "3")]
    [InlineData("to_milliseconds(INTERVAL '1' DAY)", "bigint", "86400000")]
    [InlineData("from_unixtime(0)", "timestamp(3) with time zone", "1970-01-01 00:00:00.000 UTC")]
    [InlineData("from_unixtime(1.5, 'Asia/Tokyo')", "timestamp(3) with time zone", "1970-01-01 09:00:01.500 Asia/Tokyo")]
    [InlineData("to_unixtime(TIMESTAMP '1970-01-01 00:00:01.500 UTC')", "double", "1.5")]
    [InlineData("to_unixtime(TIMESTAMP '1970-01-01 00:00:01')", "double", "1")]
    [InlineData(
        "at_timezone(TIMESTAMP '2020-01-01 00:00:00 UTC', 'America/New_York')",
        "timestamp(0) with time zone",
        "2019-12-31 19:00:00 America/New_York"
    )]
    [InlineData(
        "with_timezone(TIMESTAMP '2020-01-01 00:00:00', 'Asia/Tokyo')",
        "timestamp(0) with time zone",
        "2020-01-01 00:00:00 Asia/Tokyo"
    )]
    [InlineData("from_iso8601_timestamp('2020-05-11T11:15:05')", "timestamp(3) with time zone", "2020-05-11 11:15:05.000 UTC")]
    [InlineData("from_iso8601_timestamp('2020-05-11T11:15:05.055+01:00')", "timestamp(3) with time zone", "2020-05-11 11:15:05.055 +01:00")]
    [InlineData("to_unixtime(from_iso8601_timestamp(x)) FROM (VALUES '1970-01-01T09:00:01+09:00') t(x)", "double", "1")]
    [InlineData("from_iso8601_date('2020-05-11')", "date", "2020-05-11")]
    [InlineData("to_iso8601(DATE '2020-05-11')", "varchar", "2020-05-11")]
    [InlineData("to_iso8601(TIMESTAMP '2020-05-11 01:02:03.000')", "varchar", "2020-05-11T01:02:03.000")]
    [InlineData("to_iso8601(TIMESTAMP '2020-05-11 01:02:03.000 UTC')", "varchar", "2020-05-11T01:02:03.000Z")]
    [InlineData("to_iso8601(TIMESTAMP '2020-05-11 01:02:03.000 Asia/Tokyo')", "varchar", "2020-05-11T01:02:03.000+09:00")]
    [InlineData("date_format(TIMESTAMP '2022-10-20 05:10:00', '%m-%d-%Y %H')", "varchar", "10-20-2022 05")]
    [InlineData(
        "date_format(TIMESTAMP '2020-05-07 15:04:05.678', '%a %b %c %e %f %h %I %i %j %k %l %M %p %r %s %T %v %W %x %y %%')",
        "varchar",
        "Thu May 5 7 678000 03 03 04 128 15 3 May PM 03:04:05 PM 05 15:04:05 19 Thursday 2020 20 %"
    )]
    [InlineData("date_format(DATE '2020-05-07', '%Y%m%d')", "varchar", "20200507")]
    [InlineData("date_parse('2022/10/20/05', '%Y/%m/%d/%H')", "timestamp(3)", "2022-10-20 05:00:00.000")]
    [InlineData("date_parse('20200102', '%Y%m%d')", "timestamp(3)", "2020-01-02 00:00:00.000")]
    [InlineData("date_parse('May 7 20 3:04 PM', '%M %e %y %l:%i %p')", "timestamp(3)", "2020-05-07 15:04:00.000")]
    [InlineData("date_parse('2020-01-02 03:04:05.678', '%Y-%m-%d %T.%f')", "timestamp(3)", "2020-01-02 03:04:05.678")]
    [InlineData(
        "format_datetime(TIMESTAMP '2020-05-07 15:04:05.678', 'yyyy-MM-dd''T''HH:mm:ss.SSS')",
        "varchar",
        "2020-05-07T15:04:05.678"
    )]
    [InlineData(
        "format_datetime(TIMESTAMP '2020-05-07 15:04:05 Asia/Tokyo', 'EEE, d MMM yyyy hh:mm a Z')",
        "varchar",
        "Thu, 7 May 2020 03:04 PM +0900"
    )]
    [InlineData("format_datetime(TIMESTAMP '2020-05-07 15:04:05', 'EEEE MMMM D w x e')", "varchar", "Thursday May 128 19 2020 4")]
    [InlineData("parse_datetime('1960/01/22 03:04', 'yyyy/MM/dd HH:mm')", "timestamp(3) with time zone", "1960-01-22 03:04:00.000 UTC")]
    [InlineData("to_unixtime(parse_datetime('1970-01-01 09:00:00 +0900', 'yyyy-MM-dd HH:mm:ss Z'))", "double", "0")]
    public async Task Evaluate_Expression_GivesTrinosValue(string expression, string type, string value) =>
        Assert.Equal((type, value), await SqlRun.EvaluateAsync(expression));

    [Theory]
    [InlineData("date_trunc('fortnight', DATE '2020-01-01')", "line 1:8: 'fortnight' is not a valid DATE field")]
    [InlineData("date_trunc('hour', DATE '2020-01-01')", "line 1:8: 'hour' is not a valid DATE field")]
    [InlineData(
        "date_parse('2020-13-01', '%Y-%m-%d')",
        @"Cannot parse ""2020-13-01"": Value 13 for monthOfYear must be in the range [1,12]"
    )]
    [InlineData("date_parse('2020-01-01x', '%Y-%m-%d')", @"Invalid format: ""2020-01-01x"" is malformed at ""x""")]
    [InlineData("date_parse('2020', '%Y-%m')", @"Invalid format: ""2020"" is too short")]
    [InlineData("date_format(TIMESTAMP '2020-01-01 00:00:00', '%D')", "%D not currently supported in date format string")]
    [InlineData(
        "format_datetime(TIMESTAMP '2020-01-01 00:00:00', 'G')",
        "'G' in the pattern 'G' of format_datetime is not supported by the emulator"
    )]
    [InlineData("at_timezone(TIMESTAMP '2020-01-01 00:00:00 UTC', 'Mars/Base')", "line 1:8: 'Mars/Base' is not a valid time zone")]
    [InlineData("from_iso8601_timestamp('yesterday')", @"Invalid format: ""yesterday""")]
    [InlineData(
        "from_iso8601_timestamp(x) FROM (VALUES '2020-01-01') t(x)",
        "The time zone of a timestamp differs from row to row, which is not supported by the emulator here; say which zone is meant with at_timezone(value, zone)"
    )]
    [InlineData(
        "year('2020-01-01')",
        "line 1:8: Unexpected parameters (varchar(10)) for function year. Expected: year(date), year(timestamp(p)), year(timestamp(p) with time zone)"
    )]
    public async Task Evaluate_WrongExpression_FailsInTrinosWords(string expression, string message) =>
        Assert.Equal(message, await SqlRun.FailAsync(expression));
}
