using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class SmsCampaignsCalls : ConformanceCalls
{
    private static readonly DateTimeOffset s_moment = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public SmsCampaignsCalls()
    {
        Add("GET /smsCampaigns", "SmsCampaigns.ListAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.SmsCampaigns.ListAsync(
                    Fill.Full<SmsCampaignQuery>() with
                    {
                        Status = SmsCampaignStatus.Sent,
                        SentSince = s_moment,
                        SentUntil = s_moment.AddDays(1),
                    }
                )
            )
            .Full(brevo => brevo.SmsCampaigns.ListAsync(new() { Status = SmsCampaignStatus.InProcess }))
            .Minimal(brevo => brevo.SmsCampaigns.ListAsync());
        Add("POST /smsCampaigns", "SmsCampaigns.CreateAsync", Repeated.AfterALook)
            .Full(brevo =>
                brevo.SmsCampaigns.CreateAsync(
                    Fill.Full<CreateSmsCampaignRequest>() with
                    {
                        UnsubscribeInstruction = "Reply STOP to unsubscribe",
                    }
                )
            )
            .Minimal(brevo => brevo.SmsCampaigns.CreateAsync(Fill.Minimal<CreateSmsCampaignRequest>()))
            .Demands("id")
            .Otherwise("scheduledAt", "written with milliseconds");
        Add("GET /smsCampaigns/{campaignId}", "SmsCampaigns.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.SmsCampaigns.GetAsync(5))
            .Minimal(brevo => brevo.SmsCampaigns.GetAsync(5));
        Add("PUT /smsCampaigns/{campaignId}", "SmsCampaigns.UpdateAsync, SmsCampaigns.ScheduleAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.SmsCampaigns.UpdateAsync(
                    5,
                    Fill.Full<UpdateSmsCampaignRequest>() with
                    {
                        UnsubscribeInstruction = "Reply STOP to unsubscribe",
                    }
                )
            )
            .Full(brevo => brevo.SmsCampaigns.ScheduleAsync(5, s_moment))
            .Minimal(brevo => brevo.SmsCampaigns.UpdateAsync(5, new() { Name = "July" }))
            .Otherwise("scheduledAt", "written with milliseconds");
        Add("DELETE /smsCampaigns/{campaignId}", "SmsCampaigns.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.SmsCampaigns.DeleteAsync(5))
            .Minimal(brevo => brevo.SmsCampaigns.DeleteAsync(5));
        Add("POST /smsCampaigns/{campaignId}/exportRecipients", "SmsCampaigns.ExportRecipientsAsync", Repeated.Yes)
            .Full(brevo => brevo.SmsCampaigns.ExportRecipientsAsync(5, SmsCampaignRecipientsKind.Answered, new("https://example.com/done")))
            .Minimal(brevo => brevo.SmsCampaigns.ExportRecipientsAsync(5, SmsCampaignRecipientsKind.All))
            .Demands("processId");
        Add("POST /smsCampaigns/{campaignId}/sendNow", "SmsCampaigns.SendNowAsync", Repeated.AfterALook)
            .Full(brevo => brevo.SmsCampaigns.SendNowAsync(5))
            .Minimal(brevo => brevo.SmsCampaigns.SendNowAsync(5));
        Add("POST /smsCampaigns/{campaignId}/sendReport", "SmsCampaigns.SendReportAsync", Repeated.No)
            .Full(brevo => brevo.SmsCampaigns.SendReportAsync(5, Fill.Full<SendCampaignReportRequest>()))
            .Minimal(brevo => brevo.SmsCampaigns.SendReportAsync(5, Fill.Minimal<SendCampaignReportRequest>()));
        Add("POST /smsCampaigns/{campaignId}/sendTest", "SmsCampaigns.SendTestAsync", Repeated.No)
            .Full(brevo => brevo.SmsCampaigns.SendTestAsync(5, Canaries.Phone()))
            .Minimal(brevo => brevo.SmsCampaigns.SendTestAsync(5, Canaries.Phone()));
        Add("PUT /smsCampaigns/{campaignId}/status", "SmsCampaigns.UpdateStatusAsync", Repeated.Yes)
            .Full(brevo => brevo.SmsCampaigns.UpdateStatusAsync(5, CampaignStatusChange.Suspend))
            .Full(brevo => brevo.SmsCampaigns.UpdateStatusAsync(5, CampaignStatusChange.Replicate))
            .Minimal(brevo => brevo.SmsCampaigns.UpdateStatusAsync(5, CampaignStatusChange.Archive));
    }
}
