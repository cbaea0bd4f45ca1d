using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoEmailCampaignsClient
{
    private static readonly ServiceOperation s_getAbTest = new(
        "email_campaigns.get_ab_test_result",
        HttpMethod.Get,
        "emailCampaigns/{campaignId}/abTestCampaignResult",
        RepeatRule.Idempotent
    );

    // A repeat starts a second process with the same result; the first one is left over and harms nobody.
    private static readonly ServiceOperation s_export = new(
        "email_campaigns.export_recipients",
        HttpMethod.Post,
        "emailCampaigns/{campaignId}/exportRecipients",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getSharedUrl = new(
        "email_campaigns.get_shared_url",
        HttpMethod.Get,
        "emailCampaigns/{campaignId}/sharedUrl",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_uploadImage = new(
        "email_campaigns.upload_image",
        HttpMethod.Post,
        "emailCampaigns/images",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look into the account's gallery before sending it again, or the image may stand there twice",
    };

    /// <summary>Gets the result of an A/B test (<c>GET /emailCampaigns/{campaignId}/abTestCampaignResult</c>).</summary>
    /// <param name="id">Id of a campaign with <see cref="EmailCampaign.AbTesting"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign, or it is no A/B test.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<EmailCampaignAbTestResult> GetAbTestResultAsync(
        EmailCampaignId id,
        CancellationToken cancellationToken = default
    ) =>
        _transport.SendAsync(
            new ServiceRequest(s_getAbTest, $"{Path(id)}/abTestCampaignResult"),
            EmailCampaignsJsonContext.Default.EmailCampaignAbTestResult,
            cancellationToken
        );

    /// <summary>
    /// Starts the export of a sent campaign's recipients as a CSV file (<c>POST /emailCampaigns/{campaignId}/exportRecipients</c>). Repeated when its answer
    /// is lost: a second process with the same result may be started then.
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
        EmailCampaignId id,
        EmailCampaignRecipientsKind recipients,
        Uri? notifyUrl = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(recipients.Value, nameof(recipients));
        CampaignChecks.Web(notifyUrl, nameof(notifyUrl), nameof(notifyUrl));
        var request = new ServiceRequest(s_export, $"{Path(id)}/exportRecipients")
        {
            Content = ServiceContent.Json(
                new EmailCampaignExportBody { RecipientsType = recipients, NotifyUrl = notifyUrl },
                EmailCampaignsJsonContext.Default.EmailCampaignExportBody
            ),
        };
        var answer = await _transport
            .SendAsync(request, EmailCampaignsJsonContext.Default.CampaignProcessAnswer, cancellationToken)
            .ConfigureAwait(false);
        var process = answer.ProcessId ?? throw MissingMember.Of(s_export, HttpStatusCode.Accepted, "processId");
        return BrevoProcessHandle.Started(_transport, process);
    }

    /// <summary>Gets an address under which another account can import the design of a campaign or template (<c>GET /emailCampaigns/{campaignId}/sharedUrl</c>). Who has it can read the design.</summary>
    /// <param name="id">Id of the campaign or template.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign, or its design cannot be shared (405).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<Uri> GetSharedUrlAsync(EmailCampaignId id, CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_getSharedUrl, $"{Path(id)}/sharedUrl"),
                EmailCampaignsJsonContext.Default.CampaignSharedUrlAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        return Uri.TryCreate(answer.SharedUrl, UriKind.RelativeOrAbsolute, out var address)
            ? address
            : throw MissingMember.Of(s_getSharedUrl, HttpStatusCode.OK, "sharedUrl");
    }

    /// <summary>
    /// Puts an image of up to 2 MB into the account's gallery (<c>POST /emailCampaigns/images</c>); Brevo fetches it from its address. Not repeated when its
    /// answer is lost, because the gallery would have it twice.
    /// </summary>
    /// <param name="imageUrl">Address of a <c>.jpeg</c>, <c>.jpg</c>, <c>.png</c>, <c>.bmp</c> or <c>.gif</c> that Brevo can reach; no local file.</param>
    /// <param name="name">Name in the gallery.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Address of the image at Brevo, for use in <see cref="CreateEmailCampaignRequest.HtmlContent"/>.</returns>
    /// <exception cref="ArgumentException">The address is none that Brevo can fetch.</exception>
    /// <exception cref="ServiceException">Brevo cannot fetch the image, or it is too large or of another kind.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<Uri> UploadImageAsync(Uri imageUrl, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(imageUrl);
        CampaignChecks.Web(imageUrl, nameof(imageUrl), nameof(imageUrl));
        var request = new ServiceRequest(s_uploadImage, "emailCampaigns/images")
        {
            Content = ServiceContent.Json(
                new CampaignImageBody { ImageUrl = imageUrl, Name = name },
                EmailCampaignsJsonContext.Default.CampaignImageBody
            ),
        };
        var answer = await _transport
            .SendAsync(request, EmailCampaignsJsonContext.Default.CampaignImageAnswer, cancellationToken)
            .ConfigureAwait(false);
        return Uri.TryCreate(answer.Url, UriKind.RelativeOrAbsolute, out var address)
            ? address
            : throw MissingMember.Of(s_uploadImage, HttpStatusCode.Created, "url");
    }
}
