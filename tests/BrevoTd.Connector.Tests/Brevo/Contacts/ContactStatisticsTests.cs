using BrevoTd.Connector.Brevo;
using CsCheck;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class ContactStatisticsTests
{
    [Fact]
    public async Task GetStatisticsAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "contacts/42/campaignStats",
                200,
                """
                {"messagesSent":[{"campaignId":21,"eventTime":"2016-05-03T20:15:13Z"}],
                 "delivered":[{"campaignId":21,"count":2,"eventTime":"2016-05-03T21:24:56Z","ip":"66.249.93.118"}],
                 "opened":[{"campaignId":21,"count":2,"eventTime":"2016-05-03T21:24:56Z","ip":"66.249.93.118"}],
                 "clicked":[{"campaignId":21,"links":[{"count":2,"eventTime":"2016-05-03T21:25:01Z","ip":"66.249.93.118","url":"https://example.com/"}]}],
                 "unsubscriptions":{"userUnsubscription":[{"campaignId":null,"eventTime":"","ip":"1.2.3.4"}],"adminUnsubscription":[{"eventTime":"2016-05-04T00:00:00Z"}]},
                 "transacAttributes":[{"orderDate":"2026-01-02","orderId":77,"orderPrice":12.34},{"orderId":"A-1"}],"new":1}
                """
            );

        var statistics = await wire.Client.Contacts.GetStatisticsAsync(ContactIdentifier.Id(42));

        Assert.Equal("/v3/contacts/42/campaignStats", wire.LastRequest.PathAndQuery);
        Assert.Equal(21, statistics.MessagesSent!.Single().CampaignId);
        Assert.Equal(2, statistics.Opened!.Single().Count);
        Assert.Equal(2, statistics.Clicked!.Single().Links!.Single().Count);
        Assert.Null(statistics.Unsubscriptions!.UserUnsubscription!.Single().EventTime);
        Assert.Single(statistics.Unsubscriptions.AdminUnsubscription!);
        Assert.Equal(12.34, statistics.TransactionalAttributes![0]["orderPrice"].AsNumber);
        Assert.Equal(new DateOnly(2026, 1, 2), statistics.TransactionalAttributes[0]["orderDate"].AsDate);
        Assert.Equal(77, statistics.TransactionalAttributes[0]["orderId"].AsInteger);
        Assert.Equal("A-1", statistics.TransactionalAttributes[1]["orderId"].AsText);
    }

    [Fact]
    public async Task GetStatisticsAsync_OfAPeriod_SendsBothDays()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "contacts/a@example.com/campaignStats", 200, "{}");

        await wire.Client.Contacts.GetStatisticsAsync(
            ContactIdentifier.Email("a@example.com"),
            new StatisticsPeriod(new(2026, 1, 1), new(2026, 3, 31))
        );

        Assert.EndsWith("/campaignStats?startDate=2026-01-01&endDate=2026-03-31", wire.LastRequest.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_OfAPeriod_SendsBothDaysAndTheKindOfIdentifier()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "contacts/7", 200, """{"id":7}""");

        await wire.Client.Contacts.GetAsync(ContactIdentifier.Id(7), new StatisticsPeriod(new(2026, 1, 1), new(2026, 1, 1)));

        Assert.Equal("/v3/contacts/7?identifierType=contact_id&startDate=2026-01-01&endDate=2026-01-01", wire.LastRequest.PathAndQuery);
    }

    [Fact]
    public async Task GetStatisticsAsync_ByAKindThatTheEndpointDoesNotKnow_IsRefused()
    {
        await using var wire = BrevoWire.Start();

        foreach (var identifier in new[] { ContactIdentifier.ExternalId("7"), ContactIdentifier.Phone("+33612345678"), default })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Contacts.GetStatisticsAsync(identifier));
        }

        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public void StatisticsPeriod_OfMoreThan90Days_IsRefusedWithTheRemedy()
    {
        var start = new DateOnly(2026, 1, 1);

        Assert.Equal(start.AddDays(90), new StatisticsPeriod(start, start.AddDays(90)).End);
        Assert.Contains(
            "Split",
            Assert.Throws<ArgumentException>(() => new StatisticsPeriod(start, start.AddDays(91))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => new StatisticsPeriod(start, start.AddDays(-1)));
        Assert.Throws<ArgumentException>(() => StatisticsPeriod.Split(start, start.AddDays(-1)));
    }

    [Fact]
    public void Split_OfAnyTime_CoversEveryDayOnce() =>
        Gen.Select(Gen.Int[1, 700_000], Gen.Int[0, 1_000])
            .Sample(
                (first, days) =>
                {
                    var start = DateOnly.FromDayNumber(first);
                    var periods = StatisticsPeriod.Split(start, start.AddDays(days));

                    var covered = periods.SelectMany(period =>
                        Enumerable.Range(period.Start.DayNumber, period.End.DayNumber - period.Start.DayNumber + 1)
                    );
                    Assert.Equal(Enumerable.Range(first, days + 1), covered);
                },
                iter: 500
            );
}
