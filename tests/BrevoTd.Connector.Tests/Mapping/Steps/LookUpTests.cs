using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class LookUpTests
{
    private static readonly Dictionary<string, string> s_countries = new() { ["Deutschland"] = "DE", ["Österreich"] = "AT" };

    [Theory]
    [InlineData("Deutschland", "DE")]
    [InlineData("Österreich", "AT")]
    public void Map_KnownKey_GivesItsText(string value, string expected) =>
        Assert.Equal(Encode.WithAttribute($"\"{expected}\""), Encode.Text(value, rule => rule.Map(s_countries)).Json);

    [Fact]
    public void Map_UnknownKey_FollowsTheRuleForIt()
    {
        var failed = Encode.Text("deutschland", rule => rule.Map(s_countries));

        Assert.Equal(MappingFailureCode.UnknownKey, failed.Failure.Code);
        Assert.DoesNotContain("deutschland", failed.Failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(Encode.WithAttribute("\"France\""), Encode.Text("France", rule => rule.Map(s_countries, UnknownKey.Keep)).Json);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text("France", rule => rule.Map(s_countries, UnknownKey.Omit)).Json);
        Assert.Equal(Encode.WithAttribute("\"??\""), Encode.Text("France", rule => rule.Map(s_countries, "??")).Json);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text(null, rule => rule.Map(s_countries, "??")).Json);
    }

    [Fact]
    public void Map_DictionaryThatChangesLater_WasCopied()
    {
        var values = new Dictionary<string, string> { ["a"] = "1" };
        var contact = Encode.Text(
            "a",
            rule =>
            {
                rule.Map(values);
                values.Clear();
            }
        );

        Assert.Equal(Encode.WithAttribute("\"1\""), contact.Json);
    }

    [Fact]
    public void Map_ManyKeys_AllAreFound()
    {
        var values = Enumerable.Range(0, 5_000).ToDictionary(n => $"key {n} ü", n => (long)n);
        var map = ContactMap.From<int>(map =>
        {
            map.Email(_ => "a@b.de");
            map.Attribute("V", n => $"key {n} ü").Map(values, -1);
        });
        var encoder = map.CreateEncoder();

        Assert.All(Enumerable.Range(0, 5_000), n => Assert.Equal(Encode.WithAttribute($"{n}"), Encode.With(encoder, n).Json));
        Assert.Equal(Encode.WithAttribute("-1"), Encode.With(encoder, 5_000).Json);
    }

    [Fact]
    public void Map_ToOtherTypes_ContinuesWithTheirRules()
    {
        Assert.Equal(
            Encode.WithAttribute("true"),
            Encode.Text("Y", rule => rule.Map(new Dictionary<string, bool> { ["Y"] = true, ["N"] = false })).Json
        );
        Assert.Equal(
            Encode.WithAttribute("6"),
            Encode.Text("gold", rule => rule.Map(new Dictionary<string, long> { ["gold"] = 3 }, UnknownKey.Omit).Scale(2)).Json
        );
        Assert.Equal(Encode.WithAttribute("\"gold\""), Number(3, rule => rule.Map(new Dictionary<long, string> { [3] = "gold" })));
        Assert.Equal(Encode.WithAttribute("\"-\""), Number(4, rule => rule.Map(new Dictionary<long, string> { [3] = "gold" }, "-")));
        Assert.Equal(Encode.WithAttribute("30"), Number(3, rule => rule.Map(new Dictionary<long, long> { [3] = 30 })));
        Assert.Equal(Encode.WithAttribute("4"), Number(4, rule => rule.Map(new Dictionary<long, long> { [3] = 30 }, UnknownKey.Keep)));
        Assert.Equal(Encode.WithAttribute("0"), Number(4, rule => rule.Map(new Dictionary<long, long> { [3] = 30 }, 0)));
        Assert.Equal(
            """{"email":"a@b.de","attributes":{"V":"no"}}""",
            Encode
                .Contact(
                    TestRows.Of(TestRows.Schema("v boolean"), false),
                    map =>
                    {
                        map.Email(_ => "a@b.de");
                        map.Attribute("V", Column.Boolean("v")).Map("yes", "no");
                    }
                )
                .Json
        );
    }

    private static string Number(long value, Action<NumberRule<TdRow, long>> steps) =>
        Encode
            .Contact(
                TestRows.Of(TestRows.Schema("v bigint"), value),
                map =>
                {
                    map.Email(_ => "a@b.de");
                    steps(map.Attribute("V", Column.Int64("v")));
                }
            )
            .Json;
}
