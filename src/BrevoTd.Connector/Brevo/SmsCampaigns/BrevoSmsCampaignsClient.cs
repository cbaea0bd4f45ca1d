using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>SMS campaigns: content, recipients, sending and statistics. Reached through <see cref="BrevoClient.SmsCampaigns"/>.</summary>
/// <remarks>
/// None of these calls has a limit of its own: on the General tier they share 100 requests an hour with everything else that is not listed. An account
/// stores 300 SMS campaigns, an Enterprise account 600.
/// </remarks>
public partial class BrevoSmsCampaignsClient
{
    private const int MaxPageSize = 1000;
    private const string ListPath = "smsCampaigns";

    private static readonly ServiceOperation s_list = new("sms_campaigns.list", HttpMethod.Get, ListPath, RepeatRule.Idempotent);

    private static readonly ServiceOperation s_create = new("sms_campaigns.create", HttpMethod.Post, ListPath, RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest campaigns before sending it again, because two may have one name",
    };

    private static readonly ServiceOperation s_get = new(
        "sms_campaigns.get",
        HttpMethod.Get,
        "smsCampaigns/{campaignId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_update = new(
        "sms_campaigns.update",
        HttpMethod.Put,
        "smsCampaigns/{campaignId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "sms_campaigns.delete",
        HttpMethod.Delete,
        "smsCampaigns/{campaignId}",
        RepeatRule.Idempotent
    )
    {
        Remedies = static status =>
            status == HttpStatusCode.Forbidden
                ? "Brevo deletes only campaigns that are neither scheduled nor sent: make a draft of it first (UpdateStatusAsync), or archive it when it is sent."
                : null,
    };

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoSmsCampaignsClient() => _transport = null!;

    internal BrevoSmsCampaignsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>Lists SMS campaigns with their statistics (<c>GET /smsCampaigns</c>), 1,000 per request.</summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists every campaign, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query has one of two times only, or times with another status than sent.</exception>
    public virtual AsyncPageable<SmsCampaign> ListAsync(SmsCampaignQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new SmsCampaignQuery();
        SmsCampaignChecks.Check(query);
        return BrevoListing.Create(
            _transport,
            s_list,
            () =>
                new QueryString(ListPath)
                    .Add("status", query.Status?.ToFilter())
                    .Add("startDate", query.SentSince)
                    .Add("endDate", query.SentUntil),
            MaxPageSize,
            query.Order,
            SmsCampaignsJsonContext.Default.SmsCampaignListAnswer,
            answer => new OffsetPageable<SmsCampaign>.Slice(answer.Campaigns, answer.Count),
            static campaign => campaign.Id?.ToString(),
            cancellationToken
        );
    }

    /// <summary>Gets one campaign with its statistics (<c>GET /smsCampaigns/{campaignId}</c>). Its lists come with their names.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<SmsCampaign> GetAsync(SmsCampaignId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), SmsCampaignsJsonContext.Default.SmsCampaign, cancellationToken);

    /// <summary>
    /// Creates a campaign (<c>POST /smsCampaigns</c>): a draft, or a scheduled one with <see cref="CreateSmsCampaignRequest.ScheduledAt"/>. When the answer is
    /// lost, the newest campaigns are searched for the one that this call created; it is never created a second time, because two may have one name.
    /// </summary>
    /// <remarks>An account that Brevo has not validated yet may have 4 campaigns, and one with more than 10 recipients is stored as a draft, whatever was asked.</remarks>
    /// <param name="request">The campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new campaign.</returns>
    /// <exception cref="ArgumentException">The request is one that Brevo refuses; the message names the member and what to do.</exception>
    /// <exception cref="ServiceException">Brevo refuses it: a list does not exist, a value is wrong, or the account has its maximum of campaigns.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<SmsCampaignId> CreateAsync(CreateSmsCampaignRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SmsCampaignChecks.Check(request);
        var call = new ServiceRequest(s_create, ListPath)
        {
            Content = ServiceContent.Json(request, SmsCampaignsJsonContext.Default.CreateSmsCampaignRequest),
            Look = new Look((arguments, token) => FindAsync(request.Name, arguments, token), static _ => false, MayRepeat: false),
        };
        var answer = await _transport
            .SendAsync(call, SmsCampaignsJsonContext.Default.SmsCampaignCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Changes a draft or a scheduled campaign (<c>PUT /smsCampaigns/{campaignId}</c>). Idempotent.</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The request changes nothing, or is one that Brevo refuses; the message names the member and what to do.</exception>
    /// <exception cref="ServiceException">There is no such campaign, it is being sent or sent already, or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(SmsCampaignId id, UpdateSmsCampaignRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SmsCampaignChecks.Check(request);
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, SmsCampaignsJsonContext.Default.UpdateSmsCampaignRequest),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Deletes a campaign with its statistics (<c>DELETE /smsCampaigns/{campaignId}</c>). Brevo does so only while it is neither scheduled nor sent. A repeat
    /// after a lost answer finds no campaign any more and says so (404).
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="CredentialsRejectedException">The campaign is scheduled or sent, or the credential may not delete it: Brevo answers both with 403 <c>permission_denied</c>.</exception>
    /// <exception cref="ServiceException">There is no such campaign (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(SmsCampaignId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    private Task<ServiceAnswer?> FindAsync(string name, LookArguments arguments, CancellationToken cancellationToken)
    {
        var path = new QueryString(ListPath).Add("limit", CampaignLook.PageSize).Add("sort", SortOrder.Descending.ToWire()).ToString();
        return CampaignLook.FindCreatedAsync(
            _transport,
            new ServiceRequest(s_list, path),
            SmsCampaignsJsonContext.Default.SmsCampaignListAnswer,
            static answer => answer.Campaigns,
            static campaign => (campaign.Id?.Value, campaign.Name, campaign.CreatedAt),
            name,
            arguments,
            cancellationToken
        );
    }

    private static string Path(SmsCampaignId id) => $"smsCampaigns/{id}";
}
