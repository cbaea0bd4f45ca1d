using System.Globalization;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class NumberStepTests
{
    [Fact]
    public void Round_Halves_GoAwayFromZeroUnlessAskedOtherwise()
    {
        Assert.Equal("3", Double(2.5, rule => rule.Round()));
        Assert.Equal("-3", Double(-2.5, rule => rule.Round()));
        Assert.Equal("2", Double(2.5, rule => rule.Round(0, MidpointRounding.ToEven)));
        Assert.Equal("1.24", Double(1.235, rule => rule.Round(2)));
        Assert.Equal("1.24", Decimal(1.235m, rule => rule.Round(2)));
        Assert.Equal("7", Int64(7, rule => rule.Round(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Double(1, rule => rule.Round(16)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Decimal(1, rule => rule.Round(-1)));
    }

    [Fact]
    public void Scale_Number_IsMultiplied()
    {
        Assert.Equal("12.34", Decimal(1234, rule => rule.Scale(0.01m)));
        Assert.Equal("-14", Int64(7, rule => rule.Scale(-2)));
        Assert.Equal("3", Double(1.5, rule => rule.Scale(2)));
    }

    [Fact]
    public void Scale_ProductTooLarge_Fails()
    {
        Assert.Equal(MappingFailureCode.WrongType, Failure(long.MaxValue, map => map.Attribute("V", n => n).Scale(2)));
        Assert.Equal(
            MappingFailureCode.WrongType,
            Failure(1L, map => map.Attribute("V", decimal? (_) => decimal.MaxValue).Scale(decimal.MaxValue))
        );
        Assert.Equal(MappingFailureCode.WrongType, Failure(1L, map => map.Attribute("V", double? (_) => double.MaxValue).Scale(10)));
    }

    [Fact]
    public void Clamp_Number_StaysWithinTheLimits()
    {
        Assert.Equal("0", Int64(-5, rule => rule.Clamp(0, 10)));
        Assert.Equal("10", Int64(50, rule => rule.Clamp(0, 10)));
        Assert.Equal("5", Int64(5, rule => rule.Clamp(0, 10)));
        Assert.Equal(MappingFailureCode.WrongType, Failure(1L, map => map.Attribute("V", double? (_) => double.NaN).Clamp(0, 1)));
        Assert.Equal(
            MappingProblemCode.InvalidArgument,
            Assert.Single(Assert.Throws<MapDefinitionException>(() => Int64(5, rule => rule.Clamp(10, 0))).Problems).Code
        );
    }

    [Fact]
    public void Format_Number_IsTextOfTheCulture()
    {
        Assert.Equal("\"1.234,50\"", Decimal(1234.5m, rule => rule.Format("#,0.00", CultureInfo.GetCultureInfo("de-DE"))));
        Assert.Equal("\"00042\"", Int64(42, rule => rule.Format("00000")));
        Assert.Equal("\"1.5\"", Double(1.5, rule => rule.Format()));
        Assert.Equal(MappingFailureCode.WrongType, Failure(1L, map => map.Attribute("V", double? (_) => double.NaN).Format()));
    }

    [Fact]
    public void Coalesce_Numbers_TakesTheOther()
    {
        var row = TestRows.Of(TestRows.Schema("a bigint", "b bigint"), null, 7L);
        var contact = Encode.Contact(
            row,
            map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("V", Column.Int64("a")).Coalesce(Column.Int64("b")).Scale(2);
                map.Attribute("W", Column.Int64("a")).Coalesce(_ => 3);
            }
        );

        Assert.Equal("""{"email":"a@b.de","attributes":{"V":14,"W":3}}""", contact.Json);
    }

    [Fact]
    public void Step_OfOnesOwn_IsAnExtensionMethodOfAFewLines()
    {
        Assert.Equal("2", Double(1.5, rule => rule.Ceiling()));
        Assert.Equal(
            MappingFailureCode.Must,
            Failure(-1L, map => map.Attribute("V", n => n).Step("Positive", n => n > 0 ? n : StepResult<long>.Fail("must be positive")))
        );
        Assert.Equal(
            MappingFailureCode.Convert,
            Failure(-1L, map => map.Attribute("V", n => n).Step("Broken", _ => throw new FormatException()))
        );
        Assert.Equal(
            Encode.WithoutAttribute,
            Encode
                .Contact(
                    1L,
                    map =>
                    {
                        map.Email(_ => "a@b.de");
                        map.Attribute("V", n => n).Step("Nothing", _ => StepResult<long>.None);
                    }
                )
                .Json
        );
    }

    [Fact]
    public void Convert_ToOtherTypes_ContinuesWithTheirRules()
    {
        Assert.Equal("\"7 pieces\"", Int64(7, rule => rule.Convert(n => $"{n} pieces")));
        Assert.Equal("true", Int64(7, rule => rule.Convert(n => n > 5)));
        Assert.Equal("3.5", Int64(7, rule => rule.Convert(n => n / 2.0)));
        Assert.Equal("\"2026-01-08\"", Int64(7, rule => rule.Convert(n => new DateOnly(2026, 1, 1).AddDays((int)n))));
        Assert.Equal("8", Int64(7, rule => rule.Convert(n => n + 1)));
        Assert.Equal("14", Int64(7, rule => rule.Convert(n => n > 5).Convert(b => b ? 14 : 0)));
    }

    private static MappingFailureCode Failure(long record, Action<ContactMapBuilder<long>> rule) =>
        Encode
            .Contact<long>(
                record,
                map =>
                {
                    map.Email(_ => "a@b.de");
                    rule(map);
                }
            )
            .Failure.Code;

    private static string Int64(long value, Action<NumberRule<int, long>> steps) =>
        Attribute(map => steps(map.Attribute("V", long? (_) => value)));

    private static string Double(double value, Action<NumberRule<int, double>> steps) =>
        Attribute(map => steps(map.Attribute("V", double? (_) => value)));

    private static string Decimal(decimal value, Action<NumberRule<int, decimal>> steps) =>
        Attribute(map => steps(map.Attribute("V", decimal? (_) => value)));

    private static string Attribute(Action<ContactMapBuilder<int>> rule)
    {
        var contact = Encode.Contact(
            0,
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

internal static class OwnNumberSteps
{
    public static NumberRule<T, double> Ceiling<T>(this NumberRule<T, double> rule) =>
        rule.Step("Ceiling", static value => Math.Ceiling(value), normalizes: true);
}
