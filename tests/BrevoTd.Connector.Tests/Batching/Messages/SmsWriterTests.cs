using System.Net;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Tests.Brevo;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Batching.Messages;

public sealed class SmsWriterTests
{
    private sealed record Person(string Phone, string? Text = null);

    private static readonly SmsMap<Person> s_map = SmsMap.From<Person>(map => map.To(person => person.Phone));

    private static readonly SmsMap<Person> s_texts = SmsMap.From<Person>(map =>
    {
        map.To(person => person.Phone);
        map.Content(person => person.Text);
    });

    private static SmsWriterOptions Options =>
        new()
        {
            Sender = "Shop",
            Content = "Hello",
            MaxConcurrentCalls = 1,
        };

    [Fact]
    public async Task Messages_AreOneRequestEachWithTheExactBytes()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "transactionalSMS/send", 201, """{"messageId":1}""");
        await using var writer = wire.Client.TransactionalSms.CreateWriter(
            s_map,
            new()
            {
                Sender = "Shop",
                TemplateId = 7,
                IsMarketing = true,
                MaxConcurrentCalls = 1,
            }
        );

        var report = await writer.WriteAllAsync([new Person("33600000001"), new Person("+33600000002")]);

        Assert.Equal(2, report.Delivered);
        Assert.Equal("brevo.transactional_sms.send", report.SinkName);
        Assert.Equal(
            [
                """{"sender":"Shop","templateId":7,"type":"marketing","recipient":"33600000001"}""",
                """{"sender":"Shop","templateId":7,"type":"marketing","recipient":"+33600000002"}""",
            ],
            wire.Server.LogEntries.Select(entry => entry.RequestMessage!.Body)
        );
    }

    [Fact]
    public async Task Messages_WithTextsOfTheirOwn_CarryThem()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "transactionalSMS/send", 201, """{"messageId":1}""");
        await using var writer = wire.Client.TransactionalSms.CreateWriter(s_texts, new() { Sender = "Shop" });

        await writer.WriteAllAsync([new Person("33600000001", "Hi")]);

        Assert.Equal("""{"sender":"Shop","recipient":"33600000001","content":"Hi"}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task Messages_WithEveryKindOfAnswer_EachHaveTheirOwnOutcome()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.Created, """{"messageId":1}""")
            .Then(HttpStatusCode.BadRequest, """{"code":"invalid_parameter","message":"no"}""")
            .Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.Created, """{"messageId":2}""");
        await using var writer = new BrevoTransactionalSmsClient(pipeline.Transport).CreateWriter(s_map, Options);

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 4).Select(i => new Person($"3360000000{i}")));

        // What got lost is never sent again: four requests for four messages.
        Assert.Equal(4, pipeline.Handler.Seen.Count);
        Assert.Equal(2, report.Delivered);
        Assert.Equal(1, report.RejectedByCause["invalid_parameter"]);
        Assert.Equal(1, report.UnverifiedByCause["no_answer"]);
    }

    [Fact]
    public async Task Messages_WithoutCredits_StopTheWriterAndTheRestIsNotSent()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline
            .Handler.Then(HttpStatusCode.Created, """{"messageId":1}""")
            .Then(HttpStatusCode.PaymentRequired, """{"code":"not_enough_credits","message":"no"}""");
        await using var writer = new BrevoTransactionalSmsClient(pipeline.Transport).CreateWriter(s_map, Options);
        foreach (var i in Enumerable.Range(1, 5))
        {
            await writer.WriteAsync(new Person($"3360000000{i}"));
        }

        var report = await writer.CompleteAsync();

        Assert.Equal(2, pipeline.Handler.Seen.Count);
        Assert.Equal((1L, 4L), (report.Delivered, report.DeadLettered));
        Assert.NotNull(report.StopReason);
    }

    [Fact]
    public async Task Messages_ToOneNumber_AreAllSent()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "transactionalSMS/send", 201, """{"messageId":1}""");
        await using var writer = wire.Client.TransactionalSms.CreateWriter(s_map, Options);

        var report = await writer.WriteAllAsync([new Person("33600000001"), new Person("33600000001")]);

        Assert.Equal((2L, 2), (report.Delivered, wire.Server.LogEntries.Count));
    }

    [Fact]
    public async Task CreateWriter_WithOptionsThatBrevoRefusesOrIgnores_Throws()
    {
        await using var wire = BrevoWire.Start();
        var sms = wire.Client.TransactionalSms;
        var withParams = SmsMap.From<Person>(map =>
        {
            map.To(person => person.Phone);
            map.Params(fields => fields.Field("text", person => person.Text));
        });

        Assert.Throws<ArgumentException>(() => sms.CreateWriter(s_map, new() { Content = "x" }));
        Assert.Throws<ArgumentException>(() => sms.CreateWriter(s_map, new() { Sender = "Shop" }));
        Assert.Throws<ArgumentException>(() =>
            sms.CreateWriter(
                s_map,
                new()
                {
                    Sender = "Shop",
                    Content = "x",
                    TemplateId = 1,
                }
            )
        );
        Assert.Throws<ArgumentException>(() => sms.CreateWriter(s_texts, new() { Sender = "Shop", Content = "x" }));
        Assert.Throws<ArgumentException>(() => sms.CreateWriter(s_texts, new() { Sender = "Shop", TemplateId = 1 }));
        Assert.Throws<ArgumentException>(() => sms.CreateWriter(withParams, new() { Sender = "Shop", Content = "x" }));
    }
}
