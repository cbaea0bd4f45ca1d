using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class EmailCampaignsCalls : ConformanceCalls
{
    private const string Clicks =
        "clicks are whole numbers, whatever the schema says; links and clicks are held, and tested with the client";
    private const string Time = "written with milliseconds";
    private const string Percentage = "a percentage in a text, held as a number";

    private static readonly DateTimeOffset s_moment = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly CreateEmailCampaignRequest s_full = Fill.Full<CreateEmailCampaignRequest>() with
    {
        Sender = new() { Email = Canaries.Email(), Name = "Shop" },
        HtmlContent = "<p>Hello there</p>",
        HtmlUrl = null,
        TemplateId = null,
        AbTesting = false,
        SubjectB = "another",
    };

    private static readonly UpdateEmailCampaignRequest s_update = Fill.Full<UpdateEmailCampaignRequest>() with
    {
        Sender = new() { Email = Canaries.Email(), Name = "Shop" },
        HtmlContent = "<p>Hello there</p>",
        HtmlUrl = null,
        AbTesting = false,
        SubjectB = "another",
        SendAtBestTime = false,
    };

    public EmailCampaignsCalls()
    {
        Add("GET /emailCampaigns", "EmailCampaigns.ListAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.EmailCampaigns.ListAsync(
                    Fill.Full<EmailCampaignQuery>() with
                    {
                        Status = EmailCampaignStatus.Sent,
                        SentSince = s_moment,
                        SentUntil = s_moment.AddDays(1),
                    }
                )
            )
            .Full(brevo => brevo.EmailCampaigns.ListAsync(new() { Status = EmailCampaignStatus.InProcess }))
            .Minimal(brevo => brevo.EmailCampaigns.ListAsync())
            .NotRead("campaigns[].statistics.linksStats", Clicks);
        Add("POST /emailCampaigns", "EmailCampaigns.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.EmailCampaigns.CreateAsync(s_full))
            .Full(brevo =>
                brevo.EmailCampaigns.CreateAsync(
                    s_full with
                    {
                        Sender = new() { Id = 3 },
                        HtmlContent = null,
                        HtmlUrl = new("https://example.com/page"),
                        AbTesting = true,
                        SendAtBestTime = false,
                    }
                )
            )
            .Full(brevo => brevo.EmailCampaigns.CreateAsync(s_full with { HtmlContent = null, TemplateId = 7 }))
            .Minimal(brevo =>
                brevo.EmailCampaigns.CreateAsync(
                    new()
                    {
                        Name = "June",
                        Sender = new() { Id = 3 },
                        Subject = "Hello",
                        HtmlContent = "<p>Hello there</p>",
                    }
                )
            )
            .Demands("id")
            .Otherwise("scheduledAt", Time);
        Add("POST /emailCampaigns/images", "EmailCampaigns.UploadImageAsync", Repeated.No)
            .Full(brevo => brevo.EmailCampaigns.UploadImageAsync(new("https://example.com/image.png"), "image.png"))
            .Minimal(brevo => brevo.EmailCampaigns.UploadImageAsync(new("https://example.com/image.png")))
            .Demands("url");
        Add("GET /emailCampaigns/{campaignId}", "EmailCampaigns.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailCampaigns.GetAsync(5, CampaignStatisticsKind.StatsByDevice, excludeHtmlContent: true))
            .Minimal(brevo => brevo.EmailCampaigns.GetAsync(5))
            .NotRead("statistics.linksStats", Clicks);
        Add("PUT /emailCampaigns/{campaignId}", "EmailCampaigns.UpdateAsync, EmailCampaigns.ScheduleAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailCampaigns.UpdateAsync(5, s_update))
            .Full(brevo =>
                brevo.EmailCampaigns.UpdateAsync(
                    5,
                    s_update with
                    {
                        Sender = new() { Id = 3 },
                        HtmlContent = null,
                        HtmlUrl = new("https://example.com/page"),
                        AbTesting = true,
                    }
                )
            )
            .Full(brevo => brevo.EmailCampaigns.ScheduleAsync(5, s_moment, sendAtBestTime: true))
            .Minimal(brevo => brevo.EmailCampaigns.UpdateAsync(5, new() { Name = "July" }))
            .Otherwise("scheduledAt", Time);
        Add("DELETE /emailCampaigns/{campaignId}", "EmailCampaigns.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailCampaigns.DeleteAsync(5))
            .Minimal(brevo => brevo.EmailCampaigns.DeleteAsync(5));
        Add("GET /emailCampaigns/{campaignId}/abTestCampaignResult", "EmailCampaigns.GetAbTestResultAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailCampaigns.GetAbTestResultAsync(5))
            .Minimal(brevo => brevo.EmailCampaigns.GetAbTestResultAsync(5))
            .NotRead("openRate", Percentage)
            .NotRead("clickRate", Percentage)
            .NotRead("winningVersionRate", Percentage)
            .NotRead("statistics", Percentage)
            .NotRead("clickedLinks.Version A[].clickRate", Percentage)
            .NotRead("clickedLinks.Version B[].clickRate", Percentage);
        Add("POST /emailCampaigns/{campaignId}/exportRecipients", "EmailCampaigns.ExportRecipientsAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.EmailCampaigns.ExportRecipientsAsync(5, EmailCampaignRecipientsKind.Openers, new("https://example.com/done"))
            )
            .Minimal(brevo => brevo.EmailCampaigns.ExportRecipientsAsync(5, EmailCampaignRecipientsKind.All))
            .Demands("processId");
        Add("POST /emailCampaigns/{campaignId}/sendNow", "EmailCampaigns.SendNowAsync", Repeated.AfterALook)
            .Full(brevo => brevo.EmailCampaigns.SendNowAsync(5))
            .Minimal(brevo => brevo.EmailCampaigns.SendNowAsync(5));
        Add("POST /emailCampaigns/{campaignId}/sendReport", "EmailCampaigns.SendReportAsync", Repeated.No)
            .Full(brevo => brevo.EmailCampaigns.SendReportAsync(5, Fill.Full<SendCampaignReportRequest>()))
            .Minimal(brevo => brevo.EmailCampaigns.SendReportAsync(5, Fill.Minimal<SendCampaignReportRequest>()));
        Add(
                "POST /emailCampaigns/{campaignId}/sendTest",
                "EmailCampaigns.SendTestAsync, EmailCampaigns.SendTestToTestListAsync",
                Repeated.No
            )
            .Full(brevo => brevo.EmailCampaigns.SendTestAsync(5, [Canaries.Email()]))
            .Minimal(brevo => brevo.EmailCampaigns.SendTestToTestListAsync(5));
        Add("GET /emailCampaigns/{campaignId}/sharedUrl", "EmailCampaigns.GetSharedUrlAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailCampaigns.GetSharedUrlAsync(5))
            .Minimal(brevo => brevo.EmailCampaigns.GetSharedUrlAsync(5))
            .Demands("sharedUrl");
        Add("PUT /emailCampaigns/{campaignId}/status", "EmailCampaigns.UpdateStatusAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailCampaigns.UpdateStatusAsync(5, CampaignStatusChange.Suspend))
            .Full(brevo => brevo.EmailCampaigns.UpdateStatusAsync(5, CampaignStatusChange.Replicate))
            .Minimal(brevo => brevo.EmailCampaigns.UpdateStatusAsync(5, CampaignStatusChange.Archive));
        Untyped("EmailCampaignStatistics.LinksStats", "keys are the links of the campaign, values are numbers");
        Untyped("EmailCampaignStatistics.StatsByDomain", "keys are the domains of the recipients, values are typed");
    }
}
