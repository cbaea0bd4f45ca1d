using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class FailureTests
{
    private static readonly TdSchema s_schema = TestRows.Schema("email", "ltv double", "phone");

    private static ContactMap<TdRow> Map(Action<ContactMapBuilder<TdRow>>? more = null) =>
        ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email")).MustBeEmail();
            map.Attribute("LTV", Column.Double("ltv")).Must(v => v >= 0, "LTV must not be negative");
            map.Sms(Column.Text("phone")).ToE164("FR");
            map.Attribute("BROKEN", row => row.Text("nowhere"));
            more?.Invoke(map);
        });

    [Fact]
    public void Encode_SeveralRulesFail_AllAreCollected()
    {
        var contact = Encode.With(Map().CreateEncoder(), TestRows.Of(s_schema, "secret", -1.0, "secret"), number: 77);

        Assert.Equal(EncodeOutcome.Failed, contact.Record.Outcome);
        Assert.Equal(
            [
                ("email", "email", MappingFailureCode.InvalidEmail),
                ("attributes.LTV", "ltv", MappingFailureCode.Must),
                ("attributes.SMS", "phone", MappingFailureCode.InvalidPhone),
                ("attributes.BROKEN", null, MappingFailureCode.WrongType),
            ],
            contact.Record.Failures.Select(failure => (failure.Target, failure.Source, failure.Code))
        );
        Assert.All(contact.Record.Failures, failure => Assert.Equal(77, failure.RecordNumber));
        Assert.All(contact.Record.Failures, failure => Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal));
        Assert.Empty(contact.Bytes);
    }

    [Fact]
    public void Encode_AfterAFailure_NextRecordIsClean()
    {
        var encoder = ContactMap.From<TdRow>(map => map.Email(Column.Text("email")).MustBeEmail()).CreateEncoder();

        var failed = Encode.With(encoder, TestRows.Of(s_schema, "x", null, null));
        var next = Encode.With(encoder, TestRows.Of(s_schema, "a@b.de", null, null));

        Assert.Single(failed.Record.Failures);
        Assert.Equal("""{"email":"a@b.de"}""", next.Json);
        Assert.Empty(next.Record.Failures);
    }

    [Fact]
    public void IncludeValuesInFailures_Asked_CarriesValuesButDoesNotPrintThem()
    {
        var contact = Encode.With(Map(map => map.IncludeValuesInFailures()).CreateEncoder(), TestRows.Of(s_schema, "secret", -1.5, "12"));

        Assert.Equal(["secret", "-1.5", "12", null], contact.Record.Failures.Select(failure => failure.Value));
        Assert.All(contact.Record.Failures, failure => Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FailurePolicy.DeadLetter)]
    [InlineData(FailurePolicy.Skip)]
    public void OnFailure_SkipOrDeadLetter_NothingIsThrown(FailurePolicy policy)
    {
        var encoder = Map(map => map.OnFailure(policy)).CreateEncoder();

        var contact = Encode.With(encoder, TestRows.Of(s_schema, null, null, null));

        Assert.Equal(EncodeOutcome.Failed, contact.Record.Outcome);
        Assert.Equal(policy, encoder.OnFailure);
    }

    [Fact]
    public void OnFailure_Throw_ThrowsWithEveryFailureAndWithoutValues()
    {
        var encoder = Map(map => map.OnFailure(FailurePolicy.Throw)).CreateEncoder();

        var exception = Assert.Throws<MappingException>(() => Encode.With(encoder, TestRows.Of(s_schema, "secret", -1.0, null), 5));

        Assert.Equal(3, exception.Failures.Count);
        Assert.Contains("record 5", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, encoder.GetStatistics().Failed);
    }

    [Fact]
    public void OnFailure_NotSaid_IsDeadLetter() => Assert.Equal(FailurePolicy.DeadLetter, Map().CreateEncoder().OnFailure);

    [Fact]
    public void GetStatistics_MixedRecords_AddUp()
    {
        var encoder = ContactMap
            .From<int>(map =>
            {
                map.SkipWhen(n => n % 10 == 0, "tens");
                map.SkipWhen(n => n % 7 == 0, "sevens");
                map.Email(n => n % 3 == 0 ? null : "a@b.de").Required();
                map.Attribute("N", n => n).Must(n => n % 2 == 0, "odd").OrDrop();
            })
            .CreateEncoder();

        for (var n = 1; n <= 70; n++)
        {
            Encode.With(encoder, n, n);
        }

        var statistics = encoder.GetStatistics();
        Assert.Equal(70, statistics.Read);
        Assert.Equal(7, statistics.SkippedByReason["tens"]);
        Assert.Equal(9, statistics.SkippedByReason["sevens"]);
        Assert.Equal(16, statistics.Skipped);
        Assert.Equal(statistics.Failed, statistics.FailuresByCode["required"]);
        Assert.Equal(70 - 16, statistics.Encoded + statistics.Failed);
        Assert.Equal(
            Enumerable.Range(1, 70).Count(n => n % 10 != 0 && n % 7 != 0 && n % 2 == 1),
            statistics.DroppedByTarget["attributes.N"]
        );
    }

    [Fact]
    public void Functions_ThatThrow_AreFailuresOfTheirRule()
    {
        var contact = Encode.Contact(
            0,
            map =>
            {
                map.Email(string? (_) => throw new FormatException());
                map.Attribute("A", long? (_) => throw new FormatException());
                map.Attribute("B", _ => "x").When(_ => throw new FormatException());
                map.Attribute("C", _ => 1).Must(_ => throw new FormatException(), "m");
                map.Attribute("D", _ => 1.5).Convert(double? (_) => throw new FormatException());
            }
        );

        Assert.Equal(
            ["email", "attributes.A", "attributes.B", "attributes.C", "attributes.D"],
            contact.Record.Failures.Select(failure => failure.Target)
        );
        Assert.All(contact.Record.Failures, failure => Assert.Equal(MappingFailureCode.Convert, failure.Code));
    }
}
