using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Brevo.TransactionalEmails;

namespace BrevoTd.Connector.Tests.Brevo.TransactionalSms;

public sealed class BrevoTransactionalSmsClientTests
{
    private static readonly SendSmsRequest s_message = new()
    {
        Sender = "Shop",
        Recipient = "+33639980014",
        Content = "Hi",
    };

    // The id is a number in the answer and a text in the events: one type joins them.
    [Fact]
    public async Task SendAsync_ThenListEventsAsync_GiveTheSameId()
    {
        await using var stub = new MessageStub(request =>
            request.Method == "POST" ? (201, """{"messageId":1511882900176220}""")
            : request.Query("offset") == "0"
                ? (
                    200,
                    """{"events":[{"phoneNumber":"0033639980014","date":"2026-05-20T12:30:00Z","messageId":"1511882900176220","event":"delivered"}]}"""
                )
            : (200, "{}")
        );

        var sent = await stub.Client.TransactionalSms.SendAsync(s_message with { Tags = ["code"] });
        var events = new List<SmsEvent>();
        await foreach (var e in stub.Client.TransactionalSms.ListEventsAsync())
        {
            events.Add(e);
        }

        Assert.Equal("1511882900176220", sent.MessageId);
        Assert.Equal(sent.MessageId, Assert.Single(events).MessageId);
        Assert.Equal(SmsEventType.Delivered, events[0].Event);
        Assert.Equal("""{"sender":"Shop","recipient":"\u002B33639980014","content":"Hi","tag":["code"]}""", stub.Sent[0].Body);
    }

    [Fact]
    public async Task SendWithReceiptAsync_OfTheDocumentedAnswer_ReadsWhatItCost()
    {
        await using var stub = MessageStub.Answering(
            201,
            """{"reference":"ab1cde2fgh3i4jklmno","messageId":1511882900176220,"smsCount":2,"usedCredits":0.7,"remainingCredits":82.85}"""
        );

        var receipt = await stub.Client.TransactionalSms.SendWithReceiptAsync(s_message);

        Assert.Equal(
            ("1511882900176220", "ab1cde2fgh3i4jklmno", 2, 0.7, 82.85),
            (receipt.MessageId, receipt.Reference, receipt.SmsCount, receipt.UsedCredits, receipt.RemainingCredits)
        );
    }

    [Fact]
    public async Task SendAsync_AnswerLost_IsNotRepeated()
    {
        await using var stub = MessageStub.Answering(201, """{"messageId":1}""").Losing("POST /transactionalSMS/send");

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => stub.Client.TransactionalSms.SendAsync(s_message));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Single(stub.Sent);
    }

    [Theory]
    [InlineData("Shop1234567", true)]
    [InlineData("Shop12345678", false)]
    [InlineData("123456789012345", true)]
    [InlineData("1234567890123456", false)]
    [InlineData("My Shop", false)]
    [InlineData("Größe", false)]
    [InlineData("", false)]
    public async Task SendAsync_Sender_IsCheckedByTheRulesOfTheReference(string sender, bool isTaken)
    {
        await using var stub = MessageStub.Answering(201, """{"messageId":1}""");

        var failure = await Record.ExceptionAsync(() => stub.Client.TransactionalSms.SendAsync(s_message with { Sender = sender }));

        Assert.Equal(isTaken, failure is null);
        Assert.Equal(isTaken, stub.Sent.Count == 1);
        Assert.True(failure is null or ArgumentException { ParamName: "request" });
    }

    [Theory]
    [InlineData("336399", true)]
    [InlineData("33639", false)]
    [InlineData("+123456789012345", true)]
    [InlineData("1234567890123456", false)]
    [InlineData("+33 6 39 98 00 14", false)]
    [InlineData("0033639980014", true)]
    public async Task SendAsync_Recipient_IsCheckedByTheRulesOfTheReference(string recipient, bool isTaken)
    {
        await using var stub = MessageStub.Answering(201, """{"messageId":1}""");

        var failure = await Record.ExceptionAsync(() => stub.Client.TransactionalSms.SendAsync(s_message with { Recipient = recipient }));

        Assert.Equal(isTaken, failure is null);
        Assert.DoesNotContain(recipient, failure?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "needs a Content or a TemplateId")]
    [InlineData("both", "Brevo ignores Content")]
    [InlineData("params", "Brevo ignores Params")]
    [InlineData("tags", "Brevo takes 10 tags")]
    [InlineData("tag", "tag without text")]
    [InlineData("url", "WebUrl is not an absolute")]
    public async Task SendAsync_WhatBrevoWouldRefuseOrLeaveOut_SaysWhatToChange(string what, string remedy)
    {
        await using var stub = MessageStub.Answering(201, """{"messageId":1}""");
        var request = what switch
        {
            "nothing" => s_message with { Content = null },
            "both" => s_message with { TemplateId = 7 },
            "params" => s_message with { Params = new JsonObject { ["a"] = 1 } },
            "tags" => s_message with { Tags = [.. Enumerable.Range(0, 11).Select(i => $"t{i}")] },
            "tag" => s_message with { Tags = [""] },
            _ => s_message with { WebUrl = new Uri("/hook", UriKind.Relative) },
        };

        var e = await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.TransactionalSms.SendAsync(request));

        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Sent);
    }
}
