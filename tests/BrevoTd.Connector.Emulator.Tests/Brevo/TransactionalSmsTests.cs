using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class TransactionalSmsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    // reference derived: /send answers {messageId}, /sms also reference, smsCount and credits; section 8: SMS events
    [Fact]
    public async Task Send_ByEitherEndpoint_IsDeliveredAndLogged()
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = new FakeTimeProvider(s_now));

        var sent = (
            await brevo.PostAsync("transactionalSMS/send", """{"sender":"Shop","recipient":"+33612345678","content":"Hi","tag":"t1"}""")
        ).Expect(HttpStatusCode.Created);
        var receipt = (
            await brevo.PostAsync(
                "transactionalSMS/sms",
                $$"""{"sender":"3399","recipient":"0033612345678","content":"{{new string('x', 161)}}","tag":["t1","t2"]}"""
            )
        ).Expect(HttpStatusCode.Created);

        Assert.True(sent.GetProperty("messageId").GetInt64() > 0);
        Assert.Equal(2, receipt.GetProperty("smsCount").GetInt32());
        Assert.Equal(997, receipt.GetProperty("remainingCredits").GetDouble());
        var id = receipt.GetProperty("messageId").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        brevo.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Replied, reply: "STOP");
        var events = (await brevo.GetAsync("transactionalSMS/statistics/events?sort=asc")).Expect(HttpStatusCode.OK).GetProperty("events");
        Assert.Equal(
            ["sent", "accepted", "delivered", "sent", "accepted", "delivered", "replies"],
            events.EnumerateArray().Select(e => e.GetProperty("event").GetString())
        );
        Assert.Equal(
            $$"""{"phoneNumber":"33612345678","date":"2026-11-24T12:00:00.000Z","messageId":"{{id}}","event":"replies","reply":"STOP","tag":"t1"}""",
            events[6].GetRawText()
        );
        Assert.Equal(
            1,
            (await brevo.GetAsync("transactionalSMS/statistics/events?event=replies&phoneNumber=33612345678"))
                .Json.GetProperty("events")
                .GetArrayLength()
        );
        Assert.Equal(
            """{"range":"2026-11-24|2026-11-24","requests":2,"delivered":2,"hardBounces":0,"softBounces":0,"blocked":0,"unsubscribed":0,"replied":1,"accepted":2,"rejected":0,"skipped":0}""",
            (await brevo.GetAsync("transactionalSMS/statistics/aggregatedReport")).Body
        );
        Assert.Equal(
            1,
            (await brevo.GetAsync("transactionalSMS/statistics/reports?tag=t2"))
                .Json.GetProperty("reports")[0]
                .GetProperty("requests")
                .GetInt32()
        );
    }

    [Theory]
    [InlineData("""{"sender":"TwelveLetter","recipient":"33612345678","content":"Hi"}""", "invalid_parameter")]
    [InlineData("""{"sender":"My Shop","recipient":"33612345678","content":"Hi"}""", "invalid_parameter")]
    [InlineData("""{"sender":"Shop","recipient":"0612345678x","content":"Hi"}""", "invalid_parameter")]
    [InlineData("""{"sender":"Shop","recipient":"33612345678"}""", "missing_parameter")]
    [InlineData("""{"sender":"Shop","recipient":"33612345678","templateId":9}""", "invalid_parameter")]
    [InlineData("""{"sender":"Shop","recipient":"33612345678","content":"Hi","tag":[""]}""", "invalid_parameter")]
    public async Task Send_WhatTheDocumentForbids_IsRefused(string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.PostAsync("transactionalSMS/send", body)).ExpectError(400, code);
    }

    // reference derived: a template overrides the content; reference section 4: 402 not_enough_credits
    [Fact]
    public async Task Send_FromATemplate_UntilCreditsAreUsedUp()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var id = brevo.Brevo.AddSmsTemplate("Code", "Your code is {{params.code}}");
        var body = $$"""{"sender":"Shop","recipient":"33612345678","templateId":{{id}},"content":"ignored","params":{"code":1234} }""";

        (await brevo.PostAsync("transactionalSMS/send", body)).Expect(HttpStatusCode.Created);
        Assert.Equal("Your code is 1234", Assert.Single(brevo.Brevo.GetMessages()).TextContent);
        Assert.Equal(
            "Code",
            (await brevo.GetAsync("transactionalSMS/templates")).Json.GetProperty("templates")[0].GetProperty("name").GetString()
        );

        var huge = $$"""{"sender":"Shop","recipient":"33612345678","content":"{{new string('x', 160 * 1000)}}"}""";
        (await brevo.PostAsync("transactionalSMS/send", huge)).ExpectError(402, "not_enough_credits");
        Assert.Single(brevo.Brevo.GetMessages());
    }

    // reference derived, /whatsapp: by template or text; events with the sender's number
    [Fact]
    public async Task WhatsApp_SentAndRead_IsLogged()
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = new FakeTimeProvider(s_now));

        var id = (
            await brevo.PostAsync("whatsapp/sendMessage", """{"senderNumber":"85264318721","contactNumbers":["33612345678"],"text":"Hi"}""")
        )
            .Expect(HttpStatusCode.Created)
            .GetProperty("messageId")
            .GetString()!;
        brevo.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Opened);

        var events = (await brevo.GetAsync("whatsapp/statistics/events?sort=asc&contactNumber=33612345678")).Json.GetProperty("events");
        Assert.Equal(["sent", "delivered", "read"], events.EnumerateArray().Select(e => e.GetProperty("event").GetString()));
        Assert.Equal("85264318721", events[0].GetProperty("senderNumber").GetString());
        (await brevo.PostAsync("whatsapp/sendMessage", """{"senderNumber":"85264318721","contactNumbers":["33612345678"]}""")).ExpectError(
            400,
            "missing_parameter"
        );
    }
}
