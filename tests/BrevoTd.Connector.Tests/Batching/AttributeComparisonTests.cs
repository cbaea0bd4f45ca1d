using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class AttributeComparisonTests
{
    private static readonly ContactAttribute[] s_definitions =
    [
        new()
        {
            Name = "TIER",
            Enumeration =
            [
                new() { Value = 1, Label = "Bronze" },
                new()
                {
                    Value = 0,
                    ValueText = "au",
                    Label = "Gold",
                },
            ],
        },
    ];

    [Theory]
    [InlineData("\"Ada\"", "\"Ada\"")]
    [InlineData("\" Ada \"", "\"Ada\"")]
    [InlineData("12.50", "12.5")]
    [InlineData("12", "\"12.0\"")]
    [InlineData("\"0.1\"", "0.1")]
    [InlineData("true", "true")]
    [InlineData("\"true\"", "true")]
    [InlineData("1", "true")]
    [InlineData("\"2020-02-01\"", "\"2020-02-01\"")]
    [InlineData("\"2020-02-01\"", "\"2020-02-01T00:00:00.000Z\"")]
    [InlineData("\"01/02/2020\"", "\"2020-02-01\"")]
    [InlineData("[\"a\",\"b\"]", "[\"b\",\"a\"]")]
    [InlineData("\"a,b\"", "[\"a\",\"b\"]")]
    [InlineData("null", "\"kept\"")]
    [InlineData("\"\"", "\"kept\"")]
    public void Compare_SameValueInAnotherForm_IsEqual(string sent, string stored) => Assert.Equal("", Compare("X", sent, stored));

    [Theory]
    [InlineData("\"Ada\"", "\"ada\"")]
    [InlineData("12", "13")]
    [InlineData("true", "false")]
    [InlineData("\"2020-02-01\"", "\"2020-02-02\"")]
    [InlineData("[\"a\",\"b\"]", "[\"a\"]")]
    public void Compare_AnotherValue_IsDifferent(string sent, string stored) => Assert.Equal("different X", Compare("X", sent, stored));

    [Theory]
    [InlineData("\"Ada\"", null)]
    [InlineData("false", "null")]
    [InlineData("0", "\"\"")]
    public void Compare_NoValue_IsIgnored(string sent, string? stored) => Assert.Equal("ignored X", Compare("X", sent, stored));

    [Theory]
    [InlineData("\"\"", "\"kept\"", "different X")]
    [InlineData("\"\"", null, "")]
    [InlineData("\"\"", "\"\"", "")]
    public void Compare_Clearing_ExpectsNothing(string sent, string? stored, string expected) =>
        Assert.Equal(expected, Compare("X", sent, stored, clears: true));

    [Theory]
    [InlineData("\"Bronze\"", "1", "")]
    [InlineData("1", "\"1\"", "")]
    [InlineData("\"gold\"", "\"au\"", "")]
    [InlineData("\"Gold\"", "1", "different TIER")]
    [InlineData("\"Platinum\"", "1", "different TIER")]
    public void Compare_OptionOfACategory_KnowsNumberCodeAndLabel(string sent, string stored, string expected) =>
        Assert.Equal(expected, Compare("TIER", sent, stored));

    [Fact]
    public void Compare_OptionWithoutTheAccountsAttributes_IsLeftInPeace() =>
        Assert.Equal("", Compare("TIER", "\"Gold\"", "2", definitions: null));

    [Theory]
    [InlineData("SMS", "\"+33 6 12 34 56 78\"", "\"33612345678\"", "")]
    [InlineData("SMS", "\"+33612345678\"", "\"33612345679\"", "different SMS")]
    public void Compare_PhoneNumber_ByItsDigits(string name, string sent, string stored, string expected) =>
        Assert.Equal(expected, Compare(name, sent, stored));

    [Fact]
    public void Compare_ExternalIdBesideTheAttributes_IsFound()
    {
        List<string> ignored = [],
            different = [];
        new AttributeComparison(s_definitions).Compare(
            """{"attributes":{"EXT_ID":"e1","firstname":"Ada"}}"""u8.ToArray(),
            clears: false,
            new Contact
            {
                ExternalId = "e1",
                Attributes = new Dictionary<string, AttributeValue> { ["FIRSTNAME"] = "Ada" },
            },
            ignored,
            different
        );

        Assert.Empty(ignored.Concat(different));
    }

    private static string Compare(string name, string sent, string? stored, bool clears = false) =>
        Compare(name, sent, stored, s_definitions, clears);

    private static string Compare(
        string name,
        string sent,
        string? stored,
        IReadOnlyList<ContactAttribute>? definitions,
        bool clears = false
    )
    {
        var contact = JsonSerializer.Deserialize(
            stored is null ? """{"attributes":{}}""" : "{\"attributes\":{\"" + name + "\":" + stored + "}}",
            BrevoJsonContext.Default.Contact
        )!;
        List<string> ignored = [],
            different = [];
        new AttributeComparison(definitions).Compare(
            Encoding.UTF8.GetBytes("{\"email\":\"e\",\"attributes\":{\"" + name + "\":" + sent + "}}"),
            clears,
            contact,
            ignored,
            different
        );
        return string.Join(' ', ignored.Select(each => "ignored " + each).Concat(different.Select(each => "different " + each)));
    }
}
