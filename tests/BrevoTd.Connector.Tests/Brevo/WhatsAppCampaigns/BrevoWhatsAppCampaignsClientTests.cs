using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoWhatsAppCampaignsClientTests
{
    private static readonly DateTimeOffset s_time = new(2026, 6, 1, 12, 30, 0, TimeSpan.FromHours(2));

    private static readonly CreateWhatsAppCampaignRequest s_campaign = new()
    {
        Name = "June",
        TemplateId = 19,
        ScheduledAt = s_time,
        Recipients = new() { ListIds = [32] },
    };

    private static readonly CreateWhatsAppTemplateRequest s_template = new()
    {
        Name = "Hello",
        Language = "en",
        Category = WhatsAppTemplateCategory.Marketing,
        BodyText = "Hello there",
    };

    [Fact]
    public async Task GetAsync_OfTheDocumentedAnswer_ReadsNumbersThatAreTexts()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "whatsappCampaigns/1672035851100690",
                200,
                """
                {"id":1672035851100690,"campaignName":"Test","campaignStatus":"sent","scheduledAt":"2022-12-26T09:50:00Z","senderNumber":9368207029,
                 "recipients":{"type":"list","includedLists":[22],"excludedLists":[45]},
                 "template":{"name":"c8","category":"Marketing","language":"en","contains_button":true,"display_header":false,
                   "components":[{"type":"BODY","text":"making it"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"t","url":"app.brevo"},{"type":"PHONE_NUMBER","text":"l","phone_number":"+918800613137"}]}],
                   "header_variables":[{"name":"FIRSTNAME","default":"INVALID HEADER","index":1,"datatype":"text"}],"header_type":"text","body_variable":[],"button_type":"CALL_TO_ACTION"},
                 "stats":{"sent":"3,","delivered":"3,","read":"2,","unsubscribe":"0,","notSent":4},"createdAt":"2022-12-26T06:50:00Z","modifiedAt":"2022-12-26T08:50:00Z"}
                """
            );

        var campaign = await wire.Client.WhatsAppCampaigns.GetAsync(1672035851100690);

        Assert.Equal(1672035851100690, campaign.Id);
        Assert.Equal("Test", campaign.Name);
        Assert.Equal(WhatsAppCampaignStatus.Sent, campaign.Status);
        Assert.Equal("9368207029", campaign.SenderNumber);
        Assert.Equal([22], campaign.Recipients!.IncludedLists!);
        Assert.Equal(3, campaign.Statistics!.Sent);
        Assert.Equal(0, campaign.Statistics.Unsubscribe);
        Assert.Equal(4, campaign.Statistics.NotSent);
        Assert.Equal(WhatsAppTemplateCategory.Marketing, campaign.Template!.Category);
        Assert.Equal("app.brevo", campaign.Template.Components![1].Buttons![0].Url);
        Assert.Equal("+918800613137", campaign.Template.Components[1].Buttons![1].PhoneNumber);
        Assert.Equal("FIRSTNAME", campaign.Template.HeaderVariables!.Single().Name);
    }

    [Fact]
    public async Task ListAsync_OfEitherDocumentedShape_ReadsTheTemplateId()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "whatsappCampaigns",
                200,
                """{"count":2,"campaigns":[{"id":1,"templateId":637660278078655,"readPercentage":28.57,"errorReason":"","scheduledAt":""},{"id":2,"templateId":"637660278078655","errorReason":"NONE"}]}"""
            );
        var campaigns = wire.Client.WhatsAppCampaigns;

        var listed = await campaigns.ListAsync(new() { CreatedSince = s_time, CreatedUntil = s_time }).ToListAsync();

        Assert.Equal(["637660278078655", "637660278078655"], listed.Select(campaign => campaign.TemplateId));
        Assert.Equal(28.57, listed[0].ReadPercentage);
        Assert.Null(listed[0].ScheduledAt);
        Assert.Equal(
            "/v3/whatsappCampaigns?startDate=2026-06-01T10%3A30%3A00.000Z&endDate=2026-06-01T10%3A30%3A00.000Z&limit=100&offset=0&sort=asc",
            wire.LastRequest.PathAndQuery
        );
        Assert.Throws<ArgumentException>(() => campaigns.ListAsync(new() { CreatedUntil = s_time }));
        Assert.Throws<ArgumentException>(() => campaigns.ListTemplatesAsync(new() { CreatedSince = s_time }));
    }

    [Fact]
    public async Task CreateAndUpdateAsync_OfACampaign_SendTheDocumentedBodies()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("POST", "whatsappCampaigns", 201, """{"id":5}""")
            .Answers("PUT", "whatsappCampaigns/5", 204);
        var campaigns = wire.Client.WhatsAppCampaigns;

        Assert.Equal(5, await campaigns.CreateAsync(s_campaign));
        Assert.Equal(
            """{"name":"June","templateId":19,"scheduledAt":"2026-06-01T12:30:00.000\u002B02:00","recipients":{"listIds":[32]}}""",
            wire.LastRequest.Body
        );

        await campaigns.UpdateAsync(5, new() { Status = WhatsAppCampaignStatus.Suspended, RescheduleFor = s_time });
        Assert.Equal("""{"campaignStatus":"suspended","rescheduleFor":"2026-06-01T12:30:00.000\u002B02:00"}""", wire.LastRequest.Body);

        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.UpdateAsync(5, new()));
        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.UpdateAsync(5, new() { Status = WhatsAppCampaignStatus.Sent }));
        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.CreateAsync(s_campaign with { Recipients = new() }));
    }

    [Fact]
    public async Task CreateTemplateAsync_WithinAndBeyondItsLimits_SendsOrSaysWhatToDo()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "whatsappCampaigns/template", 201, """{"id":19}""");
        var campaigns = wire.Client.WhatsAppCampaigns;

        Assert.Equal(19, await campaigns.CreateTemplateAsync(s_template with { MediaUrl = new("https://example.com/a.png") }));
        Assert.Equal(
            """{"name":"Hello","language":"en","category":"MARKETING","bodyText":"Hello there","mediaUrl":"https://example.com/a.png"}""",
            wire.LastRequest.Body
        );

        foreach (
            var request in (CreateWhatsAppTemplateRequest[])
                [
                    s_template with
                    {
                        BodyText = new string('x', 1025),
                    },
                    s_template with
                    {
                        HeaderText = new string('x', 46),
                    },
                    s_template with
                    {
                        HeaderText = "x",
                        MediaUrl = new("https://example.com/a.png"),
                    },
                    s_template with
                    {
                        Category = default,
                    },
                ]
        )
        {
            await Assert.ThrowsAsync<ArgumentException>(() => campaigns.CreateTemplateAsync(request));
        }
    }

    [Theory]
    [InlineData(
        """{"whatsappBusinessAccountId":"105569359072383","phoneNumberQuality":"GREEN","whatsappBusinessAccountStatus":"APPROVED"}"""
    )]
    [InlineData(
        """{"whatsappBusinessAccountID":105569359072383,"phoneNumberQuality":"GREEN","whatsappBusinessAccountStatus":"APPROVED"}"""
    )]
    public async Task GetConfigurationAsync_OfEitherSpelling_ReadsTheId(string answer)
    {
        await using var wire = BrevoWire.Start().Answers("GET", "whatsappCampaigns/config", 200, answer);

        var configuration = await wire.Client.WhatsAppCampaigns.GetConfigurationAsync();

        Assert.Equal("105569359072383", configuration.BusinessAccountId);
        Assert.Equal(WhatsAppPhoneQuality.Green, configuration.PhoneNumberQuality);
        Assert.Equal(WhatsAppAccountStatus.Approved, configuration.BusinessAccountStatus);
    }
}
