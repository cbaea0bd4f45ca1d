using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Quotas;

/// <summary>Brevo's published table, row by row and tier by tier.</summary>
public sealed class BrevoQuotasTests
{
    /// <summary>Tier, method, route, requests per second, requests per hour (0: not stated).</summary>
    public static TheoryData<BrevoTier, string, string, int, int> Rows =>
        new()
        {
            { BrevoTier.General, "POST", "smtp/email", 1000, 3_600_000 },
            { BrevoTier.General, "GET", "smtp/blockedContacts", 1000, 3_600_000 },
            { BrevoTier.General, "GET", "smtp/emails", 2, 7200 },
            { BrevoTier.General, "POST", "transactionalSMS/sms", 150, 540_000 },
            { BrevoTier.General, "POST", "transactionalSMS/send", 150, 540_000 },
            { BrevoTier.General, "POST", "events", 10, 36_000 },
            { BrevoTier.General, "POST", "orders/status", 5, 18_000 },
            { BrevoTier.General, "POST", "products", 2, 7200 },
            { BrevoTier.General, "GET", "smtp/statistics/events", 0, 300 },
            { BrevoTier.General, "POST", "contacts/import", 10, 36_000 },
            { BrevoTier.General, "GET", "loyalty/programs", 0, 600 },
            { BrevoTier.General, "GET", "processes/{id}", 0, 100 },
            { BrevoTier.Advanced, "POST", "smtp/email", 2000, 7_200_000 },
            { BrevoTier.Advanced, "GET", "smtp/emails", 3, 10_800 },
            { BrevoTier.Advanced, "POST", "transactionalSMS/send", 200, 720_000 },
            { BrevoTier.Advanced, "POST", "events", 20, 72_000 },
            { BrevoTier.Advanced, "POST", "orders/status", 10, 36_000 },
            { BrevoTier.Advanced, "POST", "products", 4, 14_400 },
            { BrevoTier.Advanced, "GET", "smtp/statistics/events", 0, 600 },
            { BrevoTier.Advanced, "GET", "contacts/{identifier}", 20, 72_000 },
            { BrevoTier.Advanced, "GET", "loyalty/programs", 0, 1200 },
            { BrevoTier.Advanced, "GET", "account", 0, 200 },
            { BrevoTier.Extended, "POST", "smtp/email", 6000, 0 },
            { BrevoTier.Extended, "GET", "smtp/emails", 0, 18_000 },
            { BrevoTier.Extended, "POST", "transactionalSMS/send", 250, 0 },
            { BrevoTier.Extended, "POST", "events", 60, 0 },
            { BrevoTier.Extended, "POST", "orders/status", 15, 0 },
            { BrevoTier.Extended, "POST", "products", 0, 21_600 },
            { BrevoTier.Extended, "GET", "smtp/statistics/events", 0, 1800 },
            { BrevoTier.Extended, "DELETE", "contacts/{identifier}", 60, 0 },
            { BrevoTier.Extended, "GET", "loyalty/programs", 0, 100_000 },
            { BrevoTier.Extended, "GET", "processes", 0, 600 },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void For_ATier_StatesThePublishedLimits(BrevoTier tier, string method, string route, int perSecond, int perHour)
    {
        var line = BrevoQuotas.For(tier).First(rule => rule.Covers(method, route));

        Assert.Equal(perSecond == 0 ? null : perSecond, line.PerSecond);
        Assert.Equal(perHour == 0 ? null : perHour, line.PerHour);
    }
}
