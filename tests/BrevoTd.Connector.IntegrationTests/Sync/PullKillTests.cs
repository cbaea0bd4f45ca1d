using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>A run that is cut short at any write to the store loses and doubles nothing that did not change meanwhile.</summary>
public sealed class PullKillTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Contacts_KilledAtEveryStep_StandInTheTableOnce()
    {
        await using var account = await PulledAccount.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            account.Emulator.Brevo.AddContact($"p{i}@example.com", null, 2);
        }

        var kills = await KillEverywhereAsync(account, BrevoPulls.Contacts(), new() { PageSize = 6 });

        Assert.True(kills > 15, $"{kills} kills");
        Assert.Equal(20, await account.CountAsync("SELECT count(*) FROM brevo_contacts"));
        Assert.Equal(20, await account.CountAsync("SELECT count(DISTINCT id) FROM brevo_contacts"));
        Assert.Equal(1, await account.CountAsync("SELECT count(*) FROM brevo_pulls WHERE is_complete = 'true'"));
    }

    [Fact]
    public async Task CustomEvents_KilledAtEveryStep_StandInTheTableOnce()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await using var account = await PulledAccount.StartAsync(clock: clock);
        await account.Brevo.Events.CreateBatchAsync(
            [
                .. Enumerable
                    .Range(0, 30)
                    .Select(i => new CreateEventRequest
                    {
                        Name = "visit",
                        Identifiers = new() { Email = "ada@example.com" },
                        // Each three are equal, also where a page ends between them.
                        Time = clock.GetUtcNow().AddHours(-1 - (i / 3)),
                    }),
            ],
            Cancelled
        );

        var kills = await KillEverywhereAsync(account, BrevoPulls.Events(), new() { PageSize = 7, History = TimeSpan.FromDays(20) });

        Assert.True(kills > 15, $"{kills} kills");
        Assert.Equal(30, await account.CountAsync("SELECT count(*) FROM brevo_events"));
        Assert.Equal(30, await account.CountAsync("SELECT count(DISTINCT row_id) FROM brevo_events"));
    }

    [Fact]
    public async Task EmailLog_KilledAtEveryStep_StandsInTheTableOnce()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await using var account = await PulledAccount.StartAsync(clock: clock);
        for (var i = 0; i < 10; i++)
        {
            await account.Brevo.TransactionalEmails.SendAsync(
                new()
                {
                    Sender = MessageSender.FromEmail("shop@example.com"),
                    To = [$"p{i}@example.com"],
                    Subject = "Hello",
                    HtmlContent = "<p>Hi</p>",
                },
                Cancelled
            );
        }

        clock.Advance(TimeSpan.FromMinutes(5));
        _ = await KillEverywhereAsync(account, BrevoPulls.EmailEvents(), new() { PageSize = 6 });

        var rows = await account.CountAsync("SELECT count(*) FROM brevo_email_events");
        Assert.True(rows >= 20);
        Assert.Equal(rows, await account.CountAsync("SELECT count(DISTINCT row_id) FROM brevo_email_events"));
    }

    /// <summary>Runs that each come one step further before they are killed, until one comes to its end.</summary>
    private static async Task<int> KillEverywhereAsync(PulledAccount account, BrevoPull pull, PullOptions options)
    {
        for (var kills = 0; ; kills++)
        {
            var left = 1 + (kills / 2);
            account.Store.Kill = () =>
            {
                if (--left == 0)
                {
                    throw new Killed();
                }
            };
            try
            {
                var result = await account.LoadAsync(pull, options);
                Assert.Equal(0, result.PossiblyDoubled);
                return kills;
            }
            catch (Killed)
            {
                Assert.True(kills < 500, "The pull does not get on.");
            }
        }
    }

    private sealed class Killed : Exception;
}
