using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Brevo;

/// <summary>Brevo's published rate limits (developers.brevo.com/docs/api-limits) as data: a starting point for a table of your own.</summary>
public static class BrevoQuotas
{
    private static readonly QuotaRule[] s_generalLines = Table(
        smtpEmail: (1_000, 3_600_000),
        smtpEmails: (2, 7_200),
        sms: (150, 540_000),
        events: (10, 36_000),
        ordersStatus: (5, 18_000),
        products: (2, 7_200),
        smtp: 300,
        contacts: (10, 36_000),
        loyalty: 600,
        other: 100
    );

    private static readonly QuotaRule[] s_advancedLines = Table(
        smtpEmail: (2_000, 7_200_000),
        smtpEmails: (3, 10_800),
        sms: (200, 720_000),
        events: (20, 72_000),
        ordersStatus: (10, 36_000),
        products: (4, 14_400),
        smtp: 600,
        contacts: (20, 72_000),
        loyalty: 1_200,
        other: 200
    );

    private static readonly QuotaRule[] s_extendedLines = Table(
        smtpEmail: (6_000, null),
        smtpEmails: (null, 18_000),
        sms: (250, null),
        events: (60, null),
        ordersStatus: (15, null),
        products: (null, 21_600),
        smtp: 1_800,
        contacts: (60, null),
        loyalty: 100_000,
        other: 600
    );

    private static readonly QuotaRule[] s_general = WithTiers(s_generalLines);
    private static readonly QuotaRule[] s_advanced = WithTiers(s_advancedLines);
    private static readonly QuotaRule[] s_extended = WithTiers(s_extendedLines);

    /// <summary>The table of a tier. The first line that covers a request decides; the last line is the bucket that all other endpoints share.</summary>
    /// <param name="tier">The account's tier.</param>
    public static IReadOnlyList<QuotaRule> For(BrevoTier tier) =>
        tier switch
        {
            BrevoTier.General => Array.AsReadOnly(s_general),
            BrevoTier.Advanced => Array.AsReadOnly(s_advanced),
            BrevoTier.Extended => Array.AsReadOnly(s_extended),
            _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There are three tiers: General, Advanced and Extended."),
        };

    private static QuotaRule[] Table(
        (int? Second, int? Hour) smtpEmail,
        (int? Second, int? Hour) smtpEmails,
        (int? Second, int? Hour) sms,
        (int? Second, int? Hour) events,
        (int? Second, int? Hour) ordersStatus,
        (int? Second, int? Hour) products,
        int smtp,
        (int? Second, int? Hour) contacts,
        int loyalty,
        int other
    )
    {
        return
        [
            Line("smtp/email", "POST", "smtp/email", smtpEmail),
            Line("smtp/blockedContacts", "GET", "smtp/blockedContacts", smtpEmail),
            Line("smtp/emails", "GET", "smtp/emails", smtpEmails),
            // One endpoint under its old and its new name.
            Line("transactionalSMS", "POST", "transactionalSMS/sms", sms),
            Line("transactionalSMS", "POST", "transactionalSMS/send", sms),
            Line("events", "POST", "events", events),
            Line("orders/status", "POST", "orders/status", ordersStatus),
            Line("products", "POST", "products", products),
            Line("smtp", null, "smtp/**", (null, smtp)),
            Line("contacts", null, "contacts/**", contacts),
            Line("loyalty", null, "loyalty/**", (null, loyalty)),
            Line("other", null, "**", (null, other)),
        ];
    }

    /// <summary>Every line knows what the other tiers allow: an answer that states one of those limits is believed.</summary>
    private static QuotaRule[] WithTiers(QuotaRule[] lines)
    {
        return
        [
            .. lines.Select(
                (line, index) =>
                    line with
                    {
                        PerSecondTiers = Tiers(index, rule => rule.PerSecond),
                        PerHourTiers = Tiers(index, rule => rule.PerHour),
                    }
            ),
        ];

        static int[] Tiers(int index, Func<QuotaRule, int?> limit) =>
            [.. new[] { s_generalLines, s_advancedLines, s_extendedLines }.Select(lines => limit(lines[index])).OfType<int>()];
    }

    private static QuotaRule Line(string bucket, string? method, string route, (int? Second, int? Hour) limits) =>
        new()
        {
            Bucket = bucket,
            Method = method,
            Route = route,
            PerSecond = limits.Second,
            PerHour = limits.Hour,
        };
}
