using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.IntegrationTests.Brevo;

/// <summary>The client of transactional messages against the emulator.</summary>
public sealed class TransactionalMessagesTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly SendTransactionalEmailRequest s_message = new()
    {
        Sender = MessageSender.FromEmail("shop@example.com"),
        To = ["ada@example.com"],
        Subject = "Hello",
        HtmlContent = "<p>Hi</p>",
        Tags = ["welcome"],
    };

    private readonly FakeTimeProvider _clock = new(s_now);
    private ConnectorEmulator? _emulator;
    private ServiceProvider? _services;

    private BrevoEmulator Emulated => _emulator!.Brevo;

    [Fact]
    public async Task Send_StoredButNotAnswered_WithAKeyIsDeliveredOnce()
    {
        var brevo = await StartAsync();
        var lost = Emulated.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/smtp/email", Method = "POST", Times = 1 });

        var result = await brevo.TransactionalEmails.SendAsync(s_message with { IdempotencyKey = Guid.NewGuid() });

        Assert.Equal(1, lost.Hits);
        Assert.True(result.WasAcceptedBefore);
        Assert.Single(Emulated.GetMessages());
    }

    [Fact]
    public async Task Send_NeitherStoredNorAnswered_WithAKeyIsDeliveredAtTheRepeat()
    {
        var brevo = await StartAsync();
        Emulated.Faults.Add(FaultRule.NoAnswer() with { Path = "/v3/smtp/email", Method = "POST", Times = 2 });

        var result = await brevo.TransactionalEmails.SendAsync(s_message with { IdempotencyKey = Guid.NewGuid() });

        Assert.Equal(result.MessageId, Assert.Single(Emulated.GetMessages()).MessageId);
    }

    [Fact]
    public async Task Send_StoredButNotAnswered_WithoutAKeySaysThatTheOutcomeIsUnknown()
    {
        var brevo = await StartAsync();
        Emulated.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/smtp/email", Method = "POST", Times = 1 });

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => brevo.TransactionalEmails.SendAsync(s_message));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Single(Emulated.GetMessages());
    }

    [Fact]
    public async Task Schedule_StoredButNotAnswered_IsFoundAndCanBeCancelled()
    {
        var brevo = await StartAsync();
        Emulated.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/smtp/email", Method = "POST", Times = 1 });

        var result = await brevo.TransactionalEmails.SendAsync(s_message with { ScheduledAt = s_now.AddHours(1) });

        Assert.True(result.WasAcceptedBefore);
        var waiting = await AllAsync(brevo.TransactionalEmails.ListScheduledAsync(result.BatchId!.Value));
        Assert.Equal(ScheduledEmailStatus.Queued, Assert.Single(waiting).Status);
        await brevo.TransactionalEmails.DeleteScheduledBatchAsync(result.BatchId.Value);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(Emulated.GetMessages());
    }

    [Fact]
    public async Task Events_OfTwoYears_AreListedOnceInOrder()
    {
        var brevo = await StartAsync();
        var days = 0;
        for (; days < 700; days += 35)
        {
            await brevo.TransactionalEmails.SendAsync(s_message with { To = [$"p{days}@example.com"] });
            _clock.Advance(TimeSpan.FromDays(35));
        }

        var first = DateOnly.FromDateTime(s_now.UtcDateTime);
        var query = new TransactionalEmailEventQuery
        {
            Period = ReportPeriod.Between(first, first.AddDays(days)),
            Event = TransactionalEmailEventType.Delivered,
            Tags = ["welcome"],
        };
        var ascending = await AllAsync(brevo.TransactionalEmails.ListEventsAsync(query));
        var descending = await AllAsync(brevo.TransactionalEmails.ListEventsAsync(query with { Order = SortOrder.Descending }));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"p{i * 35}@example.com"), ascending.Select(e => e.Email));
        Assert.Equal(ascending.Select(e => e.Email).Reverse(), descending.Select(e => e.Email));
        Assert.All(ascending, e => Assert.Equal(("Hello", "shop@example.com", "welcome"), (e.Subject, e.From, e.Tag)));
    }

    [Fact]
    public async Task Template_FromCreationToReport_IsSeenByEveryMethod()
    {
        var brevo = await StartAsync();
        var id = await brevo.EmailTemplates.CreateAsync(
            new()
            {
                Name = "Receipt",
                Subject = "Order {{params.number}}",
                HtmlContent = "<p>Thank you, {{params.name}}</p>",
                Sender = MessageSender.FromEmail("shop@example.com", "Shop"),
                IsActive = true,
            }
        );
        Assert.Equal(
            "Order 7",
            (
                await brevo.EmailTemplates.PreviewAsync(
                    new()
                    {
                        TemplateId = id,
                        Params = new JsonObject { ["number"] = 7 },
                    }
                )
            ).Subject
        );

        var result = await brevo.TransactionalEmails.SendAsync(
            new()
            {
                TemplateId = id,
                MessageVersions =
                [
                    .. Enumerable
                        .Range(0, 1_000)
                        .Select(i => new MessageVersion
                        {
                            To = [$"p{i}@example.com"],
                            Params = new JsonObject { ["number"] = i, ["name"] = "P" },
                        }),
                ],
            }
        );
        Emulated.RecordMessageEvent(result.MessageIds![3], BrevoEmulatorMessageEvent.HardBounce, reason: "no such user");

        Assert.Equal(1_000, result.MessageIds!.Count);
        var sent = await AllAsync(brevo.TransactionalEmails.ListAsync(new() { TemplateId = id }));
        Assert.Equal(1_000, sent.Count);
        Assert.Equal("Order 3", sent[3].Subject);
        var content = await brevo.TransactionalEmails.GetContentAsync(sent[3].Uuid!);
        Assert.Equal("<p>Thank you, P</p>", content.Body);
        Assert.Equal(["sent", "delivered", "hardBounces"], content.Events!.Select(e => e.Name));
        var report = await brevo.TransactionalEmails.GetReportAsync(ReportPeriod.LastDays(1));
        Assert.Equal((1_000, 1_000, 1), (report.Requests, report.Delivered, report.HardBounces));
        var days = await AllAsync(brevo.TransactionalEmails.ListDailyReportsAsync(ReportPeriod.LastDays(2)));
        Assert.Equal([0, 1_000], days.Select(day => day.Requests!.Value));

        var blocked = Assert.Single(await AllAsync(brevo.BlockedContacts.ListAsync()));
        Assert.Equal((BlockReasonCode.HardBounce, "p3@example.com"), (blocked.Reason!.Code!.Value, blocked.Email));
        await brevo.BlockedContacts.DeleteHardBouncesAsync(new() { ContactEmail = "p3@example.com" });
        Assert.Empty(await AllAsync(brevo.BlockedContacts.ListAsync()));

        var refusal = await Assert.ThrowsAsync<ServiceException>(() => brevo.EmailTemplates.DeleteAsync(id));
        Assert.Equal("method_not_allowed", refusal.ErrorCode);
        await brevo.EmailTemplates.UpdateAsync(id, new() { IsActive = false });
        await brevo.EmailTemplates.DeleteAsync(id);
        Assert.Empty(await AllAsync(brevo.EmailTemplates.ListAsync()));
    }

    [Fact]
    public async Task Sms_SentAndAnswered_IsJoinedWithItsEvents()
    {
        var brevo = await StartAsync();

        var sms = await brevo.TransactionalSms.SendAsync(
            new()
            {
                Sender = "Shop",
                Recipient = "+33639980016",
                Content = "Your code is 1234",
                Tags = ["code", "login"],
            }
        );
        Emulated.RecordMessageEvent(sms.MessageId!, BrevoEmulatorMessageEvent.Replied, reply: "Thanks");

        var events = await AllAsync(brevo.TransactionalSms.ListEventsAsync(new() { Tags = ["login"], PhoneNumber = "33639980016" }));
        Assert.Equal(
            [SmsEventType.Sent, SmsEventType.Accepted, SmsEventType.Delivered, SmsEventType.Replies],
            events.Select(e => e.Event!.Value)
        );
        Assert.All(events, e => Assert.Equal(sms.MessageId, e.MessageId));
        Assert.Equal("Thanks", events[^1].Reply);
        Assert.Equal(1, (await brevo.TransactionalSms.GetReportAsync(tag: "code")).Replied);
        Assert.Equal(1, Assert.Single(await brevo.TransactionalSms.ListDailyReportsAsync()).Requests);
    }

    [Fact]
    public async Task WhatsApp_SentAndRead_IsInItsLog()
    {
        var brevo = await StartAsync();

        var sent = await brevo.TransactionalWhatsApp.SendAsync(
            new()
            {
                SenderNumber = "85264318721",
                ContactNumbers = ["33639980017", "33639980018"],
                Text = "Hi",
            }
        );
        Emulated.RecordMessageEvent(sent.MessageId!, BrevoEmulatorMessageEvent.Opened, "33639980018");

        var read = await AllAsync(brevo.TransactionalWhatsApp.ListEventsAsync(new() { Event = WhatsAppEventType.Read }));
        Assert.Equal(("33639980018", sent.MessageId), (Assert.Single(read).ContactNumber, read[0].MessageId));
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> values)
    {
        var all = new List<T>();
        await foreach (var value in values)
        {
            all.Add(value);
        }

        return all;
    }

    private async Task<BrevoClient> StartAsync()
    {
        _emulator = await ConnectorEmulator.StartAsync(new ConnectorEmulatorOptions { EnforceQuotas = false, TimeProvider = _clock });
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = Emulated.BaseAddress;
            options.ApiKey = Emulated.ApiKey;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
        });
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<BrevoClient>();
    }
}
