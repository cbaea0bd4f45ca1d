using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>E-mail campaigns: content, recipients, sending and statistics. Reached through <see cref="BrevoClient.EmailCampaigns"/>.</summary>
/// <remarks>
/// None of these calls has a limit of its own: on the General tier they share 100 requests an hour with everything else that is not listed. List with
/// <see cref="EmailCampaignQuery.Statistics"/> (100 campaigns per request) instead of getting campaigns one by one.
/// </remarks>
public partial class BrevoEmailCampaignsClient
{
    private const int MaxPageSize = 100;
    private const string ListPath = "emailCampaigns";

    private static readonly ServiceOperation s_list = new("email_campaigns.list", HttpMethod.Get, ListPath, RepeatRule.Idempotent);

    private static readonly ServiceOperation s_create = new("email_campaigns.create", HttpMethod.Post, ListPath, RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest campaigns before sending it again, because two may have one name",
    };

    private static readonly ServiceOperation s_get = new(
        "email_campaigns.get",
        HttpMethod.Get,
        "emailCampaigns/{campaignId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_update = new(
        "email_campaigns.update",
        HttpMethod.Put,
        "emailCampaigns/{campaignId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "email_campaigns.delete",
        HttpMethod.Delete,
        "emailCampaigns/{campaignId}",
        RepeatRule.Idempotent
    )
    {
        Remedies = static status =>
            status == HttpStatusCode.Forbidden
                ? "Brevo deletes only campaigns that are not scheduled: make a draft of it first (UpdateStatusAsync), or archive it when it is sent."
                : null,
    };

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoEmailCampaignsClient() => _transport = null!;

    internal BrevoEmailCampaignsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>
    /// Lists e-mail campaigns (<c>GET /emailCampaigns</c>), 100 per request. Statistics come only when the query asks for them.
    /// </summary>
    /// <param name="query">Filters, statistics and order; <see langword="null"/> lists every campaign without statistics, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query has one of two times only, times that are more than 2 years apart, times with another status than sent, or statistics that a listing does not have.</exception>
    public virtual AsyncPageable<EmailCampaign> ListAsync(EmailCampaignQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new EmailCampaignQuery();
        EmailCampaignChecks.Check(query);
        return BrevoListing.Create(
            _transport,
            s_list,
            () =>
                new QueryString(ListPath)
                    .Add("type", query.Type?.Value)
                    .Add("status", query.Status?.ToFilter())
                    .Add("statistics", query.Statistics?.Value)
                    .Add("startDate", query.SentSince)
                    .Add("endDate", query.SentUntil)
                    .Add("excludeHtmlContent", query.ExcludeHtmlContent ? true : null)
                    .Add("excludePdfAttachment", query.ExcludePdfAttachment ? true : null),
            MaxPageSize,
            query.Order,
            EmailCampaignsJsonContext.Default.EmailCampaignListAnswer,
            answer => new OffsetPageable<EmailCampaign>.Slice(answer.Campaigns, answer.Count),
            static campaign => campaign.Id?.ToString(),
            cancellationToken
        );
    }

    /// <summary>Gets one campaign (<c>GET /emailCampaigns/{campaignId}</c>), with one part of its statistics if asked for. Unlike in a listing, they cover its whole life.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="statistics">Which part of the statistics; <see langword="null"/> for none.</param>
    /// <param name="excludeHtmlContent">Whether to leave the body out.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<EmailCampaign> GetAsync(
        EmailCampaignId id,
        CampaignStatisticsKind? statistics = null,
        bool excludeHtmlContent = false,
        CancellationToken cancellationToken = default
    ) =>
        _transport.SendAsync(
            new ServiceRequest(s_get, GetPath(id, statistics, excludeHtmlContent)),
            EmailCampaignsJsonContext.Default.EmailCampaign,
            cancellationToken
        );

    /// <summary>
    /// Creates a campaign (<c>POST /emailCampaigns</c>): a draft, or a scheduled one with <see cref="CreateEmailCampaignRequest.ScheduledAt"/>. When the answer
    /// is lost, the newest campaigns are searched for the one that this call created; it is never created a second time, because two may have one name.
    /// </summary>
    /// <param name="request">The campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new campaign.</returns>
    /// <exception cref="ArgumentException">The request is one that Brevo refuses; the message names the member and what to do.</exception>
    /// <exception cref="ServiceException">Brevo refuses it: the sender or a list does not exist, a value is wrong, or the account has its maximum of campaigns (10,000, Enterprise 50,000).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<EmailCampaignId> CreateAsync(
        CreateEmailCampaignRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        EmailCampaignChecks.Check(request);
        var call = new ServiceRequest(s_create, ListPath)
        {
            Content = ServiceContent.Json(request, EmailCampaignsJsonContext.Default.CreateEmailCampaignRequest),
            Look = new Look((arguments, token) => FindAsync(request.Name, arguments, token), static _ => false, MayRepeat: false),
        };
        var answer = await _transport
            .SendAsync(call, EmailCampaignsJsonContext.Default.EmailCampaignCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Changes a draft or a scheduled campaign (<c>PUT /emailCampaigns/{campaignId}</c>). Idempotent.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The request changes nothing, or is one that Brevo refuses; the message names the member and what to do.</exception>
    /// <exception cref="ServiceException">There is no such campaign, it is being sent or sent already, or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(EmailCampaignId id, UpdateEmailCampaignRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        EmailCampaignChecks.Check(request);
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, EmailCampaignsJsonContext.Default.UpdateEmailCampaignRequest),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Deletes a campaign with its statistics (<c>DELETE /emailCampaigns/{campaignId}</c>). Brevo does so only while it is not scheduled. A repeat after a lost
    /// answer finds no campaign any more and says so (404).
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="CredentialsRejectedException">The campaign is scheduled, or the credential may not delete it: Brevo answers both with 403 <c>permission_denied</c>.</exception>
    /// <exception cref="ServiceException">There is no such campaign (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(EmailCampaignId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    private Task<ServiceAnswer?> FindAsync(string name, LookArguments arguments, CancellationToken cancellationToken)
    {
        var path = new QueryString(ListPath)
            .Add("excludeHtmlContent", true)
            .Add("limit", CampaignLook.PageSize)
            .Add("sort", SortOrder.Descending.ToWire())
            .ToString();
        return CampaignLook.FindCreatedAsync(
            _transport,
            new ServiceRequest(s_list, path),
            EmailCampaignsJsonContext.Default.EmailCampaignListAnswer,
            static answer => answer.Campaigns,
            static campaign => (campaign.Id?.Value, campaign.Name, campaign.CreatedAt),
            name,
            arguments,
            cancellationToken
        );
    }

    private static string GetPath(EmailCampaignId id, CampaignStatisticsKind? statistics, bool excludeHtmlContent) =>
        new QueryString(Path(id))
            .Add("statistics", statistics?.Value)
            .Add("excludeHtmlContent", excludeHtmlContent ? true : null)
            .ToString();

    private static string Path(EmailCampaignId id) => $"emailCampaigns/{id}";
}
