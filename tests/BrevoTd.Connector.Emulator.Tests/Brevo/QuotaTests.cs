using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class QuotaTests
{
    // reference §2: contacts and the bucket of unlisted endpoints, three tiers
    [Theory]
    [InlineData(BrevoEmulatorTier.General, "contacts", 10)]
    [InlineData(BrevoEmulatorTier.Advanced, "contacts", 20)]
    [InlineData(BrevoEmulatorTier.Extended, "contacts", 60)]
    [InlineData(BrevoEmulatorTier.General, "account", 100)]
    [InlineData(BrevoEmulatorTier.Advanced, "account", 200)]
    [InlineData(BrevoEmulatorTier.Extended, "account", 600)]
    [InlineData(BrevoEmulatorTier.General, "smtp/emails", 2)]
    [InlineData(BrevoEmulatorTier.General, "smtp/statistics/events", 300)]
    public async Task Get_UpToTheLimit_Then429(BrevoEmulatorTier tier, string path, int limit)
    {
        var clock = new FakeTimeProvider();
        await using var brevo = await StartAsync(clock, tier);
        for (var i = 1; i <= limit; i++)
        {
            var reply = await brevo.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, reply.Status);
            Assert.Equal(limit, reply.Header("x-sib-ratelimit-limit"));
            Assert.Equal(limit - i, reply.Header("x-sib-ratelimit-remaining"));
        }

        var refused = await brevo.GetAsync(path);
        refused.ExpectError(429, "too_many_requests");
        Assert.Equal(0, refused.Header("x-sib-ratelimit-remaining"));
    }

    // reference §2: x-sib-ratelimit-reset is the number of seconds to wait
    [Fact]
    public async Task Get_AfterReset_WorksAgain()
    {
        var clock = new FakeTimeProvider();
        await using var brevo = await StartAsync(clock);
        for (var i = 0; i < 10; i++)
            (await brevo.GetAsync("contacts")).Expect(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromMilliseconds(999));
        var refused = await brevo.GetAsync("contacts");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(1, refused.Header("x-sib-ratelimit-reset"));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await brevo.GetAsync("contacts")).Expect(HttpStatusCode.OK);

        for (var i = 0; i < 100; i++)
            await brevo.GetAsync("processes");
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(60, (await brevo.GetAsync("processes")).Header("x-sib-ratelimit-reset"));
        clock.Advance(TimeSpan.FromMinutes(1));
        (await brevo.GetAsync("processes")).Expect(HttpStatusCode.OK);
    }

    // reference §2: everything else is 100 per hour; whether it is shared is UNCONFIRMED, the emulator shares it
    [Fact]
    public async Task Get_UnlistedEndpoints_ShareOneBucket()
    {
        await using var brevo = await StartAsync(new FakeTimeProvider());
        for (var i = 0; i < 100; i++)
            await brevo.GetAsync(i % 2 == 0 ? "account" : "processes");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await brevo.GetAsync("webhooks")).Status);
        (await brevo.GetAsync("contacts")).Expect(HttpStatusCode.OK);
    }

    // reference §2: all methods below /contacts share one limit, import and lists included
    [Fact]
    public async Task Send_AllContactEndpoints_ShareOneBucket()
    {
        await using var brevo = await StartAsync(new FakeTimeProvider());
        for (var i = 0; i < 5; i++)
        {
            await brevo.GetAsync("contacts/lists");
            await brevo.PostAsync("contacts/import", "{}");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await brevo.GetAsync("contacts")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await brevo.DeleteAsync("contacts/1")).Status);
    }

    // reference §2: endpoints whose only limit is per hour show that window, the others the second's
    [Theory]
    [InlineData(BrevoEmulatorTier.Extended, "smtp/emails", 18_000, 3_600)]
    [InlineData(BrevoEmulatorTier.Extended, "smtp/blockedContacts", 6_000, 1)]
    [InlineData(BrevoEmulatorTier.General, "loyalty/config/programs", 600, 3_600)]
    [InlineData(BrevoEmulatorTier.Advanced, "contacts/segments", 20, 1)]
    public async Task Get_Headers_DescribeTheTightestWindow(BrevoEmulatorTier tier, string path, int limit, int reset)
    {
        await using var brevo = await StartAsync(new FakeTimeProvider(), tier);
        var reply = await brevo.GetAsync(path);
        Assert.Equal(limit, reply.Header("x-sib-ratelimit-limit"));
        Assert.Equal(reset, reply.Header("x-sib-ratelimit-reset"));
    }

    // reference §1: without a valid key nothing is counted
    [Fact]
    public async Task Get_WrongKey_CountsNothing()
    {
        await using var brevo = await StartAsync(new FakeTimeProvider());
        using var client = new HttpClient();
        for (var i = 0; i < 20; i++)
        {
            using var response = await client.GetAsync(new Uri(brevo.Brevo.BaseAddress, "contacts"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.False(response.Headers.Contains("x-sib-ratelimit-limit"));
        }

        Assert.Equal(9, (await brevo.GetAsync("contacts")).Header("x-sib-ratelimit-remaining"));
    }

    [Fact]
    public async Task Get_QuotasOff_NoLimitAndNoHeaders()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        for (var i = 0; i < 120; i++)
            Assert.False((await brevo.GetAsync("account")).Headers.ContainsKey("x-sib-ratelimit-limit"));
    }

    private static Task<BrevoHttp> StartAsync(TimeProvider clock, BrevoEmulatorTier tier = BrevoEmulatorTier.General) =>
        BrevoHttp.StartAsync(o =>
        {
            o.TimeProvider = clock;
            o.EnforceQuotas = true;
            o.BrevoTier = tier;
        });
}
