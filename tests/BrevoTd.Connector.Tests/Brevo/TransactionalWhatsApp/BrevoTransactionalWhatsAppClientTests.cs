using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Brevo.TransactionalEmails;

namespace BrevoTd.Connector.Tests.Brevo.TransactionalWhatsApp;

public sealed class BrevoTransactionalWhatsAppClientTests
{
    private static readonly SendWhatsAppMessageRequest s_message = new()
    {
        SenderNumber = "85264318721",
        ContactNumbers = ["33639980015"],
        TemplateId = 7,
    };

    // reference section 13: the sample of the document has numbers where its types say text
    [Fact]
    public async Task ListEventsAsync_NumbersInPlaceOfTexts_AreReadAsTexts()
    {
        await using var stub = MessageStub.Answering(
            200,
            """{"events":[{"contactNumber":919876543211,"date":"2017-03-12T12:30:00Z","messageId":"23befbae","event":"soft-bounce","reason":"x","senderNumber":"919876543210"}]}"""
        );

        var events = new List<WhatsAppEvent>();
        await foreach (var e in stub.Client.TransactionalWhatsApp.ListEventsAsync())
        {
            events.Add(e);
        }

        var only = Assert.Single(events);
        Assert.Equal(("919876543211", "919876543210", WhatsAppEventType.SoftBounce), (only.ContactNumber, only.SenderNumber, only.Event));
        Assert.Equal("10000", stub.Sent[0].Query("limit"));
    }

    [Theory]
    [InlineData("nothing", "needs a TemplateId, or a Text")]
    [InlineData("both", "Brevo ignores Text")]
    [InlineData("params", "the message has none")]
    [InlineData("nobody", "Fill ContactNumbers")]
    [InlineData("plus", "ContactNumbers[0]")]
    [InlineData("sender", "SenderNumber")]
    public async Task SendAsync_WhatBrevoWouldRefuseOrLeaveOut_SaysWhatToChange(string what, string remedy)
    {
        await using var stub = MessageStub.Answering(201, """{"messageId":"23befbae"}""");
        var request = what switch
        {
            "nothing" => s_message with { TemplateId = null },
            "both" => s_message with { Text = "Hi" },
            "params" => s_message with { TemplateId = null, Text = "Hi", Params = new JsonObject() },
            "nobody" => s_message with { ContactNumbers = [] },
            "plus" => s_message with { ContactNumbers = ["+33639980015"] },
            _ => s_message with { SenderNumber = "" },
        };

        var e = await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.TransactionalWhatsApp.SendAsync(request));

        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Sent);
        Assert.Equal("23befbae", (await stub.Client.TransactionalWhatsApp.SendAsync(s_message)).MessageId);
    }
}
