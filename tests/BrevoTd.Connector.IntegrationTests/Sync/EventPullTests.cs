using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>Logs of messages and custom events: no id, yet each once.</summary>
public sealed class EventPullTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(s_noon);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmailLog_OverManyMonths_HasEveryEventOnce()
    {
        await using var account = await PulledAccount.StartAsync(clock: _clock);
        for (var month = 0; month < 7; month++)
        {
            for (var i = 0; i < 5; i++)
            {
                await SendEmailAsync(account, $"p{i}@example.com");
            }

            _clock.Advance(TimeSpan.FromDays(30));
        }

        var pull = BrevoPulls.EmailEvents();
        var options = new PullOptions { History = TimeSpan.FromDays(300), PageSize = 7 };
        var first = await account.LoadAsync(pull, options);
        var held = await CountAsync(account.Brevo.TransactionalEmails.ListEventsAsync(AllDays(), Cancelled));
        Assert.Equal(held, first.Written);
        Assert.Equal(held, await account.CountAsync("SELECT count(DISTINCT row_id) FROM brevo_email_events"));

        // The last day is read again, and what was late is found.
        var idle = await account.LoadAsync(pull, options);
        Assert.Equal((0, idle.Read), (idle.Written, idle.Duplicates));
        await SendEmailAsync(account, "late@example.com");
        _clock.Advance(TimeSpan.FromHours(6));
        await SendEmailAsync(account, "later@example.com");
        _clock.Advance(TimeSpan.FromHours(1));
        var more = await account.LoadAsync(pull, options);
        Assert.Equal(await CountAsync(account.Brevo.TransactionalEmails.ListEventsAsync(AllDays(), Cancelled)) - held, more.Written);
        Assert.Equal(
            await account.CountAsync("SELECT count(DISTINCT row_id) FROM brevo_email_events"),
            await account.CountAsync("SELECT count(*) FROM brevo_email_events")
        );
        Assert.Equal(held + more.Written, await account.CountAsync("SELECT count(*) FROM brevo_email_events"));
        Assert.Equal(
            await account.CountAsync("SELECT count(*) FROM brevo_email_events"),
            await account.CountAsync(
                "SELECT count(*) FROM brevo_email_events WHERE TD_TIME_FORMAT(time, 'yyyy-MM-dd HH:mm:ss', 'UTC') = replace(substr(event_at, 1, 19), 'T', ' ')"
            )
        );
    }

    [Fact]
    public async Task SmsAndWhatsAppLogs_EqualBrevo()
    {
        await using var account = await PulledAccount.StartAsync(clock: _clock);
        for (var i = 0; i < 6; i++)
        {
            var sms = await account.Brevo.TransactionalSms.SendAsync(
                new SendSmsRequest
                {
                    Sender = "Shop",
                    Recipient = $"+3363998001{i}",
                    Content = "Hello",
                },
                Cancelled
            );
            account.Emulator.Brevo.RecordMessageEvent(sms.MessageId!, BrevoEmulatorMessageEvent.Replied, reply: "Thanks");
            _ = await account.Brevo.TransactionalWhatsApp.SendAsync(
                new()
                {
                    SenderNumber = "85264318721",
                    ContactNumbers = [$"3363998001{i}"],
                    Text = "Hi",
                },
                Cancelled
            );
            _clock.Advance(TimeSpan.FromDays(1));
        }

        var options = new PullOptions { PageSize = 4 };
        var sent = await account.LoadAsync(BrevoPulls.SmsEvents(), options);
        Assert.Equal(
            await CountAsync(account.Brevo.TransactionalSms.ListEventsAsync(new() { Period = ReportPeriod.LastDays(30) }, Cancelled)),
            sent.Written
        );
        Assert.Equal(6, await account.CountAsync("SELECT count(*) FROM brevo_sms_events WHERE reply = 'Thanks'"));
        Assert.Equal(0, (await account.LoadAsync(BrevoPulls.SmsEvents(), options)).Written);

        var read = await account.LoadAsync(BrevoPulls.WhatsAppEvents(), options);
        Assert.Equal(
            await CountAsync(account.Brevo.TransactionalWhatsApp.ListEventsAsync(new() { Period = ReportPeriod.LastDays(30) }, Cancelled)),
            read.Written
        );
        Assert.Equal(read.Written, await account.CountAsync("SELECT count(*) FROM brevo_whatsapp_events"));
        Assert.Equal(0, (await account.LoadAsync(BrevoPulls.WhatsAppEvents(), options)).Written);
    }

    [Fact]
    public async Task CustomEvents_EqualOnesIncluded_AreCountedAsBrevoCounts()
    {
        await using var account = await PulledAccount.StartAsync(clock: _clock);
        await SendEventsAsync(account, days: 100, each: 3);
        var pull = BrevoPulls.Events();
        var options = new PullOptions { PageSize = 16 };

        var first = await account.LoadAsync(pull, options);

        // Of each three two are equal; all were sent, so all are kept.
        Assert.Equal(300, first.Written);
        Assert.Equal(300, await account.CountAsync("SELECT count(*) FROM brevo_events"));
        Assert.Equal(300, await account.CountAsync("SELECT count(DISTINCT row_id) FROM brevo_events"));
        Assert.Equal(
            200,
            await account.CountAsync("SELECT count(*) FROM brevo_events WHERE json_extract_scalar(event_properties, '$.n') = '0'")
        );
        var idle = await account.LoadAsync(pull, options);
        Assert.Equal((0, idle.Read), (idle.Written, idle.Duplicates));
        _clock.Advance(TimeSpan.FromHours(3));
        await SendEventsAsync(account, days: 1, each: 3, shift: TimeSpan.FromHours(2));
        Assert.Equal(3, (await account.LoadAsync(pull, options)).Written);
    }

    [Fact]
    public async Task CustomEvents_ThatComeDuringTheSweep_NeitherHideNorDoubleOthers()
    {
        PulledAccount? running = null;
        var pages = 0;
        await using var account = await PulledAccount.StartAsync(clock: _clock, handler: () => new BeforeEvents(LateAsync));
        running = account;
        await SendEventsAsync(account, days: 20, each: 5);

        // They happened before the sweep began, and are known to Brevo only while it runs.
        async Task LateAsync()
        {
            if (++pages is 9 or 12)
            {
                await SendEventsAsync(running!, days: 1, each: 4, shift: TimeSpan.FromMinutes(30 + pages));
            }
        }

        var result = await account.LoadAsync(BrevoPulls.Events(), new() { PageSize = 10 });

        Assert.Equal(108, await account.CountAsync("SELECT count(*) FROM brevo_events"));
        Assert.Equal(108, result.Written);
        Assert.True(result.Duplicates > 0);
    }

    private TransactionalEmailEventQuery AllDays() =>
        new()
        {
            Period = ReportPeriod.Between(
                DateOnly.FromDateTime(s_noon.UtcDateTime).AddDays(-10),
                DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime)
            ),
        };

    private static async Task SendEmailAsync(PulledAccount account, string to)
    {
        var sent = await account.Brevo.TransactionalEmails.SendAsync(
            new()
            {
                Sender = MessageSender.FromEmail("shop@example.com"),
                To = [to],
                Subject = "Hello",
                HtmlContent = "<p>Hi</p>",
            },
            Cancelled
        );
        account.Emulator.Brevo.RecordMessageEvent(sent.MessageId!, BrevoEmulatorMessageEvent.Clicked, link: "https://example.com/a");
    }

    private async Task SendEventsAsync(PulledAccount account, int days, int each, TimeSpan? shift = null)
    {
        var events = Enumerable
            .Range(0, days)
            .SelectMany(day =>
                Enumerable
                    .Range(0, each)
                    .Select(n => new CreateEventRequest
                    {
                        Name = "visit",
                        Identifiers = new() { Email = $"p{day % 7}@example.com" },
                        Time = _clock.GetUtcNow().AddDays(-day) - (shift ?? TimeSpan.FromHours(1)),
                        Properties = new Dictionary<string, PropertyValue> { ["n"] = n / 2 },
                    })
            )
            .ToList();
        foreach (var some in events.Chunk(100))
        {
            Assert.True((await account.Brevo.Events.CreateBatchAsync(some, Cancelled)).IsComplete);
        }
    }

    private static async Task<long> CountAsync<T>(AsyncPageable<T> listing)
    {
        var count = 0L;
        await foreach (var _ in listing.WithCancellation(Cancelled))
        {
            count++;
        }

        return count;
    }

    private sealed class BeforeEvents(Func<Task> act) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal))
            {
                await act();
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
