using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class SplitTests
{
    [Theory]
    [InlineData("red, green ,blue", """["red","green","blue"]""")]
    [InlineData("red", """["red"]""")]
    [InlineData(",red,,", """["red"]""")]
    [InlineData("Zoë,\"x\"", """["Zoë","\"x\""]""")]
    public void Split_Text_IsAListOfItsParts(string value, string expected) =>
        Assert.Equal(Encode.WithAttribute(expected), Encode.Text(value, rule => rule.ToLower().Convert(_ => value).Split(",")).Json);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ,")]
    public void Split_NothingBetweenSeparators_IsNotWritten(string? value) =>
        Assert.Equal(Encode.WithoutAttribute, Encode.Text(value, rule => rule.Split(",")).Json);

    [Fact]
    public void Split_PartsBeyondUtf8_BecomeTheReplacementCharacter() =>
        Assert.Equal(
            Encode.WithAttribute("""["a","\uFFFD"]"""),
            Encode.Text(new byte[] { (byte)'a', (byte)'|', 0xFF }, rule => rule.Split("|")).Json
        );

    [Fact]
    public void Split_StepsBeforeIt_FailTheRule()
    {
        var contact = Encode.Text("no address", rule => rule.MustBeEmail().Split(","));

        Assert.Equal((MappingFailureCode.InvalidEmail, "v"), (contact.Failure.Code, contact.Failure.Source));
        Assert.Equal(MappingFailureCode.Required, Encode.Text(" ", rule => rule.Trim().Split(",").Required()).Failure.Code);
    }

    [Fact]
    public void Split_InARowMap_IsAProblemOfTheMap()
    {
        var map = RowMap.From<TdRow>(map =>
        {
            map.Time(_ => DateTimeOffset.UnixEpoch);
            map.Column("tags", Column.Text("tags")).Split(",");
        });

        var problem = Assert.Single(map.Check().Problems);

        Assert.Equal((MappingProblemCode.Contradiction, "tags"), (problem.Code, problem.Target));
    }

    [Fact]
    public void Split_OfAnIdentifier_IsAProblemOfTheMap()
    {
        var map = ContactMap.From<TdRow>(map => map.Email(Column.Text("emails")).Split(";"));

        Assert.Equal(MappingProblemCode.Contradiction, Assert.Single(map.Check(null, null).Problems).Code);
    }

    [Fact]
    public void Describe_Split_ShowsTheStepsThatMadeTheList()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("TAGS", Column.Text("tags")).Trim().Split(",");
        });

        Assert.Contains("Split", map.Describe().ToString(), StringComparison.Ordinal);
        Assert.Equal(["MAP001"], map.Check(TestRows.Schema("email"), null).Problems.Select(problem => problem.Code.Value));
        Assert.Contains(
            "red",
            map.Explain(TestRows.Of(TestRows.Schema("email", "tags"), "a@b.de", "red"), showValues: true).ToString(),
            StringComparison.Ordinal
        );
    }
}
