using System.Globalization;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class TimeStepTests
{
    [Fact]
    public void FromUnix_Numbers_ArePointsInTime()
    {
        Assert.Equal("\"2026-01-01T00:00:00Z\"", Attribute(1_767_225_600L, map => map.Attribute("V", n => n).FromUnixSeconds()));
        Assert.Equal(
            "\"2026-01-01T00:00:00.25Z\"",
            Attribute(1_767_225_600_250L, map => map.Attribute("V", n => n).FromUnixMilliseconds())
        );
        Assert.Equal(
            "\"2026-01-01T00:00:00.5Z\"",
            Attribute(0L, map => map.Attribute("V", double? (_) => 1_767_225_600.5).FromUnixSeconds())
        );
        Assert.Equal("\"1969-12-31T23:59:59Z\"", Attribute(-1L, map => map.Attribute("V", n => n).FromUnixSeconds()));
    }

    [Theory]
    [InlineData(1_767_225_600_000)]
    [InlineData(long.MinValue)]
    public void FromUnixSeconds_NumberThatIsNoTime_FailsAndNamesTheRemedy(long value)
    {
        var failure = Encode
            .Contact(
                value,
                map =>
                {
                    map.Email(_ => "a@b.de");
                    map.Attribute("V", n => n).FromUnixSeconds();
                }
            )
            .Failure;

        Assert.Equal(MappingFailureCode.WrongType, failure.Code);
        Assert.Contains("FromUnixMilliseconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToUnix_PointsInTime_AreNumbers()
    {
        Assert.Equal("1767225600", Time("2026-01-01T00:00:00.999Z", rule => rule.ToUnixSeconds()));
        Assert.Equal("1767225600999", Time("2026-01-01T00:00:00.999Z", rule => rule.ToUnixMilliseconds()));
    }

    [Theory]
    [InlineData("2026-07-14T23:30:00Z", "Europe/Paris", "\"2026-07-15\"")]
    [InlineData("2026-01-14T23:30:00Z", "Europe/London", "\"2026-01-14\"")]
    [InlineData("2026-01-15T02:00:00Z", "America/New_York", "\"2026-01-14\"")]
    public void InTimeZone_ToDate_IsTheDayOfThatZone(string time, string zone, string expected) =>
        Assert.Equal(expected, Time(time, rule => rule.InTimeZone(zone).ToDate()));

    [Fact]
    public void InTimeZone_WrittenAsAPointInTime_StaysTheSameInstant() =>
        Assert.Equal("\"2026-07-14T23:30:00Z\"", Time("2026-07-14T23:30:00Z", rule => rule.InTimeZone("Europe/Paris")));

    [Fact]
    public void Format_Times_AreTextByTheirOwnClock()
    {
        Assert.Equal(
            "\"15.07.2026 01:30\"",
            Time("2026-07-14T23:30:00Z", rule => rule.InTimeZone("Europe/Paris").Format("dd.MM.yyyy HH:mm"))
        );
        Assert.Equal(
            "\"14 juillet 2026\"",
            Time("2026-07-14T12:00:00Z", rule => rule.ToDate().Format("d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR")))
        );
    }

    [Fact]
    public void ToDate_WithoutInTimeZone_IsTheDayAsItWasWritten() =>
        Assert.Equal("\"2026-07-15\"", Time("2026-07-15T01:00:00+05:00", rule => rule.ToDate()));

    [Fact]
    public void Time_OfARowConvertedToSomethingElse_IsAProblemOfTheMap()
    {
        var map = RowMap.From<DateTimeOffset>(map => map.Time(DateTimeOffset? (x) => x).ToDate());

        Assert.Equal(MappingProblemCode.Contradiction, Assert.Single(map.Check().Problems).Code);
    }

    private static string Time(string time, Action<TimestampRule<TdRow>> steps) =>
        Attribute(TestRows.Of(TestRows.Schema("v timestamp"), time), map => steps(map.Attribute("V", Column.Timestamp("v"))));

    private static string Attribute<T>(T record, Action<ContactMapBuilder<T>> rule)
    {
        var contact = Encode.Contact<T>(
            record,
            map =>
            {
                map.Email(_ => "a@b.de");
                rule(map);
            }
        );
        using var json = System.Text.Json.JsonDocument.Parse(contact.Bytes);
        return json.RootElement.GetProperty("attributes").GetProperty("V").GetRawText();
    }
}
