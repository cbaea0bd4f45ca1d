using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class DescribeTests
{
    private static readonly ContactMap<TdRow> s_map = ContactMap.From<TdRow>(map =>
    {
        map.Email(Column.Text("email")).Trim().ToLower().Required();
        map.Attribute("VIP", Column.Boolean("vip"));
        map.Attribute("LTV", Column.Double("ltv")).WhenNull(NullPolicy.Clear).Must(v => v >= 0, "m").OrDrop();
        map.Attribute("NAME|X", row => row.TextOrNull("name")).When(_ => true).When(_ => true);
        map.Sms(Column.Text("phone")).ToE164("FR");
        map.SkipWhen(row => row.Boolean("opted_out"), "opted out");
        map.OnFailure(FailurePolicy.Skip);
        map.MaxFailures(1000);
        map.MaxFailureRatio(0.05, afterRecords: 200);
    });

    [Fact]
    public void Describe_Rules_AreTakenAsWritten()
    {
        var description = s_map.Describe();

        Assert.Equal(
            [
                "email ← email (text), Trim, ToLower",
                "attributes.VIP ← vip (boolean)",
                "attributes.LTV ← ltv (number), Must",
                "attributes.NAME|X ← function",
                "attributes.SMS ← phone (text), ToE164(FR)",
            ],
            description.Rules.Select(rule => rule.ToString())
        );
        Assert.Equal(
            [NullPolicy.Omit, NullPolicy.Fail, NullPolicy.Clear, NullPolicy.Omit, NullPolicy.Omit],
            description.Rules.Select(rule => rule.NullPolicy)
        );
        Assert.True(description.Rules[0].IsRequired);
        Assert.True(description.Rules[2].IsDropped);
        Assert.Equal(2, description.Rules[3].ConditionCount);
        Assert.Equal(["opted out"], description.SkipReasons);
        Assert.Equal((FailurePolicy.Skip, 1000L, 0.05), (description.OnFailure, description.MaxFailures, description.MaxFailureRatio));
    }

    [Fact]
    public void Describe_ToString_IsAnAlignedTable()
    {
        Assert.Equal(
            """
            ContactMap.From<TdRow>
            target             source         steps          writes   no value         on failure   applies
            -----------------  -------------  -------------  -------  ---------------  -----------  ----------------------
            email              email (text)   Trim, ToLower  text     fail (required)  fail record  always
            attributes.VIP     vip (boolean)                 boolean  fail             fail record  always
            attributes.LTV     ltv (number)   Must           number   clear            drop value   always
            attributes.NAME|X  function                      text     omit             fail record  when 2 conditions hold
            attributes.SMS     phone (text)   ToE164(FR)     text     omit             fail record  always
            Skipped before all rules: opted out.
            A record on which a rule fails is left out.
            The run ends when more than 1000 records fail.
            The run ends when more than 5 % of the records fail.
            """.ReplaceLineEndings("\n"),
            s_map.Describe().ToString()
        );
    }

    [Fact]
    public void Describe_ToMarkdown_IsATableWhoseCellsAreEscaped()
    {
        var lines = s_map.Describe().ToMarkdown().Split('\n');

        Assert.Equal("| target | source | steps | writes | no value | on failure | applies |", lines[2]);
        Assert.Equal("| --- | --- | --- | --- | --- | --- | --- |", lines[3]);
        Assert.Equal("| email | email (text) | Trim, ToLower | text | fail (required) | fail record | always |", lines[4]);
        Assert.StartsWith("| attributes.NAME\\|X |", lines[7], StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_RowMap_NamesWhatTheColumnsHold()
    {
        var map = RowMap.From<int>(map =>
        {
            map.Time(_ => DateTimeOffset.UnixEpoch);
            map.Column("n", n => n).Default(3);
        });

        Assert.Equal(["time ← function", "n ← function, Default(3)"], map.Describe().Rules.Select(rule => rule.ToString()));
        Assert.Equal(["timestamp", "integer"], map.Describe().Rules.Select(rule => rule.Type));
    }

    [Fact]
    public void Describe_StepsOfEveryKind_ShowTheirArguments()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("A", Column.Text("a").At("b").At(0)).Replace("-", "").Truncate(10).Default("a text that is longer than that");
            map.Attribute("B", Column.Decimal("b")).Scale(0.01m).Clamp(0, 9.5m).Round(2).Default(1.5m);
            map.Attribute("C", Column.Timestamp("c")).InTimeZone("UTC").ToDate();
            map.Attribute("D", Column.Text("d")).Coalesce(Column.Text("e")).WhenEmpty(EmptyPolicy.Keep);
        });

        Assert.Equal(
            [
                "attributes.A ← a.b[0] (text), Replace('-', ''), Truncate(10), Default('a text that is longer th…')",
                "attributes.B ← b (decimal), Scale(0.01), Clamp(0, 9.5), Round(2), Default(1.5)",
                "attributes.C ← c (timestamp), InTimeZone(UTC), ToDate",
                "attributes.D ← d (text), Coalesce(e)",
            ],
            map.Describe().Rules.Skip(1).Select(rule => rule.ToString())
        );
        Assert.Equal(EmptyPolicy.Keep, map.Describe().Rules[4].EmptyPolicy);
        Assert.Contains("omit, empty: keep", map.Describe().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_MapWithMistakes_WorksAllTheSame() =>
        Assert.Single(ContactMap.From<int>(map => map.Attribute("A", _ => "a")).Describe().Rules);
}
