using System.Buffers;
using System.Text;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping.Messages;

public sealed class SmsMapTests
{
    private sealed record Person(string? Phone, string? Text = null, string? Name = null);

    private static readonly SmsMap<Person> s_texts = SmsMap.From<Person>(map =>
    {
        map.To(person => person.Phone).ToE164("FR");
        map.Content(person => person.Text);
    });

    [Fact]
    public void Encode_NumberAndText_WritesThem()
    {
        var (encoded, json) = Encode(s_texts, new Person("06 12 34 56 78", "Hello \"you\""));

        Assert.Equal("""{"recipient":"+33612345678","content":"Hello \"you\""}""", json);
        Assert.Equal("+33612345678", json.Substring(encoded.Key.Start, encoded.Key.Length));
        Assert.Equal(encoded.Key, encoded.Phone);
    }

    [Fact]
    public void Encode_Params_WritesThemBehindTheRecipient()
    {
        var map = SmsMap.From<Person>(map =>
        {
            map.Params(fields => fields.Field("name", person => person.Name));
            map.To(person => person.Phone);
        });

        Assert.Equal("""{"recipient":"33612345678","params":{"name":"Ann"}}""", Encode(map, new Person("33612345678", Name: "Ann")).Json);
        Assert.Equal("""{"recipient":"33612345678"}""", Encode(map, new Person("33612345678")).Json);
    }

    [Theory]
    [InlineData(null, "text", "required")]
    [InlineData("0612345678", null, "required")]
    [InlineData("12345", "text", "invalid_phone")]
    public void Encode_WithoutNumberOrText_Fails(string? phone, string? text, string code)
    {
        var (encoded, _) = Encode(s_texts, new Person(phone, text));

        Assert.Equal(EncodeOutcome.Failed, encoded.Outcome);
        Assert.Equal(code, Assert.Single(encoded.Failures).Code.Value);
    }

    [Theory]
    [InlineData("123456", true)]
    [InlineData("+123456789012345", true)]
    [InlineData("12345", false)]
    [InlineData("1234567890123456", false)]
    [InlineData("33 612", false)]
    [InlineData("++33612345", false)]
    [InlineData("call me", false)]
    public void Encode_Number_MustBeOneThatBrevoTakes(string phone, bool isTaken)
    {
        var map = SmsMap.From<Person>(map => map.To(person => person.Phone));

        var (encoded, _) = Encode(map, new Person(phone));

        Assert.Equal(isTaken, encoded.Outcome == EncodeOutcome.Encoded);
        Assert.All(encoded.Failures, failure => Assert.DoesNotContain(phone, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_WithoutRecipient_SaysSo()
    {
        var map = SmsMap.From<Person>(map => map.Content(person => person.Text));

        Assert.Contains("Add To", Assert.Single(map.Check().Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Include_AnotherMap_TakesItsRules()
    {
        var map = SmsMap.From<Person>(map => map.Include(s_texts));

        Assert.Equal("""{"recipient":"+33612345678","content":"x"}""", Encode(map, new Person("0612345678", "x")).Json);
    }

    private static (EncodedRecord Encoded, string Json) Encode(SmsMap<Person> map, Person person)
    {
        var output = new ArrayBufferWriter<byte>();
        var encoded = map.CreateEncoder().Encode(person, 1, output);
        return (encoded, Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
