using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoEmailCampaignsClient
{
    private const int MaxTestsPerDay = 50;

    private static readonly ServiceOperation s_sendNow = new(
        "email_campaigns.send_now",
        HttpMethod.Post,
        "emailCampaigns/{campaignId}/sendNow",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "get the campaign before sending it again: its status says whether it is on its way",
        Remedies = static status =>
            status == HttpStatusCode.PaymentRequired
                ? "The account has fewer credits than the campaign has recipients: buy credits, or send to fewer lists."
                : null,
    };

    private static readonly ServiceOperation s_changeStatus = new(
        "email_campaigns.update_status",
        HttpMethod.Put,
        "emailCampaigns/{campaignId}/status",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_sendByStatus = new(
        "email_campaigns.send_by_status",
        HttpMethod.Put,
        "emailCampaigns/{campaignId}/status",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "get or list the campaigns before sending it again, or it may be sent or copied twice",
    };

    private static readonly ServiceOperation s_sendTest = new(
        "email_campaigns.send_test",
        HttpMethod.Post,
        "emailCampaigns/{campaignId}/sendTest",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look into the mailboxes of the test before sending it again; a day has 50 tests",
    };

    private static readonly ServiceOperation s_sendReport = new(
        "email_campaigns.send_report",
        HttpMethod.Post,
        "emailCampaigns/{campaignId}/sendReport",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look into the mailboxes of the report before sending it again",
    };

    /// <summary>
    /// Sends a campaign at once (<c>POST /emailCampaigns/{campaignId}/sendNow</c>). It needs recipients and a body. When the answer is lost, the campaign is
    /// looked at: if it is on its way, the call is done; if not, the call fails and is never repeated, so that nobody gets it twice.
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign (404), it cannot be sent as it is or is sent already (400), or the account has not enough credits (402).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendNowAsync(EmailCampaignId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_sendNow, $"{Path(id)}/sendNow")
            {
                Look = new Look((arguments, token) => FindSentAsync(id, arguments, token), static _ => false, MayRepeat: false),
            },
            cancellationToken
        );

    /// <summary>
    /// Schedules a campaign that has recipients, or moves it to another time (<c>PUT /emailCampaigns/{campaignId}</c> with <c>scheduledAt</c>). Idempotent.
    /// To unschedule it, use <see cref="UpdateStatusAsync"/> with <see cref="CampaignStatusChange.Draft"/> or <see cref="CampaignStatusChange.Suspend"/>.
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="scheduledAt">When it is sent; it is written with its offset.</param>
    /// <param name="sendAtBestTime">Whether each recipient gets it at the time that suits them best, on the date of <paramref name="scheduledAt"/>; <see langword="null"/> keeps what the campaign has.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign, it has no recipients, or the time has passed.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task ScheduleAsync(
        EmailCampaignId id,
        DateTimeOffset scheduledAt,
        bool? sendAtBestTime = null,
        CancellationToken cancellationToken = default
    ) => UpdateAsync(id, new UpdateEmailCampaignRequest { ScheduledAt = scheduledAt, SendAtBestTime = sendAtBestTime }, cancellationToken);

    /// <summary>
    /// Changes the state of a campaign (<c>PUT /emailCampaigns/{campaignId}/status</c>): stop, continue, cancel, archive, copy. What stops or puts away is
    /// idempotent and repeated when its answer is lost; what sends or copies is not.
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="status">The change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign, or its state does not permit the change.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateStatusAsync(EmailCampaignId id, CampaignStatusChange status, CancellationToken cancellationToken = default)
    {
        CampaignChecks.Status(status);
        return _transport.SendAsync(
            new ServiceRequest(status.IsRepeatable ? s_changeStatus : s_sendByStatus, $"{Path(id)}/status")
            {
                Content = ServiceContent.Json(
                    new CampaignStatusBody { Status = status },
                    EmailCampaignsJsonContext.Default.CampaignStatusBody
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Sends a test of a campaign to some addresses (<c>POST /emailCampaigns/{campaignId}/sendTest</c>). A day has 50 tests. Not repeated when its answer is lost.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="emails">The addresses, 1 to 50. Without any, Brevo would send to the whole test list: that is <see cref="SendTestToTestListAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no address, an empty one, or more than 50.</exception>
    /// <exception cref="ServiceException">There is no such campaign, or an address is unknown or blocked.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendTestAsync(EmailCampaignId id, IReadOnlyList<string> emails, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emails);
        if (emails.Count is 0 or > MaxTestsPerDay || emails.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException(
                $"Give 1 to {MaxTestsPerDay} addresses, none of them empty: Brevo sends {MaxTestsPerDay} tests a day, and without an address it sends to the whole test list (SendTestToTestListAsync).",
                nameof(emails)
            );
        }

        return SendTestCoreAsync(id, emails, cancellationToken);
    }

    /// <summary>Sends a test of a campaign to the account's test list (<c>POST /emailCampaigns/{campaignId}/sendTest</c>). Not repeated when its answer is lost.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign, or the test list is empty.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendTestToTestListAsync(EmailCampaignId id, CancellationToken cancellationToken = default) =>
        SendTestCoreAsync(id, [], cancellationToken);

    /// <summary>Sends the report of a campaign as a PDF by e-mail (<c>POST /emailCampaigns/{campaignId}/sendReport</c>). Not repeated when its answer is lost.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="request">Who gets it, and with which text.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no address, or no text.</exception>
    /// <exception cref="ServiceException">There is no such campaign, or it is not sent yet.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendReportAsync(
        EmailCampaignId id,
        SendCampaignReportRequest request,
        CancellationToken cancellationToken = default
    )
    {
        CampaignChecks.Report(request);
        return _transport.SendAsync(
            new ServiceRequest(s_sendReport, $"{Path(id)}/sendReport")
            {
                Content = ServiceContent.Json(CampaignReportBody.Of(request), EmailCampaignsJsonContext.Default.CampaignReportBody),
            },
            cancellationToken
        );
    }

    private Task SendTestCoreAsync(EmailCampaignId id, IReadOnlyList<string> emails, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(s_sendTest, $"{Path(id)}/sendTest")
            {
                Content = ServiceContent.Json(
                    new EmailCampaignTestBody { EmailTo = emails },
                    EmailCampaignsJsonContext.Default.EmailCampaignTestBody
                ),
            },
            cancellationToken
        );

    private async Task<ServiceAnswer?> FindSentAsync(EmailCampaignId id, LookArguments arguments, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_get, GetPath(id, null, excludeHtmlContent: true));
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var campaign = _transport.Read(request, answer, EmailCampaignsJsonContext.Default.EmailCampaign);
        var isSent = CampaignLook.IsSentSinceBegin(
            campaign.Status == EmailCampaignStatus.InProcess || campaign.Status == EmailCampaignStatus.InReview,
            campaign.Status == EmailCampaignStatus.Queued,
            campaign.Status == EmailCampaignStatus.Sent,
            campaign.ScheduledAt,
            campaign.SentDate,
            arguments,
            answer
        );
        return isSent ? answer : null;
    }
}
