using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class BlockListTests
{
    private const string Message =
        """{"sender":{"email":"shop@example.com"},"to":[{"email":"ada@example.com"}],"subject":"Hello","htmlContent":"<p>Hi</p>"}""";

    // reference derived, GET /smtp/blockedContacts: a hard bounce and a complaint block an address, an unsubscription for its sender
    [Theory]
    [InlineData(BrevoEmulatorMessageEvent.HardBounce, "hardBounce", true)]
    [InlineData(BrevoEmulatorMessageEvent.Spam, "contactFlaggedAsSpam", true)]
    [InlineData(BrevoEmulatorMessageEvent.Unsubscribed, "unsubscribedViaEmail", false)]
    public async Task Record_WhatBlocks_BlocksTheNextMessage(BrevoEmulatorMessageEvent kind, string code, bool forAllSenders)
    {
        await using var brevo = await BrevoHttp.StartAsync(o =>
            o.TimeProvider = new FakeTimeProvider(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero))
        );
        var id = (await brevo.PostAsync("smtp/email", Message)).Json.GetProperty("messageId").GetString()!;
        brevo.Brevo.RecordMessageEvent(id, kind);

        var blocked = (await brevo.GetAsync("smtp/blockedContacts")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, blocked.GetProperty("count").GetInt32());
        var entry = blocked.GetProperty("contacts")[0];
        Assert.Equal(code, entry.GetProperty("reason").GetProperty("code").GetString());
        Assert.Equal("2026-11-24T12:00:00.000Z", entry.GetProperty("blockedAt").GetString());
        Assert.Equal(forAllSenders ? null : "shop@example.com", entry.GetProperty("senderEmail").GetString());

        (await brevo.PostAsync("smtp/email", Message)).Expect(HttpStatusCode.Created);
        (await brevo.PostAsync("smtp/email", Message.Replace("shop@", "other@", StringComparison.Ordinal))).Expect(HttpStatusCode.Created);
        var ends = brevo.Brevo.GetMessages().Select(message => message.Events[^1]).ToList();
        Assert.Equal(BrevoEmulatorMessageEvent.Blocked, ends[1]);
        Assert.Equal(forAllSenders ? BrevoEmulatorMessageEvent.Blocked : BrevoEmulatorMessageEvent.Delivered, ends[2]);
    }

    [Fact]
    public async Task Bounce_OfADeadAddress_IsForgottenByDeleteHardbounces()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.BounceMessagesTo("ada@example.com");
        (await brevo.PostAsync("smtp/email", Message)).Expect(HttpStatusCode.Created);
        Assert.Equal(
            [BrevoEmulatorMessageEvent.Sent, BrevoEmulatorMessageEvent.HardBounce],
            Assert.Single(brevo.Brevo.GetMessages()).Events
        );
        brevo.Brevo.BlockContact("ada@example.com");
        brevo.Brevo.DeliverMessagesTo("ada@example.com");

        (await brevo.PostAsync("smtp/deleteHardbounces", """{"contactEmail":"eve@example.com"}""")).ExpectNothing(HttpStatusCode.NoContent);
        Assert.Equal(2, (await brevo.GetAsync("smtp/blockedContacts")).Json.GetProperty("count").GetInt32());
        (await brevo.PostAsync("smtp/deleteHardbounces", """{"startDate":"2020-01-01"}""")).ExpectError(400, "missing_parameter");
        (await brevo.PostAsync("smtp/deleteHardbounces", "{}")).ExpectNothing(HttpStatusCode.NoContent);
        var left = (await brevo.GetAsync("smtp/blockedContacts")).Json;
        Assert.Equal("adminBlocked", left.GetProperty("contacts")[0].GetProperty("reason").GetProperty("code").GetString());

        (await brevo.DeleteAsync("smtp/blockedContacts/ada%40example.com")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.DeleteAsync("smtp/blockedContacts/ada%40example.com")).ExpectError(404, "document_not_found");
        (await brevo.DeleteAsync("smtp/blockedContacts/ada")).ExpectError(400, "invalid_parameter");
        (await brevo.PostAsync("smtp/email", Message)).Expect(HttpStatusCode.Created);
        Assert.Equal(BrevoEmulatorMessageEvent.Delivered, brevo.Brevo.GetMessages()[^1].Events[^1]);
    }

    // reference derived: both dates or none, not in the future; limit 100; senders separated by commas
    [Fact]
    public async Task List_Filters_AreThoseOfTheReference()
    {
        await using var brevo = await BrevoHttp.StartAsync(o =>
            o.TimeProvider = new FakeTimeProvider(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero))
        );
        brevo.Brevo.BlockContact("a@example.com", "shop@example.com");
        brevo.Brevo.BlockContact("b@example.com", "news@example.com");

        Assert.Equal(
            1,
            (await brevo.GetAsync("smtp/blockedContacts?senders=other%40example.com,shop%40example.com"))
                .Json.GetProperty("count")
                .GetInt32()
        );
        Assert.Equal(
            2,
            (await brevo.GetAsync("smtp/blockedContacts?startDate=2026-11-24&endDate=2026-11-24")).Json.GetProperty("count").GetInt32()
        );
        Assert.Equal(
            0,
            (await brevo.GetAsync("smtp/blockedContacts?startDate=2026-11-22&endDate=2026-11-23")).Json.GetProperty("count").GetInt32()
        );
        (await brevo.GetAsync("smtp/blockedContacts?startDate=2026-11-22&endDate=2026-11-25")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync("smtp/blockedContacts?endDate=2026-11-22")).ExpectError(400, "missing_parameter");
        (await brevo.GetAsync("smtp/blockedContacts?limit=101")).ExpectError(400, "out_of_range");
    }

    [Fact]
    public async Task Domains_WholeLife_BlockTheirAddresses()
    {
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.PostAsync("smtp/blockedDomains", """{"domain":"Example.com"}""")).ExpectNothing(HttpStatusCode.Created);
        (await brevo.PostAsync("smtp/blockedDomains", """{"domain":"example.com"}""")).ExpectError(400, "duplicate_parameter");
        (await brevo.PostAsync("smtp/blockedDomains", """{"domain":"not a domain"}""")).ExpectError(400, "invalid_parameter");
        Assert.Equal("""{"domains":["example.com"]}""", (await brevo.GetAsync("smtp/blockedDomains")).Body);
        (await brevo.PostAsync("smtp/email", Message)).Expect(HttpStatusCode.Created);
        Assert.Equal(BrevoEmulatorMessageEvent.Blocked, brevo.Brevo.GetMessages()[^1].Events[^1]);

        (await brevo.DeleteAsync("smtp/blockedDomains/example.com")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.DeleteAsync("smtp/blockedDomains/example.com")).ExpectError(404, "document_not_found");
    }

    [Fact]
    public async Task Restart_WithAFolder_KeepsBlocksAndTemplates()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (var brevo = await BrevoHttp.StartAsync(o => o.Folder = folder))
            {
                brevo.Brevo.BlockContact("a@example.com", "shop@example.com", "contactFlaggedAsSpam");
                brevo.Brevo.BlockContact("b@example.com");
                (await brevo.DeleteAsync("smtp/blockedContacts/b%40example.com")).ExpectNothing(HttpStatusCode.NoContent);
                (await brevo.PostAsync("smtp/blockedDomains", """{"domain":"example.org"}""")).ExpectNothing(HttpStatusCode.Created);
                brevo.Brevo.AddEmailTemplate("T", "Hi {{params.name}}", "<p>Hello</p>");
                brevo.Brevo.AddSmsTemplate("S", "Your code");
            }

            await using (var brevo = await BrevoHttp.StartAsync(o => o.Folder = folder))
            {
                var entry = Assert.Single((await brevo.GetAsync("smtp/blockedContacts")).Json.GetProperty("contacts").EnumerateArray());
                Assert.Equal("shop@example.com", entry.GetProperty("senderEmail").GetString());
                Assert.Equal("contactFlaggedAsSpam", entry.GetProperty("reason").GetProperty("code").GetString());
                Assert.Equal("""{"domains":["example.org"]}""", (await brevo.GetAsync("smtp/blockedDomains")).Body);
                Assert.Equal("Hi {{params.name}}", (await brevo.GetAsync("smtp/templates/1")).Json.GetProperty("subject").GetString());
                Assert.Equal(
                    2,
                    (await brevo.GetAsync("transactionalSMS/templates")).Json.GetProperty("templates")[0].GetProperty("id").GetInt32()
                );
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
