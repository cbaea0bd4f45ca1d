using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class MapDefinitionTests
{
    private static MappingProblem Problem<T>(Action<ContactMapBuilder<T>> configure)
    {
        var exception = Assert.Throws<MapDefinitionException>(() => ContactMap.From(configure).CreateEncoder());
        return Assert.Single(exception.Problems);
    }

    [Fact]
    public void CreateEncoder_DuplicateTarget_ThrowsWithItsName()
    {
        var attribute = Problem<int>(map =>
        {
            map.Email(_ => "a@b.de");
            map.Attribute("NAME", _ => "a");
            map.Attribute("name", _ => "b");
        });
        var email = Problem<int>(map =>
        {
            map.Email(_ => "a@b.de");
            map.Email(_ => "c@d.de");
        });

        Assert.Equal((MappingProblemCode.DuplicateTarget, "attributes.name"), (attribute.Code, attribute.Target));
        Assert.Equal((MappingProblemCode.DuplicateTarget, "email"), (email.Code, email.Target));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void CreateEncoder_EmptyName_Throws(string name) =>
        Assert.Equal(
            MappingProblemCode.InvalidName,
            Problem<int>(map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute(name, _ => "a");
            }).Code
        );

    [Theory]
    [InlineData("EMAIL", "map.Email")]
    [InlineData("sms", "map.Sms")]
    [InlineData("EXT_ID", "map.ExternalId")]
    public void CreateEncoder_IdentifierAsAttribute_NamesItsOwnRule(string name, string rule)
    {
        var problem = Problem<int>(map =>
        {
            map.WhatsApp(_ => "+33612345678");
            map.Attribute(name, _ => "a");
        });

        Assert.Equal(MappingProblemCode.InvalidName, problem.Code);
        Assert.Contains(rule, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XX")]
    [InlineData("fr")]
    [InlineData("France")]
    [InlineData("")]
    public void ToE164_UnknownRegion_ThrowsWithTheRulesName(string region)
    {
        var problem = Problem<int>(map => map.Sms(_ => "1").ToE164(region));

        Assert.Equal((MappingProblemCode.UnknownRegion, "attributes.SMS"), (problem.Code, problem.Target));
    }

    [Fact]
    public void CreateEncoder_ColumnOfAPlainObject_SaysToUseAFunction()
    {
        var problem = Problem<string>(map => map.Email(Column.Text("email")));

        Assert.Equal(MappingProblemCode.ColumnOnObject, problem.Code);
        Assert.Contains("String", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateEncoder_NoIdentifier_Throws() =>
        Assert.Equal(MappingProblemCode.TargetMissing, Problem<int>(map => map.Attribute("A", _ => "a")).Code);

    [Fact]
    public void CreateEncoder_RequiredAndOrDrop_Contradict() =>
        Assert.Equal(MappingProblemCode.Contradiction, Problem<int>(map => map.Email(_ => "a").OrDrop().Required()).Code);

    [Fact]
    public void WhenNull_ClearOfAnIdentifier_Contradicts() =>
        Assert.Equal(MappingProblemCode.Contradiction, Problem<int>(map => map.Email(_ => "a").WhenNull(NullPolicy.Clear)).Code);

    [Fact]
    public void CreateEncoder_SeveralProblems_AreListedTogether()
    {
        var exception = Assert.Throws<MapDefinitionException>(() => new WrongMap().CreateEncoder());

        Assert.Equal(
            [MappingProblemCode.UnknownRegion, MappingProblemCode.DuplicateTarget, MappingProblemCode.InvalidName],
            exception.Problems.Select(problem => problem.Code)
        );
        Assert.Contains("WrongMap", exception.Message, StringComparison.Ordinal);
        Assert.Contains("attributes.A", exception.Message, StringComparison.Ordinal);
    }

    private sealed class WrongMap : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.Sms(Column.Text("phone")).ToE164("ZZ");
            map.Attribute("A", Column.Text("a"));
            map.Attribute("A", Column.Text("b"));
            map.Attribute("B", Column.Text(""));
        }
    }

    [Fact]
    public void Rule_UsedAfterConfigure_CannotBeChanged()
    {
        TextRule<int>? kept = null;
        var map = ContactMap.From<int>(map => kept = map.Email(_ => " a@b.de "));
        var encoder = map.CreateEncoder();

        Assert.Throws<InvalidOperationException>(() => kept!.Trim());
        Assert.Throws<InvalidOperationException>(() => kept!.Required());
        Assert.Equal("""{"email":" a@b.de "}""", Encode.With(encoder, 0).Json);
    }

    [Fact]
    public void TextRule_UsedAfterItsConversion_SaysToContinueWithTheOther()
    {
        var exception = Assert.Throws<InvalidOperationException>(() =>
            Encode.Text(
                "1",
                rule =>
                {
                    rule.Convert(s => long.Parse(s));
                    rule.Trim();
                }
            )
        );

        Assert.Contains("attributes.V", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configure_Throws_SameExceptionEveryTime()
    {
        var map = ContactMap.From<int>(_ => throw new NotSupportedException("x"));

        Assert.Throws<NotSupportedException>(() => map.CreateEncoder());
        Assert.Throws<NotSupportedException>(() => map.CreateEncoder());
    }
}
