using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoInboundEmailsClientTests
{
    private static readonly DateTimeOffset s_from = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ListAsync_WithFilters_NamesThem()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(
                """{"events":[{"date":"2017-03-11T12:30:00Z","recipient":"alexa@example.com","sender":"john@example.com","uuid":"1a825d56-029b-4a41-b8e4-1a825d56"}]}"""
            );

        var emails = await InboundEmails(pipeline)
            .ListAsync(
                new InboundEmailQuery
                {
                    Sender = "john@example.com",
                    From = s_from,
                    To = s_from.AddDays(30),
                }
            )
            .ReadAllAsync();

        Assert.Equal(new InboundEmailId("1a825d56-029b-4a41-b8e4-1a825d56"), Assert.Single(emails).Id);
        Assert.Equal(
            "inbound/events?sender=john@example.com&startDate=2026-10-01T00:00:00.000Z&endDate=2026-10-31T00:00:00.000Z&limit=500&offset=0&sort=asc",
            pipeline.Request().Path
        );
    }

    [Fact]
    public async Task ListAsync_OfAWindowThatBrevoRefuses_IsRefusedBeforeSending()
    {
        await using var pipeline = CrmWire.Start();
        var emails = InboundEmails(pipeline);

        Assert.Throws<ArgumentException>(() => emails.ListAsync(new InboundEmailQuery { To = s_from }));
        Assert.Throws<ArgumentException>(() => emails.ListAsync(new InboundEmailQuery { From = s_from, To = s_from.AddDays(-1) }));
        Assert.Throws<ArgumentException>(() =>
            emails.ListAsync(new InboundEmailQuery { From = s_from, To = s_from.AddDays(30).AddTicks(1) })
        );
    }

    [Fact]
    public async Task GetAsync_OfAnEmailThatIsNotProcessed_HasNoSubjectYet()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(
                """{"deliveredAt":null,"logs":[{"date":"2017-03-12T12:30:00Z","type":"received"},{"date":"2017-03-12T12:30:04Z","type":"newType"}],"receivedAt":"2017-03-12T12:30:00Z"}"""
            );

        var email = await InboundEmails(pipeline).GetAsync("u1");

        Assert.Null(email.Subject);
        Assert.Null(email.Attachments);
        Assert.Equal([InboundEmailLogType.Received, new InboundEmailLogType("newType")], email.Logs!.Select(log => log.Type!.Value));
    }

    [Fact]
    public async Task DownloadAttachmentAsync_OfAToken_CopiesTheFile()
    {
        await using var pipeline = CrmWire.Start().Answers("%PDF");
        using var destination = new MemoryStream();

        await InboundEmails(pipeline).DownloadAttachmentAsync("to/k+en", destination);
        await Assert.ThrowsAsync<ArgumentException>(() => InboundEmails(pipeline).DownloadAttachmentAsync("", destination));

        Assert.Equal("%PDF"u8.ToArray(), destination.ToArray());
        Assert.EndsWith("/v3/inbound/attachments/to%2Fk%2Ben", pipeline.Handler.Seen[0].Uri, StringComparison.Ordinal);
        Assert.Equal("*/*", pipeline.Handler.Seen[0].Headers["Accept"]);
    }

    [Fact]
    public async Task DownloadAttachmentAsync_OfNoSuchToken_DoesNotShowIt()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers("""{"code":"document_not_found","message":"no attachment"}""", System.Net.HttpStatusCode.NotFound);
        using var destination = new MemoryStream();

        var e = await Assert.ThrowsAsync<ServiceException>(() =>
            InboundEmails(pipeline).DownloadAttachmentAsync("download-token-1", destination)
        );

        Assert.DoesNotContain("download-token-1", e.ToString(), StringComparison.Ordinal);
        Assert.Empty(destination.ToArray());
    }

    private static BrevoInboundEmailsClient InboundEmails(Pipeline pipeline) => new(pipeline.Transport);
}
