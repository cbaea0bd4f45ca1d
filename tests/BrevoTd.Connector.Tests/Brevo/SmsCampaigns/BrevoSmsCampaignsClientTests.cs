using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoSmsCampaignsClientTests
{
    private static readonly DateTimeOffset s_time = new(2026, 6, 1, 12, 30, 0, TimeSpan.Zero);

    private static readonly CreateSmsCampaignRequest s_draft = new()
    {
        Name = "June",
        Sender = "MyShop",
        Content = "Hello",
    };

    [Fact]
    public async Task GetAndListAsync_OfTheirTwoShapes_ReadListsAlike()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "smsCampaigns",
                200,
                """
                {"campaigns":[{"id":2,"name":"PROMO","status":"inProcess","content":"Visit","scheduledAt":"","sender":"MyCompany","testSent":true,
                 "recipients":{"lists":[21],"exclusionLists":[13],"segments":[4]},
                 "statistics":{"delivered":2987,"sent":3000,"processing":0,"softBounces":3,"hardBounces":1,"unsubscriptions":3,"answered":2}}],"count":1}
                """
            )
            .Answers(
                "GET",
                "smsCampaigns/2",
                200,
                """{"id":2,"status":"in_process","sender":33612345678,"recipients":{"lists":[{"id":21,"name":"L","more":[]}],"exclusionLists":[]},"tags":["t"],"statistics":[]}"""
            );

        var listed = Assert.Single(await wire.Client.SmsCampaigns.ListAsync().ToListAsync());
        Assert.Equal("/v3/smsCampaigns?limit=1000&offset=0&sort=asc", wire.LastRequest.PathAndQuery);
        var single = await wire.Client.SmsCampaigns.GetAsync(2);

        Assert.Equal(SmsCampaignStatus.InProcess, listed.Status);
        Assert.Equal(SmsCampaignStatus.InProcess, single.Status);
        Assert.Null(listed.ScheduledAt);
        Assert.True(listed.TestSent);
        Assert.Equal(21, listed.Recipients!.Lists!.Single().Id);
        Assert.Equal(13, listed.Recipients.ExclusionLists!.Single().Id);
        Assert.Equal([4], listed.Recipients.Segments!);
        Assert.Equal(2987, listed.Statistics!.Delivered);
        Assert.Equal(2, listed.Statistics.Answered);
        Assert.Equal(21, single.Recipients!.Lists!.Single().Id);
        Assert.Equal("L", single.Recipients.Lists!.Single().Name);
        Assert.Equal("33612345678", single.Sender);
        Assert.Equal(["t"], single.Tags!);
        Assert.Null(single.Statistics);
    }

    [Fact]
    public async Task ListAsync_WithTimes_FiltersSentCampaignsOnly()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "smsCampaigns", 200, """{"campaigns":[],"count":0}""");
        var campaigns = wire.Client.SmsCampaigns;

        await campaigns.ListAsync(new() { SentSince = s_time, SentUntil = s_time.AddHours(1) }).ToListAsync();

        Assert.Contains(
            "startDate=2026-06-01T12%3A30%3A00.000Z&endDate=2026-06-01T13%3A30%3A00.000Z",
            wire.LastRequest.PathAndQuery,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => campaigns.ListAsync(new() { SentSince = s_time }));
        Assert.Throws<ArgumentException>(() =>
            campaigns.ListAsync(
                new()
                {
                    SentSince = s_time,
                    SentUntil = s_time,
                    Status = SmsCampaignStatus.Draft,
                }
            )
        );
    }

    public static TheoryData<string, CreateSmsCampaignRequest, string> WrongCampaigns =>
        new()
        {
            { "no name", s_draft with { Name = "" }, "Name" },
            { "no text", s_draft with { Content = " " }, "Content" },
            { "long name", s_draft with { Sender = "MyShopInParis" }, "1 to 11" },
            { "long number", s_draft with { Sender = "+1234567890123456" }, "15 digits" },
            { "no sender", s_draft with { Sender = "" }, "Sender" },
            { "nobody", s_draft with { Recipients = new() { ExclusionListIds = [1] } }, "ListIds" },
            { "scheduled for nobody", s_draft with { ScheduledAt = s_time }, "Recipients" },
            { "no way out", s_draft with { UnsubscribeInstruction = "Call us" }, "STOP" },
        };

    [Theory]
    [MemberData(nameof(WrongCampaigns))]
    public async Task CreateAsync_OfACampaignThatBrevoRefuses_SaysWhatToDoAndSendsNothing(
        string what,
        CreateSmsCampaignRequest request,
        string part
    )
    {
        await using var wire = BrevoWire.Start();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.SmsCampaigns.CreateAsync(request));

        Assert.True(refusal.Message.Contains(part, StringComparison.Ordinal), $"{what}: {refusal.Message}");
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task CreateAndUpdateAsync_OfACampaign_SendTheDocumentedBodies()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "smsCampaigns", 201, """{"id":5}""").Answers("PUT", "smsCampaigns/5", 204);
        var campaigns = wire.Client.SmsCampaigns;

        Assert.Equal(
            5,
            await campaigns.CreateAsync(
                s_draft with
                {
                    Sender = "123456789012345",
                    Recipients = new() { ListIds = [7] },
                    ScheduledAt = s_time,
                    UnicodeEnabled = false,
                    UnsubscribeInstruction = "Send stop",
                }
            )
        );
        Assert.Equal(
            """{"name":"June","sender":"123456789012345","content":"Hello","recipients":{"listIds":[7]},"scheduledAt":"2026-06-01T12:30:00.000\u002B00:00","unicodeEnabled":false,"unsubscribeInstruction":"Send stop"}""",
            wire.LastRequest.Body
        );

        await campaigns.UpdateAsync(5, new() { OrganisationPrefix = "", UnsubscribeInstruction = null });
        Assert.Equal("""{"organisationPrefix":"","unsubscribeInstruction":null}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.UpdateAsync(5, new()));
    }

    [Fact]
    public async Task SendTestAsync_OfANumber_SendsIt()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "smsCampaigns/5/sendTest", 204);

        await wire.Client.SmsCampaigns.SendTestAsync(5, "33689965433");

        Assert.Equal("""{"phoneNumber":"33689965433"}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.SmsCampaigns.SendTestAsync(5, ""));
    }

    [Fact]
    public async Task DeleteAsync_OfASentCampaign_SaysWhatToDo()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("DELETE", "smsCampaigns/5", 403, """{"code":"permission_denied","message":"sent"}""");

        var refusal = await Assert.ThrowsAsync<CredentialsRejectedException>(() => wire.Client.SmsCampaigns.DeleteAsync(5));

        Assert.Contains("archive", refusal.Message, StringComparison.Ordinal);
    }
}
