using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class TextStepTests
{
    [Theory]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("abc", 3, "abc")]
    [InlineData("äöü", 2, "äö")]
    [InlineData("äöü", 3, "äöü")]
    [InlineData("a😀b", 2, "a😀")]
    [InlineData("a😀b", 1, "a")]
    // A letter with a combining accent, an emoji with its skin tone, a family: never cut in the middle.
    [InlineData("ae\u0301x", 2, "a")]
    [InlineData("ae\u0301x", 3, "ae\u0301")]
    [InlineData("x👍🏽y", 2, "x")]
    [InlineData("x👍🏽y", 3, "x👍🏽")]
    [InlineData("ab👨‍👩‍👧", 4, "ab")]
    [InlineData("a\r\nb", 2, "a")]
    [InlineData("שלום עולם", 4, "שלום")]
    public void Truncate_Text_IsCutBetweenWhatPeopleSeeAsCharacters(string value, int max, string expected) =>
        Assert.Equal(expected, Text(value, rule => rule.Truncate(max)));

    [Fact]
    public void Truncate_FirstCharacterLongerThanTheLimit_LeavesNothing() => Assert.Null(Text("👨‍👩‍👧", rule => rule.Truncate(2)));

    [Fact]
    public void Truncate_LongTextBeyondAscii_CountsEveryCharacter()
    {
        var text = string.Concat(Enumerable.Repeat("é😀", 5_000));

        Assert.Equal(text[..(3 * 2_000)], Text(text, rule => rule.Truncate(4_000)));
        Assert.Equal(
            MappingProblemCode.InvalidArgument,
            Assert.Single(Assert.Throws<MapDefinitionException>(() => Text("x", rule => rule.Truncate(0))).Problems).Code
        );
    }

    [Theory]
    [InlineData("a b c", " ", "-", "a-b-c")]
    [InlineData("abc", "x", "y", "abc")]
    [InlineData("aaa", "aa", "b", "ba")]
    [InlineData("Größe", "ß", "ss", "Grösse")]
    [InlineData("xx", "x", "", null)]
    public void Replace_Text_IsReplacedEverywhere(string value, string old, string replacement, string? expected) =>
        Assert.Equal(expected, Text(value, rule => rule.Replace(old, replacement)));

    [Theory]
    [InlineData("EU-FR-75", 1, "FR")]
    [InlineData("EU-FR-75", -1, "75")]
    [InlineData("EU-FR-75", -3, "EU")]
    [InlineData("EU-FR-75", 3, null)]
    [InlineData("EU-FR-75", -4, null)]
    [InlineData("EU--75", 1, null)]
    [InlineData("EU", 0, "EU")]
    public void Part_OfASeparatedText_IsTaken(string value, int index, string? expected) =>
        Assert.Equal(expected, Text(value, rule => rule.Part("-", index)));

    [Theory]
    [InlineData("Ada", "Maria", "Lovelace", "Ada Maria Lovelace")]
    [InlineData("Ada", null, "Lovelace", "Ada Lovelace")]
    [InlineData(null, null, "Lovelace", "Lovelace")]
    [InlineData("Ada", "", null, "Ada")]
    [InlineData(null, null, null, null)]
    public void Join_Columns_LeavesOutWhatHasNoValue(string? first, string? middle, string? last, string? expected)
    {
        var row = TestRows.Of(TestRows.Schema("first", "middle", "last"), first, middle, last);
        var contact = Encode.Contact(
            row,
            map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("V", Column.Text("first")).Trim().Join(" ", Column.Text("middle"), Column.Text("last")).ToUpper();
            }
        );

        Assert.Equal(expected?.ToUpperInvariant(), Value(contact));
    }

    [Theory]
    [InlineData("  Ann.Lee+News@Example.COM ", "ann.lee+news@example.com")]
    [InlineData("info@MÜLLER.de", "info@xn--mller-kva.de")]
    [InlineData("Zoë@Bücher.example", "zoë@xn--bcher-kva.example")]
    [InlineData("no address", "no address")]
    [InlineData("a@" + "\u00fc.." + "de", "a@\u00fc..de")]
    public void NormalizeEmail_Address_GetsOneForm(string value, string expected) =>
        Assert.Equal(expected, Text(value, rule => rule.NormalizeEmail()));

    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("Zoë")]
    public void Hash_Text_IsSha256InSmallHexadecimalDigits(string value) =>
        Assert.Equal(
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value))).ToLowerInvariant(),
            Text(value, rule => rule.Hash())
        );

    [Fact]
    public void Hash_BehindNormalizeEmail_IsTheSameForAllWaysOfWriting() =>
        Assert.Equal(Text("ann@example.com", rule => rule.Hash()), Text(" Ann@EXAMPLE.com", rule => rule.NormalizeEmail().Hash()));

    [Fact]
    public void Coalesce_FirstSourceHasNoValue_TakesTheOther()
    {
        var schema = TestRows.Schema("a", "b");
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(_ => "a@b.de");
            map.Attribute("V", Column.Text("a")).Trim().Coalesce(Column.Text("b")).Coalesce(_ => "none").ToUpper();
        });

        Assert.Equal("X", Value(Encode.With(map.CreateEncoder(), TestRows.Of(schema, "x", "y"))));
        Assert.Equal("Y", Value(Encode.With(map.CreateEncoder(), TestRows.Of(schema, "  ", "y"))));
        Assert.Equal("NONE", Value(Encode.With(map.CreateEncoder(), TestRows.Of(schema, null, null))));
        // A failure of the first source is not covered up.
        Assert.Equal(EncodeOutcome.Failed, Encode.With(map.CreateEncoder(), TestRows.Of(schema, 1L, "y")).Record.Outcome);
        Assert.Equal(["MAP001"], map.Check(TestRows.Schema("a"), null).Problems.Select(problem => problem.Code.Value));
    }

    [Fact]
    public void ParseDate_FormatAndCulture_AreTheUsers()
    {
        Assert.Equal("2026-02-01", Text("01.02.2026", rule => rule.ParseDate("dd.MM.yyyy")));
        Assert.Equal("2026-03-14", Text("14 mars 2026", rule => rule.ParseDate("d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR"))));
        Assert.Equal(MappingFailureCode.WrongType, Encode.Text("2026-02-01", rule => rule.ParseDate("dd.MM.yyyy")).Failure.Code);
        Assert.Equal(MappingFailureCode.WrongType, Encode.Text("31.02.2026", rule => rule.ParseDate("dd.MM.yyyy")).Failure.Code);
    }

    [Fact]
    public void ParseTimestamp_WithoutAZone_IsUtc()
    {
        Assert.Equal("2026-02-01T10:30:00Z", Text("01/02/2026 10:30", rule => rule.ParseTimestamp("dd/MM/yyyy HH:mm")));
        Assert.Equal("2026-02-01T08:30:00Z", Text("01/02/2026 10:30 +02:00", rule => rule.ParseTimestamp("dd/MM/yyyy HH:mm zzz")));
        Assert.Equal(MappingFailureCode.WrongType, Encode.Text("soon", rule => rule.ParseTimestamp("HH:mm")).Failure.Code);
    }

    [Fact]
    public void ParseNumbers_Culture_TellsTheSeparators()
    {
        var german = CultureInfo.GetCultureInfo("de-DE");

        Assert.Equal(Encode.WithAttribute("1234"), Encode.Text("1.234", rule => rule.ParseInt64(german)).Json);
        Assert.Equal(Encode.WithAttribute("1234.50"), Encode.Text("1.234,50", rule => rule.ParseDecimal(german)).Json);
        Assert.Equal(Encode.WithAttribute("-0.5"), Encode.Text("-0,5", rule => rule.ParseDouble(german)).Json);
        Assert.Equal(Encode.WithAttribute("1234.5"), Encode.Text("1,234.5", rule => rule.ParseDouble()).Json);
        Assert.Equal(MappingFailureCode.WrongType, Encode.Text("twelve", rule => rule.ParseInt64()).Failure.Code);
        Assert.Equal(MappingFailureCode.WrongType, Encode.Text("99999999999999999999", rule => rule.ParseInt64()).Failure.Code);
        // What .NET reads as not a number is none for the services either.
        Assert.Equal(MappingFailureCode.WrongType, Encode.Text("NaN", rule => rule.ParseDouble()).Failure.Code);
    }

    [Fact]
    public void ParseSteps_TextThatIsTooLongOrNoUtf8_FailWithoutTheText()
    {
        var longText = Encode.Text(new string('1', 200), rule => rule.ParseDate("yyyy"));
        var noUtf8 = Encode.Text(new byte[] { 0xFF, 0x31 }, rule => rule.ParseTimestamp("yyyy"));

        Assert.Equal(MappingFailureCode.WrongType, longText.Failure.Code);
        Assert.Equal(MappingFailureCode.WrongType, noUtf8.Failure.Code);
        Assert.DoesNotContain("111", longText.Failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_ArgumentsThatCannotWork_AreProblemsOfTheMap()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("A", Column.Text("a")).ParseDate("%");
            map.Attribute("B", Column.Timestamp("b")).InTimeZone("Middle-earth/Shire");
            map.Attribute("C", Column.Int64("c")).Map(new Dictionary<long, string> { [1] = "one" }, UnknownKey.Keep);
            map.Attribute("D", Column.Double("d")).WhenEmpty(EmptyPolicy.Keep);
        });

        var problems = map.Check(null, null).Problems;

        Assert.Equal(["MAP014", "MAP014", "MAP011", "MAP011"], problems.Select(problem => problem.Code.Value));
        Assert.Contains("tzdata", problems[1].Message, StringComparison.Ordinal);
    }

    private static string? Text(string value, Action<TextRule<TdRow>> steps) => Value(Encode.Text(value, steps));

    private static string? Value(Encoded contact)
    {
        using var json = System.Text.Json.JsonDocument.Parse(contact.Bytes);
        return json.RootElement.TryGetProperty("attributes", out var attributes) ? attributes.GetProperty("V").GetString() : null;
    }
}
