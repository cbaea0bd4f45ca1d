using System.Globalization;
using BrevoTd.Connector.Emulator.TreasureData;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class CronExpressionTests
{
    [Theory]
    [InlineData("*/15 * * * *", "UTC", "2024-10-01T12:01:00Z", "2024-10-01T12:15:00Z")]
    [InlineData("0 0 1 * *", "UTC", "2024-10-01T00:00:00Z", "2024-11-01T00:00:00Z")]
    [InlineData("0 9-17/4 * * mon-fri", "UTC", "2024-10-04T17:00:00Z", "2024-10-07T09:00:00Z")]
    [InlineData("0 0 29 2 *", "UTC", "2024-10-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 13 * 5", "UTC", "2024-10-01T00:00:00Z", "2024-10-04T00:00:00Z")]
    [InlineData("0 0 * * 7", "UTC", "2024-10-01T00:00:00Z", "2024-10-06T00:00:00Z")]
    [InlineData("@weekly", "Europe/Paris", "2024-10-01T00:00:00Z", "2024-10-05T22:00:00Z")]
    [InlineData("30 2 * * *", "Europe/Paris", "2024-03-30T12:00:00Z", "2024-04-01T00:30:00Z")]
    public void Next_IsTheFirstTimeAfter(string cron, string zone, string time, string expected)
    {
        var next = CronExpression.TryParse(cron)!.Next(Parse(time), TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.Equal(Parse(expected), next);
    }

    [Fact]
    public void Next_TimeThatNeverComes_IsNull() =>
        Assert.Null(CronExpression.TryParse("0 0 30 2 *")!.Next(Parse("2024-10-01T00:00:00Z"), TimeZoneInfo.Utc));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("@sometimes")]
    public void TryParse_NoCron_IsNull(string text) => Assert.Null(CronExpression.TryParse(text));

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
