using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class ExplainTests
{
    private static readonly TdSchema s_schema = TestRows.Schema(
        "email",
        "id bigint",
        "name",
        "ltv double",
        "phone",
        "born date",
        "vip boolean"
    );

    private static ContactMap<TdRow> Map(Action<ContactMapBuilder<TdRow>>? more = null) =>
        ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email")).Trim().ToLower().Required();
            map.ExternalId(Column.Int64("id"));
            map.Attribute("NAME", Column.Text("name")).Default("there");
            map.Attribute("LTV", Column.Double("ltv")).Must(v => v >= 0, "LTV must not be negative");
            map.Sms(Column.Text("phone")).ToE164("FR").OrDrop();
            map.Attribute("BORN", Column.Date("born")).WhenNull(NullPolicy.Clear);
            map.Attribute("FULL", row => row.TextOrNull("name")).When(row => row.BooleanOrNull("vip") == true);
            more?.Invoke(map);
        });

    private static string Steps(MapExplanation explanation, string target) =>
        string.Join("; ", explanation.Rules.Single(rule => rule.Target == target).Steps);

    private static RuleOutcome Outcome(MapExplanation explanation, string target) =>
        explanation.Rules.Single(rule => rule.Target == target).Outcome;

    [Fact]
    public void Explain_Row_TellsWhatEveryStepMadeOfIt()
    {
        var explanation = Map().Explain(TestRows.Of(s_schema, " Änn@Example.com ", 123, null, -1.5, "12", null, false));

        Assert.Equal(EncodeOutcome.Failed, explanation.Outcome);
        Assert.Equal(
            "email (text): text, 17 characters; Trim: text, 15 characters; ToLower: text, 15 characters",
            Steps(explanation, "email")
        );
        Assert.Equal("id (integer): integer, 3 digits", Steps(explanation, "ext_id"));
        Assert.Equal("name (text): null; Default('there'): text, 5 characters", Steps(explanation, "attributes.NAME"));
        Assert.Equal("ltv (number): number; Must: failed (must)", Steps(explanation, "attributes.LTV"));
        Assert.Equal("phone (text): text, 2 characters; ToE164(FR): failed (invalid_phone)", Steps(explanation, "attributes.SMS"));
        Assert.Equal("born (date): null", Steps(explanation, "attributes.BORN"));
        Assert.Equal(
            [
                RuleOutcome.Written,
                RuleOutcome.Written,
                RuleOutcome.Written,
                RuleOutcome.Failed,
                RuleOutcome.Dropped,
                RuleOutcome.Cleared,
                RuleOutcome.NotApplied,
            ],
            explanation.Rules.Select(rule => rule.Outcome)
        );
        Assert.Equal("LTV must not be negative", explanation.Rules[3].Message);
        Assert.Contains("phone number", explanation.Rules[4].Message, StringComparison.Ordinal);
        Assert.Equal("attributes.LTV", Assert.Single(explanation.Failures).Target);
    }

    [Fact]
    public void Explain_ToString_ShowsNoValueUnlessAsked()
    {
        var row = TestRows.Of(s_schema, "secret@example.com", 424242, "Secretname", 77.25, "+33612345678", "1989-02-01", true);

        var masked = Map().Explain(row).ToString();
        var shown = Map().Explain(row, showValues: true).ToString();

        foreach (var value in new[] { "secret@example.com", "424242", "Secretname", "77.25", "33612345678", "1989" })
        {
            Assert.DoesNotContain(value, masked, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(value, shown, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Explain_ToString_IsOneBlockPerRule()
    {
        var text = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("email")).Trim();
                map.Attribute("LTV", Column.Double("ltv")).Must(v => v >= 0, "LTV must not be negative");
            })
            .Explain(TestRows.Of(s_schema, "a@b.de", null, null, -1.0, null, null, null))
            .ToString();

        Assert.Equal(
            """
            ContactMap.From<TdRow>: failed, 1 failure
            email: written
              email (text)  text, 6 characters
              Trim          text, 6 characters
            attributes.LTV: failed
              ltv (number)  number
              Must          failed (must)
              LTV must not be negative
            """.ReplaceLineEndings("\n"),
            text
        );
    }

    [Fact]
    public void Explain_ConvertedRule_NamesTheConversionAndTheStepsBehindIt()
    {
        var explanation = Map(map =>
                map.Attribute("AGE", Column.Text("name"))
                    .Trim()
                    .Convert(text => (long?)text.Length)
                    .Must(age => age > 2, "too short")
                    .Default(1)
            )
            .Explain(TestRows.Of(s_schema, "a@b.de", 1, " xyz ", 1.0, null, null, null));

        Assert.Equal(
            "name (text): text, 5 characters; Trim: text, 3 characters; Convert: integer, 1 digit; Must: integer, 1 digit; Default(1): integer, 1 digit",
            Steps(explanation, "attributes.AGE")
        );
    }

    [Fact]
    public void Explain_RegionFromTheRecord_IsAStep()
    {
        var map = ContactMap.From<TdRow>(map => map.Sms(Column.Text("phone")).Trim().ToE164(row => "FR").Default("+33600000000"));

        Assert.Equal(
            "phone (text): text, 10 characters; Trim: text, 10 characters; ToE164: text, 12 characters; Default('+33600000000'): text, 12 characters",
            Steps(map.Explain(TestRows.Of(s_schema, null, null, null, null, "0612345678", null, null)), "attributes.SMS")
        );
    }

    [Fact]
    public void Explain_OrDropWithDefaultBehind_IsWritten()
    {
        var explanation = ContactMap
            .From<string>(map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("A", x => x).MustBeEmail().OrDrop().Default("none");
            })
            .Explain("x");

        Assert.Equal(RuleOutcome.Written, Outcome(explanation, "attributes.A"));
        Assert.Equal(
            "function: text, 1 character; MustBeEmail: failed (invalid_email); Default('none'): text, 4 characters",
            Steps(explanation, "attributes.A")
        );
    }

    [Fact]
    public void Explain_SkippedRecord_SaysWhyAndLooksAtNoRule()
    {
        var map = ContactMap.From<string>(map =>
        {
            map.Email(x => x);
            map.SkipWhen(x => x.Length == 0, "empty");
        });

        var explanation = map.Explain("");

        Assert.Equal((EncodeOutcome.Skipped, "empty"), (explanation.Outcome, explanation.SkipReason));
        Assert.Empty(explanation.Rules);
        Assert.Contains("skipped, empty", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_NoIdentifier_IsToldBesideTheRules()
    {
        var explanation = ContactMap.From<string?>(map => map.Email(x => x)).Explain(null);

        Assert.Equal(RuleOutcome.Omitted, Outcome(explanation, "email"));
        Assert.Equal(MappingFailureCode.NoIdentifier, Assert.Single(explanation.Failures).Code);
        Assert.Contains("no_identifier", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_MapThatThrowsOrIsLimited_ExplainsAllTheSame()
    {
        var map = ContactMap.From<string>(map =>
        {
            map.Email(x => x).MustBeEmail();
            map.OnFailure(FailurePolicy.Throw);
            map.MaxFailures(0);
        });

        Assert.Equal(EncodeOutcome.Failed, map.Explain("x").Outcome);
    }

    [Fact]
    public void Explain_ConditionThatThrows_IsAFailureOfItsRule()
    {
        var explanation = ContactMap
            .From<string>(map =>
            {
                map.Email(x => x);
                map.Attribute("A", x => x).When(_ => throw new FormatException("secret"));
            })
            .Explain("a@b.de");

        Assert.Equal(RuleOutcome.Failed, Outcome(explanation, "attributes.A"));
        Assert.DoesNotContain("secret", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_GroupOfColumns_TellsEachColumn()
    {
        var explanation = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("email"));
                map.Attributes(Column.Matching("*").Except("email", "id"));
            })
            .Explain(TestRows.Of(s_schema, "a@b.de", 1, "Ann", null, null, "1989-02-01", "x"));

        Assert.Equal(
            [
                "email: Written",
                "attributes.(* except email, id): Failed",
                "attributes.NAME: Written",
                "attributes.LTV: Omitted",
                "attributes.PHONE: Omitted",
                "attributes.BORN: Written",
                "attributes.VIP: Failed",
            ],
            explanation.Rules.Select(rule => rule.ToString())
        );
        Assert.Equal("name (text): text, 3 characters", Steps(explanation, "attributes.NAME"));
    }

    [Fact]
    public void Explain_SeveralSourcesAndConversions_AreSteps()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("A", Column.Text("name")).Trim().Coalesce(Column.Text("phone")).ToUpper();
            map.Attribute("B", Column.Text("born")).ParseDate("yyyy-MM-dd").Format("dd.MM.yyyy").Default("none");
            map.Attribute("C", Column.Text("phone")).Map(new Dictionary<string, long> { ["12"] = 7 });
        });

        var explanation = map.Explain(TestRows.Of(s_schema, "a@b.de", 1, null, null, "12", "1989-02-01", null));

        Assert.Equal(
            "name (text): null; Trim: null; Coalesce(phone): text, 2 characters; ToUpper: text, 2 characters",
            Steps(explanation, "attributes.A")
        );
        Assert.Equal(
            "born (text): text, 10 characters; ParseDate(yyyy-MM-dd): date; Format(dd.MM.yyyy): text, 10 characters; Default('none'): text, 10 characters",
            Steps(explanation, "attributes.B")
        );
        Assert.Equal("phone (text): text, 2 characters; Map: integer, 1 digit", Steps(explanation, "attributes.C"));
    }

    [Fact]
    public void Explain_EmptyTextThatIsKept_IsWritten()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("A", Column.Text("name")).Trim().WhenEmpty(EmptyPolicy.Keep);
            map.Attribute("B", Column.Text("name")).Trim().WhenEmpty(EmptyPolicy.Null).WhenNull(NullPolicy.Clear);
            map.Attribute("C", Column.Text("name")).Trim();
        });

        var explanation = map.Explain(TestRows.Of(s_schema, "a@b.de", 1, " ", null, null, null, null));

        Assert.Equal(
            [RuleOutcome.Written, RuleOutcome.Cleared, RuleOutcome.Omitted],
            explanation.Rules.Skip(1).Select(rule => rule.Outcome)
        );
        Assert.Equal("name (text): text, 1 character; Trim: empty text", Steps(explanation, "attributes.A"));
    }

    [Fact]
    public void Explain_RowMap_TellsItsSteps()
    {
        var map = RowMap.From<string>(map =>
        {
            map.Time(_ => (long?)1_700_000_000);
            map.Column("name", x => x).ToUpper();
        });

        var explanation = map.Explain("ann", showValues: true);

        Assert.Equal("function: integer, 10 digits: 1700000000", explanation.Rules[0].Steps[0].ToString());
        Assert.Equal("function: text, 3 characters: ann; ToUpper: text, 3 characters: ANN", Steps(explanation, "name"));
    }

    [Fact]
    public void Explain_AnyRow_AgreesWithTheEncoder()
    {
        var map = Map(map => map.OnFailure(FailurePolicy.Skip));
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            object? Pick(params object?[] values) => values[random.Next(values.Length)];
            var row = TestRows.Of(
                s_schema,
                Pick(null, "", " ", "a@b.de", 5),
                Pick(null, 1, "x"),
                Pick(null, "", "Ann"),
                Pick(null, 1.0, -1.0, "x", double.NaN),
                Pick(null, "0612345678", "1"),
                Pick(null, "2026-01-31", "x"),
                Pick(null, true, "x")
            );

            var encoded = Encode.With(map.CreateEncoder(), row).Record;
            var explanation = map.Explain(row);

            Assert.Equal(encoded.Outcome, explanation.Outcome);
            Assert.Equal(
                encoded.Failures.Select(failure => failure.ToString()),
                explanation.Failures.Select(failure => failure.ToString())
            );
            Assert.Equal(
                encoded.Failures.Select(failure => failure.Target).Where(target => target != "contact"),
                explanation
                    .Rules.Where(rule => rule.Outcome == RuleOutcome.Failed)
                    .Select(rule => rule.Target)
                    .OrderBy(target => target != "email")
            );
        }
    }
}
