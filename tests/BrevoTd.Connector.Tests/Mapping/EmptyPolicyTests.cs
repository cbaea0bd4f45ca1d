using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

public class EmptyPolicyTests
{
    [Fact]
    public void Absent_Default_WritesNothing()
    {
        var contact = Encode.Text("", rule => rule.Trim().WhenNull(NullPolicy.Clear));

        Assert.Equal(Encode.WithoutAttribute, contact.Json);
        Assert.False(contact.Record.ClearsValues);
    }

    [Fact]
    public void Null_EmptyText_FollowsTheNullPolicy()
    {
        var cleared = Encode.Text("  ", rule => rule.Trim().WhenEmpty(EmptyPolicy.Null).WhenNull(NullPolicy.Clear));

        Assert.Equal(Encode.WithAttribute("\"\""), cleared.Json);
        Assert.True(cleared.Record.ClearsValues);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text("", rule => rule.WhenEmpty(EmptyPolicy.Null)).Json);
        Assert.Equal(
            MappingFailureCode.Null,
            Encode.Text("", rule => rule.WhenEmpty(EmptyPolicy.Null).WhenNull(NullPolicy.Fail)).Failure.Code
        );
    }

    [Fact]
    public void Keep_EmptyText_IsWritten()
    {
        var contact = Encode.Text("", rule => rule.WhenEmpty(EmptyPolicy.Keep));

        Assert.Equal(Encode.WithAttribute("\"\""), contact.Json);
        // Brevo reads "" as "clear", which the request must allow.
        Assert.True(contact.Record.ClearsValues);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text(null, rule => rule.WhenEmpty(EmptyPolicy.Keep)).Json);
        Assert.Equal(MappingFailureCode.Required, Encode.Text("", rule => rule.WhenEmpty(EmptyPolicy.Keep).Required()).Failure.Code);
    }

    [Fact]
    public void Fail_EmptyText_FailsTheRule()
    {
        var failure = Encode.Text(" ", rule => rule.Trim().WhenEmpty(EmptyPolicy.Fail)).Failure;

        Assert.Equal((MappingFailureCode.Empty, "empty"), (failure.Code, failure.ValueKind));
        Assert.Contains("WhenEmpty", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text(null, rule => rule.WhenEmpty(EmptyPolicy.Fail)).Json);
        Assert.Equal(Encode.WithoutAttribute, Encode.Text("", rule => rule.WhenEmpty(EmptyPolicy.Fail).OrDrop()).Json);
        Assert.Equal(Encode.WithAttribute("\"x\""), Encode.Text("", rule => rule.WhenEmpty(EmptyPolicy.Fail).Default("x")).Json);
    }

    [Fact]
    public void EmptyPolicy_OfTheMap_HoldsForRulesWithoutTheirOwn()
    {
        var contact = Encode.Contact(
            "",
            map =>
            {
                map.EmptyPolicy(EmptyPolicy.Keep);
                map.Email(_ => "a@b.de");
                map.ExternalId(x => x);
                map.Attribute("A", x => x);
                map.Attribute("B", x => x).WhenEmpty(EmptyPolicy.Absent);
                map.Attribute("C", x => x).Convert(s => s.Length);
            }
        );

        Assert.Equal("""{"email":"a@b.de","attributes":{"A":""}}""", contact.Json);
    }

    [Fact]
    public void Keep_Identifier_IsAProblemOfTheMap()
    {
        var map = ContactMap.From<string>(map => map.Email(x => x).WhenEmpty(EmptyPolicy.Keep));

        Assert.Equal(MappingProblemCode.Contradiction, Assert.Single(map.Check(null, null).Problems).Code);
    }
}
