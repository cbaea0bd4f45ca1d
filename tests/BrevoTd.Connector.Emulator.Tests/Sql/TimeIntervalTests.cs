using System.Globalization;
using BrevoTd.Connector.Emulator.Sql;
using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>TD_INTERVAL's intervals; now is 2018-08-14 01:23:45 UTC, as in Treasure Data's documentation.</summary>
public sealed class TimeIntervalTests
{
    private const long Now = 1_534_209_825;

    [Theory]
    [InlineData("-7d", "2018-08-07 00:00:00", "2018-08-14 00:00:00")]
    [InlineData("-1d", "2018-08-13 00:00:00", "2018-08-14 00:00:00")]
    [InlineData("1d", "2018-08-14 00:00:00", "2018-08-15 00:00:00")]
    [InlineData("-1w", "2018-08-06 00:00:00", "2018-08-13 00:00:00")]
    [InlineData("-1M", "2018-07-01 00:00:00", "2018-08-01 00:00:00")]
    [InlineData("1M", "2018-08-01 00:00:00", "2018-09-01 00:00:00")]
    [InlineData("-1q", "2018-04-01 00:00:00", "2018-07-01 00:00:00")]
    [InlineData("1y", "2018-01-01 00:00:00", "2019-01-01 00:00:00")]
    [InlineData("-15m", "2018-08-14 01:08:00", "2018-08-14 01:23:00")]
    [InlineData("-30s", "2018-08-14 01:23:15", "2018-08-14 01:23:45")]
    [InlineData("-1h", "2018-08-14 00:00:00", "2018-08-14 01:00:00")]
    [InlineData("-1h/now", "2018-08-14 00:00:00", "2018-08-14 01:23:45")]
    [InlineData("-1h/0d", "2018-08-13 23:00:00", "2018-08-14 00:00:00")]
    [InlineData("-7d/-1d", "2018-08-06 00:00:00", "2018-08-13 00:00:00")]
    [InlineData("-7d/2015-12-25", "2015-12-18 00:00:00", "2015-12-25 00:00:00")]
    [InlineData("-10d/-1M", "2018-06-21 00:00:00", "2018-07-01 00:00:00")]
    [InlineData("-1M/2018-09-02 12:34:56)", "2018-08-01 00:00:00", "2018-09-02 12:34:56")]
    [InlineData("-20s/-10s/now", "2018-08-14 01:23:15", "2018-08-14 01:23:35")]
    [InlineData("+7d/now", "2018-08-14 01:23:45", "2018-08-21 00:00:00")]
    [InlineData("0d", "2018-08-14 00:00:00", "2018-08-14 00:00:00")]
    public void Parse_Interval_GivesTheDocumentedRange(string interval, string start, string end) =>
        Assert.Equal((Unix(start), Unix(end)), TimeInterval.Parse(interval, "UTC", Now));

    [Fact]
    public void Parse_Zone_TakesThatZonesDays() =>
        Assert.Equal((Unix("2018-08-12 15:00:00"), Unix("2018-08-13 15:00:00")), TimeInterval.Parse("-1d", "JST", Now));

    [Theory]
    [InlineData("")]
    [InlineData("1x")]
    [InlineData("yesterday")]
    [InlineData("-1d/1d")]
    [InlineData("-1d/soon")]
    public void Parse_UnknownInterval_IsRefused(string interval)
    {
        var error = Assert.Throws<SqlFailedException>(() => TimeInterval.Parse(interval, "UTC", Now));

        Assert.Equal($"TD_INTERVAL '{interval}' is not supported by the emulator", error.Message);
    }

    [Fact]
    public async Task Execute_StatementWithoutScheduledTime_CountsFromTheQuerysStart()
    {
        const string sql = "TD_INTERVAL(TD_TIME_PARSE('2024-09-30 12:00:00'), '-1d')";

        Assert.Equal(("boolean", "true"), await SqlRun.EvaluateAsync(sql));
        Assert.Equal(("boolean", "false"), await SqlRun.EvaluateAsync(sql + " /* TD_SCHEDULED_TIME() */"));
    }

    private static long Unix(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
