using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoAccountClientTests
{
    [Fact]
    public async Task ListActivitiesAsync_OverTwoPages_AsksByOffset()
    {
        const string Entry =
            """{"action":"login-success","date":"2023-03-16T16:49:23+05:30","user_agent":"Mozilla","user_email":"test@example.com","user_ip":"192.0.2.1"}""";
        await using var pipeline = CrmWire
            .Start()
            .Answers($$"""{"logs":[{{string.Join(',', Enumerable.Repeat(Entry, 100))}}]}""")
            .Answers($$"""{"logs":[{{Entry}}]}""");

        var activities = await Account(pipeline)
            .ListActivitiesAsync(
                new AccountActivityQuery
                {
                    From = new DateOnly(2026, 10, 1),
                    To = new DateOnly(2026, 10, 31),
                    Email = "test@example.com",
                }
            )
            .ReadAllAsync();

        Assert.Equal(101, activities.Count);
        Assert.Equal(new DateTimeOffset(2023, 3, 16, 11, 19, 23, TimeSpan.Zero), activities[0].Date);
        Assert.Equal("192.0.2.1", activities[0].UserIp);
        Assert.DoesNotContain("192", activities[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "organization/activities?startDate=2026-10-01&endDate=2026-10-31&email=test@example.com&limit=100&offset=100",
            pipeline.Request(1).Path
        );
    }

    [Theory]
    [InlineData("2026-10-01", null)]
    [InlineData(null, "2026-10-01")]
    [InlineData("2026-10-02", "2026-10-01")]
    [InlineData("2026-10-01", "2026-11-02")]
    public async Task ListActivitiesAsync_OfAWindowThatBrevoRefuses_IsRefusedBeforeSending(string? from, string? to)
    {
        await using var pipeline = CrmWire.Start();

        Assert.Throws<ArgumentException>(() =>
            Account(pipeline).ListActivitiesAsync(new AccountActivityQuery { From = Day(from), To = Day(to) })
        );
    }

    private static BrevoAccountClient Account(Pipeline pipeline) => new(pipeline.Transport);

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
