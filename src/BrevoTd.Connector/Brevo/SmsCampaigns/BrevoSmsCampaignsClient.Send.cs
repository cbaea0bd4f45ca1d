using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoSmsCampaignsClient
{
    private static readonly ServiceOperation s_sendNow = new(
        "sms_campaigns.send_now",
        HttpMethod.Post,
        "smsCampaigns/{campaignId}/sendNow",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "get the campaign before sending it again: its status says whether it is on its way",
        Remedies = static status =>
            status == HttpStatusCode.PaymentRequired
                ? "The account has fewer SMS credits than the campaign has recipients: buy credits, or send to fewer lists."
                : null,
    };

    private static readonly ServiceOperation s_changeStatus = new(
        "sms_campaigns.update_status",
        HttpMethod.Put,
        "smsCampaigns/{campaignId}/status",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_sendByStatus = new(
        "sms_campaigns.send_by_status",
        HttpMethod.Put,
        "smsCampaigns/{campaignId}/status",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "get or list the campaigns before sending it again, or it may be sent or copied twice",
    };

    private static readonly ServiceOperation s_sendTest = new(
        "sms_campaigns.send_test",
        HttpMethod.Post,
        "smsCampaigns/{campaignId}/sendTest",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look at the phone before sending it again; a test is paid like any SMS",
    };

    private static readonly ServiceOperation s_sendReport = new(
        "sms_campaigns.send_report",
        HttpMethod.Post,
        "smsCampaigns/{campaignId}/sendReport",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look into the mailboxes of the report before sending it again",
    };

    // A repeat starts a second process with the same result; the first one is left over and harms nobody.
    private static readonly ServiceOperation s_export = new(
        "sms_campaigns.export_recipients",
        HttpMethod.Post,
        "smsCampaigns/{campaignId}/exportRecipients",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Sends a campaign at once (<c>POST /smsCampaigns/{campaignId}/sendNow</c>). It needs recipients. When the answer is lost, the campaign is looked at: if it
    /// is on its way, the call is done; if not, the call fails and is never repeated, so that nobody gets it, and nobody pays for it, twice.
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign (404), it cannot be sent as it is or is sent already (400), or the account has fewer credits than the campaign has recipients (402).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendNowAsync(SmsCampaignId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_sendNow, $"{Path(id)}/sendNow")
            {
                Look = new Look((arguments, token) => FindSentAsync(id, arguments, token), static _ => false, MayRepeat: false),
            },
            cancellationToken
        );

    /// <summary>
    /// Schedules a campaign that has recipients, or moves it to another time (<c>PUT /smsCampaigns/{campaignId}</c> with <c>scheduledAt</c>). Idempotent. To
    /// unschedule it, use <see cref="UpdateStatusAsync"/> with <see cref="CampaignStatusChange.Draft"/> or <see cref="CampaignStatusChange.Suspend"/>.
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="scheduledAt">When it is sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign, it has no recipients, or the time has passed.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task ScheduleAsync(SmsCampaignId id, DateTimeOffset scheduledAt, CancellationToken cancellationToken = default) =>
        UpdateAsync(id, new UpdateSmsCampaignRequest { ScheduledAt = scheduledAt }, cancellationToken);

    /// <summary>
    /// Changes the state of a campaign (<c>PUT /smsCampaigns/{campaignId}/status</c>): stop, continue, cancel, archive, copy. What stops or puts away is
    /// idempotent and repeated when its answer is lost; what sends or copies is not.
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="status">The change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign, or its state does not permit the change.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateStatusAsync(SmsCampaignId id, CampaignStatusChange status, CancellationToken cancellationToken = default)
    {
        CampaignChecks.Status(status);
        return _transport.SendAsync(
            new ServiceRequest(status.IsRepeatable ? s_changeStatus : s_sendByStatus, $"{Path(id)}/status")
            {
                Content = ServiceContent.Json(
                    new CampaignStatusBody { Status = status },
                    SmsCampaignsJsonContext.Default.CampaignStatusBody
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Sends a test of a campaign to one phone (<c>POST /smsCampaigns/{campaignId}/sendTest</c>). Not repeated when its answer is lost.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="phoneNumber">Number with its country code, such as <c>33689965433</c>. It must belong to a contact of the account that is not on the SMS blocklist.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The number is empty.</exception>
    /// <exception cref="ServiceException">There is no such campaign, or the number is not one of a contact.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendTestAsync(SmsCampaignId id, string phoneNumber, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(phoneNumber);
        return _transport.SendAsync(
            new ServiceRequest(s_sendTest, $"{Path(id)}/sendTest")
            {
                Content = ServiceContent.Json(
                    new SmsCampaignTestBody { PhoneNumber = phoneNumber },
                    SmsCampaignsJsonContext.Default.SmsCampaignTestBody
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Sends the report of a sent or archived campaign as a PDF by e-mail (<c>POST /smsCampaigns/{campaignId}/sendReport</c>). Not repeated when its answer is lost.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="request">Who gets it, and with which text.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no address, or no text.</exception>
    /// <exception cref="ServiceException">There is no such campaign, or it is not sent yet.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendReportAsync(SmsCampaignId id, SendCampaignReportRequest request, CancellationToken cancellationToken = default)
    {
        CampaignChecks.Report(request);
        return _transport.SendAsync(
            new ServiceRequest(s_sendReport, $"{Path(id)}/sendReport")
            {
                Content = ServiceContent.Json(CampaignReportBody.Of(request), SmsCampaignsJsonContext.Default.CampaignReportBody),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Starts the export of a sent campaign's recipients as a CSV file (<c>POST /smsCampaigns/{campaignId}/exportRecipients</c>). Repeated when its answer is
    /// lost: a second process with the same result may be started then.
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="recipients">Which recipients.</param>
    /// <param name="notifyUrl">Address that Brevo calls when the file is there. Its payload is not documented: take it as a hint and look at the process.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process; <see cref="BrevoProcessHandle.ReadExportAsync(CancellationToken)"/> waits for its end and reads the file row by row.</returns>
    /// <exception cref="ArgumentException">The kind of recipients is empty, or the address is none that Brevo can call.</exception>
    /// <exception cref="ServiceException">There is no such campaign, or it is not sent yet.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<BrevoProcessHandle> ExportRecipientsAsync(
        SmsCampaignId id,
        SmsCampaignRecipientsKind recipients,
        Uri? notifyUrl = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(recipients.Value, nameof(recipients));
        CampaignChecks.Web(notifyUrl, nameof(notifyUrl), nameof(notifyUrl));
        var request = new ServiceRequest(s_export, $"{Path(id)}/exportRecipients")
        {
            Content = ServiceContent.Json(
                new SmsCampaignExportBody { RecipientsType = recipients, NotifyUrl = notifyUrl },
                SmsCampaignsJsonContext.Default.SmsCampaignExportBody
            ),
        };
        var answer = await _transport
            .SendAsync(request, SmsCampaignsJsonContext.Default.CampaignProcessAnswer, cancellationToken)
            .ConfigureAwait(false);
        var process = answer.ProcessId ?? throw MissingMember.Of(s_export, HttpStatusCode.Accepted, "processId");
        return BrevoProcessHandle.Started(_transport, process);
    }

    private async Task<ServiceAnswer?> FindSentAsync(SmsCampaignId id, LookArguments arguments, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_get, Path(id));
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var campaign = _transport.Read(request, answer, SmsCampaignsJsonContext.Default.SmsCampaign);
        var isSent = CampaignLook.IsSentSinceBegin(
            campaign.Status == SmsCampaignStatus.InProcess,
            campaign.Status == SmsCampaignStatus.Queued,
            campaign.Status == SmsCampaignStatus.Sent,
            campaign.ScheduledAt,
            campaign.SentDate,
            arguments,
            answer
        );
        return isSent ? answer : null;
    }
}
