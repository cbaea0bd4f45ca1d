using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

public class MessageMapTests
{
    private sealed record Person(string? Email, string? Name = null);

    private sealed record Message(Person?[] To)
    {
        public List<Person> Copies { get; init; } = [];
    }

    private static Encoded Version<T>(T record, Action<MessageMapBuilder<T>> configure) =>
        Encode.With(MessageMap.From(configure).CreateEncoder(), record);

    [Fact]
    public void Encode_OneRecipient_WritesTheDocumentedShape()
    {
        var encoded = Version(
            new Person("Jimmy@example.com", "Jimmy"),
            map =>
            {
                map.To(to =>
                {
                    to.Email(x => x.Email).ToLower().MustBeEmail();
                    to.Name(x => x.Name);
                });
                map.Params(p => p.Field("name", x => x.Name));
                map.Subject(_ => "We are happy to be working with you");
            }
        );

        Assert.Equal(
            """{"subject":"We are happy to be working with you","to":[{"email":"jimmy@example.com","name":"Jimmy"}],"params":{"name":"Jimmy"}}""",
            encoded.Json
        );
        Assert.Equal("jimmy@example.com", encoded.At(encoded.Record.Key));
    }

    [Fact]
    public void Encode_EveryPart_IsWritten()
    {
        var encoded = Version(
            new Message([new("a@b.de", "A"), new(null, "nobody"), null, new("c@d.de")]) { Copies = [new("e@f.de"), new(null)] },
            map =>
            {
                map.To(_ => "first@b.de");
                map.To(_ => null);
                map.To(
                    x => x.To,
                    to =>
                    {
                        to.Name(x => x!.Name);
                        to.Email(x => x!.Email);
                    }
                );
                map.Cc(x => x.Copies, cc => cc.Email(x => x.Email));
                map.Bcc(bcc =>
                {
                    bcc.Email(_ => null);
                    bcc.Name(_ => "nobody");
                });
                map.ReplyTo(reply =>
                {
                    reply.Email(_ => "answers@b.de");
                    reply.Name(_ => "Answers");
                });
                map.HtmlContent(_ => "<p>é</p>");
                map.TextContent(_ => "é");
                map.Params(p => p.List("items", _ => new[] { 1, 2 }, item => item.Field("n", n => n)));
            }
        );

        Assert.Equal(
            """{"htmlContent":"<p>é</p>","textContent":"é","to":[{"email":"first@b.de"},{"name":"A","email":"a@b.de"},{"email":"c@d.de"}],"cc":[{"email":"e@f.de"}],"replyTo":{"email":"answers@b.de","name":"Answers"},"params":{"items":[{"n":1},{"n":2}]}}""",
            encoded.Json
        );
        Assert.Equal("first@b.de", encoded.At(encoded.Record.Key));
    }

    [Fact]
    public void Encode_ReplyToWithoutAddress_IsLeftOut()
    {
        var encoded = Version(
            0,
            map =>
            {
                map.To(_ => "a@b.de");
                map.ReplyTo(reply => reply.Name(_ => "Answers"));
            }
        );

        Assert.Equal("""{"to":[{"email":"a@b.de"}]}""", encoded.Json);
    }

    [Fact]
    public void Encode_NoRecipientLeft_Fails()
    {
        var encoded = Version(new Message([new(null)]), map => map.To(x => x.To, to => to.Email(x => x!.Email)));

        Assert.Equal(("to", MappingFailureCode.Required), (encoded.Failure.Target, encoded.Failure.Code));
    }

    [Fact]
    public void Encode_FailedRecipient_IsNamedOrDropped()
    {
        var message = new Message([new("a@b.de"), new("nonsense")]);

        var failed = Version(message, map => map.To(x => x.To, to => to.Email(x => x!.Email).MustBeEmail()));
        var dropped = Version(message, map => map.To(x => x.To, to => to.Email(x => x!.Email).MustBeEmail()).OrDrop());
        var onlyFailed = Version(
            new Message([new("nonsense")]),
            map => map.To(x => x.To, to => to.Email(x => x!.Email).MustBeEmail()).OrDrop()
        );

        Assert.Equal(("to[1].email", MappingFailureCode.InvalidEmail), (failed.Failure.Target, failed.Failure.Code));
        Assert.Equal("""{"to":[{"email":"a@b.de"}]}""", dropped.Json);
        Assert.Equal(("to", MappingFailureCode.Required), (onlyFailed.Failure.Target, onlyFailed.Failure.Code));
    }

    [Theory]
    [InlineData(98, true)]
    [InlineData(99, false)]
    public void Encode_ManyRecipients_CountsThemAll(int recipients, bool fits)
    {
        var message = new Message([.. Enumerable.Range(0, recipients).Select(n => new Person($"{n}@b.de"))]) { Copies = [new("c@d.de")] };

        var encoded = Version(
            message,
            map =>
            {
                map.To(x => x.To, to => to.Email(x => x!.Email));
                map.Cc(x => x.Copies, cc => cc.Email(x => x.Email));
                map.ReplyTo(reply => reply.Email(_ => "answers@b.de"));
            }
        );

        Assert.Equal(fits, encoded.Record.Outcome == EncodeOutcome.Encoded);
        if (!fits)
        {
            Assert.Equal(("to", MappingFailureCode.TooLarge), (encoded.Failure.Target, encoded.Failure.Code));
        }
    }

    [Fact]
    public void Encode_TooLongNamesAndParams_Fail()
    {
        var encoded = Version(
            new string('x', 100_000),
            map =>
            {
                map.To(to =>
                {
                    to.Email(_ => "a@b.de");
                    to.Name(x => x[..71]);
                });
                map.Params(p => p.Field("text", x => x));
            }
        );

        Assert.Equal(
            [("to[0].name", MappingFailureCode.TooLarge), ("params", MappingFailureCode.TooLarge)],
            encoded.Record.Failures.Select(failure => (failure.Target, failure.Code))
        );
    }

    [Fact]
    public void Check_NoRecipientRule_IsAProblem()
    {
        var check = MessageMap.From<string>(map => map.Subject(x => x)).Check();

        var problem = Assert.Single(check.Problems);
        Assert.Equal((MappingProblemCode.TargetMissing, "to"), (problem.Code, problem.Target));
    }
}
