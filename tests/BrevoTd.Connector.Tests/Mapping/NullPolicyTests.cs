using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class NullPolicyTests
{
    private const string Absent = "absent";

    [Theory]
    [InlineData(NullPolicy.Omit, null, "omitted")]
    [InlineData(NullPolicy.Omit, "", "omitted")]
    [InlineData(NullPolicy.Omit, Absent, "omitted")]
    [InlineData(NullPolicy.Clear, null, "cleared")]
    [InlineData(NullPolicy.Clear, "", "omitted")]
    [InlineData(NullPolicy.Clear, Absent, "omitted")]
    [InlineData(NullPolicy.Fail, null, "null")]
    [InlineData(NullPolicy.Fail, "", "empty")]
    [InlineData(NullPolicy.Fail, Absent, "absent")]
    public void NullPolicy_AbsentNullAndEmpty_AreThreeThings(NullPolicy policy, string? value, string expected)
    {
        foreach (var perMap in new[] { true, false })
        {
            var contact = Encode.Contact(
                TestRows.Of(TestRows.Schema("v"), value),
                map =>
                {
                    map.Email(_ => "a@b.de");
                    var rule = map.Attribute("V", Column.Text(value == Absent ? "w" : "v"));
                    if (perMap)
                    {
                        map.NullPolicy(policy);
                    }
                    else
                    {
                        map.NullPolicy(NullPolicy.Omit);
                        rule.WhenNull(policy);
                    }
                }
            );

            switch (expected)
            {
                case "omitted":
                    Assert.Equal(Encode.WithoutAttribute, contact.Json);
                    Assert.False(contact.Record.ClearsValues);
                    break;
                case "cleared":
                    Assert.Equal(Encode.WithAttribute("\"\""), contact.Json);
                    Assert.True(contact.Record.ClearsValues);
                    break;
                default:
                    Assert.Equal(MappingFailureCode.Null, contact.Failure.Code);
                    Assert.Equal(expected, contact.Failure.ValueKind);
                    break;
            }
        }
    }

    [Fact]
    public void Required_NoValue_FailsWhateverTheNullPolicy()
    {
        foreach (var value in new[] { null, "", "  " })
        {
            var contact = Encode.Text(value, rule => rule.Required().Trim().WhenNull(NullPolicy.Clear));
            Assert.Equal(MappingFailureCode.Required, contact.Failure.Code);
        }

        Assert.Equal(Encode.WithAttribute("\"x\""), Encode.Text(null, rule => rule.Required().Default("x")).Json);
    }

    [Fact]
    public void NullPolicyClear_OfTheMap_NeverClearsEmailOrExternalIdButPhones()
    {
        var contact = Encode.Contact(
            0,
            map =>
            {
                map.NullPolicy(NullPolicy.Clear);
                map.Email(_ => null);
                map.ExternalId(_ => "1");
                map.Sms(_ => null);
            }
        );

        Assert.Equal("""{"attributes":{"EXT_ID":"1","SMS":""}}""", contact.Json);
        Assert.True(contact.Record.Phone.IsEmpty);
        Assert.True(contact.Record.ClearsValues);
    }

    [Fact]
    public void ClearsValues_RecordAfterIt_IsNotAffected()
    {
        var encoder = ContactMap
            .From<string?>(map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("V", v => v).WhenNull(NullPolicy.Clear);
            })
            .CreateEncoder();

        Assert.True(Encode.With(encoder, null).Record.ClearsValues);
        Assert.False(Encode.With(encoder, "x").Record.ClearsValues);
    }
}
