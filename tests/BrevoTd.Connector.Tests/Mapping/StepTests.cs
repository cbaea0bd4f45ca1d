using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class StepTests
{
    [Theory]
    [InlineData("  x ", "x")]
    [InlineData("\u00A0\u3000\u2028x y\u0085\t", "x y")]
    [InlineData("x", "x")]
    public void Trim_WhiteSpaceOfAnyScript_IsRemoved(string value, string expected) =>
        Assert.Equal(Encode.WithAttribute($"\"{expected}\""), Encode.Text(value, rule => rule.Trim()).Json);

    [Theory]
    [InlineData("ANN@EXAMPLE.COM")]
    [InlineData("ÀÉÎÕÜ ΣΊΣΥΦΟΣ Жанна")]
    [InlineData("K\u212AȺ")]
    [InlineData("already lower")]
    [InlineData("\U00010400x")]
    public void ToLowerAndToUpper_AnyScript_EqualInvariantCase(string value)
    {
        var lower = Encode.Text(value, rule => rule.ToLower());
        var upper = Encode.Text(value, rule => rule.ToUpper());

        Assert.Equal(value.ToLowerInvariant(), AttributeOf(lower));
        Assert.Equal(value.ToUpperInvariant(), AttributeOf(upper));
    }

    [Fact]
    public void Steps_AreAppliedInTheOrderWritten()
    {
        Assert.Equal(Encode.WithAttribute("\"THERE\""), Encode.Text(null, rule => rule.Default("there").ToUpper()).Json);
        Assert.Equal(Encode.WithAttribute("\"there\""), Encode.Text(null, rule => rule.ToUpper().Default("there")).Json);
        Assert.Equal(
            Encode.WithAttribute("\"<A >\""),
            Encode.Text(" a ", rule => rule.Convert(s => $"<{s.TrimStart()}>").ToUpper().Trim()).Json
        );
    }

    [Fact]
    public void Steps_NoValue_AreSkipped()
    {
        var calls = 0;
        var steps = (TextRule<TdRow> rule) =>
        {
            rule.Must(_ => ++calls > 0, "never")
                .Convert(s => s + ++calls)
                .Step("Count", (value, output) => ++calls > 0 ? StepResult.Unchanged : StepResult.Written);
        };

        Assert.Equal(Encode.WithoutAttribute, Encode.Text(null, steps).Json);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text("", steps).Json);
        Assert.Equal(0, calls);
    }

    [Fact]
    public void Default_TextThatBecomesEmpty_IsReplaced() =>
        Assert.Equal(Encode.WithAttribute("\"x\""), Encode.Text("   ", rule => rule.Trim().Default("x")).Json);

    [Fact]
    public void Must_DoesNotHold_FailsWithMessageAndWithoutTheValue()
    {
        var contact = Encode.Text("secret", rule => rule.Must(s => s.Length == 2, "V must have two letters"));

        Assert.Equal(EncodeOutcome.Failed, contact.Record.Outcome);
        var failure = contact.Failure;
        Assert.Equal(MappingFailureCode.Must, failure.Code);
        Assert.Equal("attributes.V", failure.Target);
        Assert.Equal("v", failure.Source);
        Assert.Equal("text", failure.ValueKind);
        Assert.Equal("V must have two letters", failure.Message);
        Assert.Null(failure.Value);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void When_DoesNotHold_RuleIsAsGoodAsNotWritten()
    {
        var notRequired = Encode.Text(null, rule => rule.Required().When(_ => false));
        var holds = Encode.Text("x", rule => rule.When(_ => true).When(row => row.Has("v")));
        var oneOfTwo = Encode.Text("x", rule => rule.When(_ => true).When(_ => false));

        Assert.Equal(Encode.WithoutAttribute, notRequired.Json);
        Assert.Equal(Encode.WithAttribute("\"x\""), holds.Json);
        Assert.Equal(Encode.WithoutAttribute, oneOfTwo.Json);
    }

    [Fact]
    public void Convert_ToOtherTypes_ContinuesWithTheirRules()
    {
        Assert.Equal(Encode.WithAttribute("12"), Encode.Text("11", rule => rule.Convert(s => int.Parse(s)).Convert(n => n + 1)).Json);
        Assert.Equal(Encode.WithAttribute("1.5"), Encode.Text("1.5", rule => rule.Convert(s => double.Parse(s))).Json);
        Assert.Equal(Encode.WithAttribute("1.50"), Encode.Text("1.50", rule => rule.Convert(s => decimal.Parse(s))).Json);
        Assert.Equal(Encode.WithAttribute("true"), Encode.Text("yes", rule => rule.Convert(s => s == "yes")).Json);
        Assert.Equal(
            Encode.WithAttribute("\"2026-02-01\""),
            Encode.Text("20260201", rule => rule.Convert(s => DateOnly.ParseExact(s, "yyyyMMdd"))).Json
        );
        Assert.Equal(
            Encode.WithAttribute("\"1970-01-01T00:01:00Z\""),
            Encode.Text("60", rule => rule.Convert(s => DateTimeOffset.FromUnixTimeSeconds(long.Parse(s)))).Json
        );
        Assert.Equal(Encode.WithAttribute("7"), Encode.Text("", rule => rule.Convert(s => long.Parse(s)).Default(7)).Json);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text("x", rule => rule.Convert(s => (long?)null)).Json);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text("x", rule => rule.Convert(s => (string?)null)).Json);
    }

    [Fact]
    public void Convert_Throws_IsAFailureThatDoesNotQuoteTheException()
    {
        var contact = Encode.Text("secret", rule => rule.Convert(s => long.Parse(s)));

        Assert.Equal(MappingFailureCode.Convert, contact.Failure.Code);
        Assert.Contains("FormatException", contact.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", contact.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_Cancelled_IsThrown() =>
        Assert.Throws<OperationCanceledException>(() =>
            Encode.Text("x", rule => rule.Convert(string? (s) => throw new OperationCanceledException()))
        );

    [Theory]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("0033612345678", "+33612345678")]
    [InlineData("+49 30 901820", "+4930901820")]
    public void ToE164_NumbersAsPeopleWriteThem_AreBroughtToOneForm(string value, string expected) =>
        Assert.Equal(Encode.WithAttribute($"\"{expected}\""), Encode.Text(value, rule => rule.ToE164("FR")).Json);

    [Theory]
    [InlineData("12")]
    [InlineData("no number")]
    [InlineData("+339999999999999")]
    public void ToE164_NoNumber_Fails(string value) =>
        Assert.Equal(MappingFailureCode.InvalidPhone, Encode.Text(value, rule => rule.ToE164("FR")).Failure.Code);

    [Fact]
    public void ToE164_WithoutRegion_TakesInternationalNumbersOnly()
    {
        Assert.Equal(Encode.WithAttribute("\"+33612345678\""), Encode.Text("+33 6 12 34 56 78", rule => rule.ToE164()).Json);
        Assert.Equal(MappingFailureCode.InvalidPhone, Encode.Text("06 12 34 56 78", rule => rule.ToE164()).Failure.Code);
    }

    [Theory]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("(212) 555-0100", "us", "+12125550100")]
    [InlineData("+33 6 12 34 56 78", null, "+33612345678")]
    [InlineData("+33 6 12 34 56 78", "Atlantis", "+33612345678")]
    public void ToE164_WithTheRecordsRegion_ReadsTheNumberThere(string value, string? region, string expected)
    {
        var row = TestRows.Of(TestRows.Schema("v", "country"), value, region);
        var encoded = Encode.Contact(
            row,
            map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("V", Column.Text("v")).Trim().ToE164(record => record.TextOrNull("country")).Trim();
            }
        );

        Assert.Equal(Encode.WithAttribute($"\"{expected}\""), encoded.Json);
    }

    [Fact]
    public void ToE164_WithARegionThatFails_SaysSoWithoutStopping()
    {
        Assert.Equal(MappingFailureCode.InvalidPhone, Encode.Text("06 12 34 56 78", rule => rule.ToE164(_ => null)).Failure.Code);
        Assert.Equal(
            MappingFailureCode.Convert,
            Encode.Text("06 12 34 56 78", rule => rule.ToE164(_ => throw new FormatException())).Failure.Code
        );
    }

    [Theory]
    [InlineData("a@b.de", true)]
    [InlineData("a.b+c@x-y.co.uk", true)]
    [InlineData("ü@exämple.de", true)]
    [InlineData("a@b", false)]
    [InlineData("@b.de", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@c.de", false)]
    [InlineData("a b@c.de", false)]
    [InlineData("a..b@c.de", false)]
    [InlineData("a.@c.de", false)]
    [InlineData("a@.de", false)]
    [InlineData("a@c.de.", false)]
    [InlineData("<a@c.de>", false)]
    [InlineData("plain", false)]
    public void MustBeEmail_Text_IsTakenOrRefused(string value, bool isEmail)
    {
        var contact = Encode.Text(value, rule => rule.MustBeEmail());

        Assert.Equal(isEmail ? EncodeOutcome.Encoded : EncodeOutcome.Failed, contact.Record.Outcome);
        Assert.All(contact.Record.Failures, failure => Assert.Equal(MappingFailureCode.InvalidEmail, failure.Code));
    }

    [Fact]
    public void Email_WithoutMustBeEmail_IsSentAsItIs() =>
        Assert.Equal("""{"email":"not an address"}""", Encode.Contact(0, map => map.Email(_ => "not an address")).Json);

    [Fact]
    public void OrDrop_RuleFails_FieldIsLeftOutAndCounted()
    {
        var encoder = ContactMap
            .From<int>(map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("A", n => n).Must(n => n > 1, "A must be above 1").OrDrop();
                map.Attribute("B", _ => double.NaN).OrDrop();
                map.Attribute("C", string? (n) => throw new FormatException()).OrDrop();
            })
            .CreateEncoder();

        Assert.Equal("""{"email":"a@b.de"}""", Encode.With(encoder, 1).Json);
        Assert.Equal("""{"email":"a@b.de","attributes":{"A":2}}""", Encode.With(encoder, 2).Json);
        Assert.Equal(1, encoder.GetStatistics().DroppedByTarget["attributes.A"]);
        Assert.Equal(2, encoder.GetStatistics().DroppedByTarget["attributes.B"]);
        Assert.Equal(2, encoder.GetStatistics().DroppedByTarget["attributes.C"]);
        Assert.Equal(2, encoder.GetStatistics().Encoded);
    }

    [Fact]
    public void OrDrop_DefaultBehindIt_TakesTheFailedValuesPlace()
    {
        Assert.Equal(Encode.WithAttribute("\"x\""), Encode.Text("12", rule => rule.ToE164("FR").OrDrop().Default("x")).Json);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text("12", rule => rule.ToE164("FR").Default("x").OrDrop()).Json);
        Assert.Equal(Encode.WithAttribute("0"), Encode.Text("x", rule => rule.Convert(s => long.Parse(s)).OrDrop().Default(0)).Json);
    }

    [Fact]
    public void Step_OfOnesOwn_WorksOnBytes()
    {
        Assert.Equal(Encode.WithAttribute("\"a-b\""), Encode.Text("a b", rule => rule.Replace((byte)' ', (byte)'-')).Json);
        Assert.Equal(Encode.WithAttribute("\"ab\""), Encode.Text("ab", rule => rule.Replace((byte)' ', (byte)'-')).Json);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text("ab", rule => rule.Step("Nothing", (_, _) => StepResult.Written)).Json);

        var failed = Encode.Text("ab", rule => rule.Step("Never", (_, _) => StepResult.Fail("never")));
        Assert.Equal((MappingFailureCode.Must, "never"), (failed.Failure.Code, failed.Failure.Message));

        var threw = Encode.Text("ab", rule => rule.Step("Broken", (_, _) => throw new NotSupportedException()));
        Assert.Equal(
            (MappingFailureCode.Convert, "The step Broken threw NotSupportedException."),
            (threw.Failure.Code, threw.Failure.Message)
        );
    }

    [Fact]
    public void Steps_LongChainOverLongText_KeepsEveryByte()
    {
        var text = new string('É', 100_000);

        var contact = Encode.Text(text, rule => rule.ToLower().ToUpper().ToLower().Convert(s => s + "X").ToLower().Trim());

        Assert.Equal(text.ToLowerInvariant() + "x", AttributeOf(contact));
    }

    private static string? AttributeOf(Encoded contact)
    {
        using var json = System.Text.Json.JsonDocument.Parse(contact.Bytes);
        return json.RootElement.GetProperty("attributes").GetProperty("V").GetString();
    }
}

internal static class OwnSteps
{
    public static TextRule<T> Replace<T>(this TextRule<T> rule, byte old, byte replacement) =>
        rule.Step(
            "Replace",
            (value, output) =>
            {
                if (!value.Contains(old))
                {
                    return StepResult.Unchanged;
                }

                var target = output.GetSpan(value.Length)[..value.Length];
                value.Replace(target, old, replacement);
                output.Advance(value.Length);
                return StepResult.Written;
            }
        );
}
