using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>E-mails that Brevo received for the account (inbound parsing). Reached through <see cref="BrevoClient.InboundEmails"/>.</summary>
/// <remarks>These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed.</remarks>
public class BrevoInboundEmailsClient
{
    private const int MaxPageSize = 500;
    private const int MaxDays = 30;

    private static readonly ServiceOperation s_list = new("inbound_emails.list", HttpMethod.Get, "inbound/events", RepeatRule.Idempotent);

    private static readonly ServiceOperation s_get = new(
        "inbound_emails.get",
        HttpMethod.Get,
        "inbound/events/{uuid}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_downloadAttachment = new(
        "inbound_emails.download_attachment",
        HttpMethod.Get,
        "inbound/attachments/{downloadToken}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoInboundEmailsClient() => _transport = null!;

    internal BrevoInboundEmailsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Lists received e-mails (<c>GET /inbound/events</c>), 500 per request. Without a window Brevo lists the last 30 days. There is no total: the listing ends
    /// at a page that is not full.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists the last 30 days, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">Only one end of the window is set, its ends are reversed, or it has more than 30 days.</exception>
    public virtual AsyncPageable<InboundEmail> ListAsync(InboundEmailQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new InboundEmailQuery();
        TimeFilter.CheckDays(query.From, query.To, MaxDays, nameof(query));
        return BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString("inbound/events").Add("sender", query.Sender).Add("startDate", query.From).Add("endDate", query.To),
            MaxPageSize,
            query.Order,
            InboundEmailsJsonContext.Default.InboundEmailListAnswer,
            answer => new OffsetPageable<InboundEmail>.Slice(answer.Events, null),
            static email => email.Id?.ToString(),
            cancellationToken
        );
    }

    /// <summary>Gets what happened to a received e-mail (<c>GET /inbound/events/{uuid}</c>).</summary>
    /// <param name="id">Id of the e-mail.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such e-mail (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<InboundEmailDetails> GetAsync(InboundEmailId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_get, $"inbound/events/{PathSegment.Of(id.Value, "id of the e-mail", nameof(id))}"),
            InboundEmailsJsonContext.Default.InboundEmailDetails,
            cancellationToken
        );

    /// <summary>
    /// Downloads an attachment of a received e-mail (<c>GET /inbound/attachments/{downloadToken}</c>) without holding it in memory. When the call fails, the
    /// destination holds the beginning of the file.
    /// </summary>
    /// <param name="downloadToken">The token of the attachment, from the payload of the webhook.</param>
    /// <param name="destination">Where the attachment is written.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="ArgumentException">The token is empty.</exception>
    /// <exception cref="ServiceException">There is no such attachment (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task DownloadAttachmentAsync(
        string downloadToken,
        Stream destination,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        var path = $"inbound/attachments/{PathSegment.Of(downloadToken, "download token", nameof(downloadToken))}";
        var request = new ServiceRequest(s_downloadAttachment, path) { Accept = "*/*" };
        using var response = await _transport.SendForStreamAsync(request, cancellationToken).ConfigureAwait(false);
        await response.Content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }
}
