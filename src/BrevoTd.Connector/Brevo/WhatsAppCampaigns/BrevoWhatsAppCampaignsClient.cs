using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>WhatsApp campaigns and their templates. Reached through <see cref="BrevoClient.WhatsAppCampaigns"/>. The account must be connected to WhatsApp in Brevo first.</summary>
/// <remarks>
/// None of these calls has a limit of its own: on the General tier they share 100 requests an hour with everything else that is not listed.
/// </remarks>
public partial class BrevoWhatsAppCampaignsClient
{
    private const int MaxPageSize = 100;
    private const string ListPath = "whatsappCampaigns";

    private static readonly ServiceOperation s_list = new("whatsapp_campaigns.list", HttpMethod.Get, ListPath, RepeatRule.Idempotent);

    private static readonly ServiceOperation s_create = new(
        "whatsapp_campaigns.create",
        HttpMethod.Post,
        ListPath,
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the campaigns before sending it again, or everybody may get it twice",
    };

    private static readonly ServiceOperation s_get = new(
        "whatsapp_campaigns.get",
        HttpMethod.Get,
        "whatsappCampaigns/{campaignId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_update = new(
        "whatsapp_campaigns.update",
        HttpMethod.Put,
        "whatsappCampaigns/{campaignId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "whatsapp_campaigns.delete",
        HttpMethod.Delete,
        "whatsappCampaigns/{campaignId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getConfiguration = new(
        "whatsapp_campaigns.get_configuration",
        HttpMethod.Get,
        "whatsappCampaigns/config",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoWhatsAppCampaignsClient() => _transport = null!;

    internal BrevoWhatsAppCampaignsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Lists WhatsApp campaigns with their statistics (<c>GET /whatsappCampaigns</c>), 100 per request. Brevo orders them by their last change: a campaign that
    /// changes or is deleted during the sweep may make it miss another one, or come twice.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists every campaign, longest unchanged first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query has one of two times only.</exception>
    public virtual AsyncPageable<WhatsAppCampaign> ListAsync(
        WhatsAppCampaignQuery? query = null,
        CancellationToken cancellationToken = default
    )
    {
        query ??= new WhatsAppCampaignQuery();
        CampaignChecks.Window(query.CreatedSince, query.CreatedUntil, nameof(query.CreatedSince), nameof(query.CreatedUntil));
        return BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString(ListPath).Add("startDate", query.CreatedSince).Add("endDate", query.CreatedUntil),
            MaxPageSize,
            query.Order,
            WhatsAppCampaignsJsonContext.Default.WhatsAppCampaignListAnswer,
            answer => new OffsetPageable<WhatsAppCampaign>.Slice(answer.Campaigns, answer.Count),
            cancellationToken
        );
    }

    /// <summary>Gets one campaign with its recipients, template and statistics (<c>GET /whatsappCampaigns/{campaignId}</c>).</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<WhatsAppCampaignDetails> GetAsync(WhatsAppCampaignId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_get, Path(id)),
            WhatsAppCampaignsJsonContext.Default.WhatsAppCampaignDetails,
            cancellationToken
        );

    /// <summary>
    /// Creates and schedules a campaign (<c>POST /whatsappCampaigns</c>); it is sent at its time. When the answer is lost, the campaigns that changed last are
    /// searched for the one that this call created; it is never created a second time, because everybody would get it twice.
    /// </summary>
    /// <param name="request">The campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new campaign.</returns>
    /// <exception cref="ArgumentException">The request is one that Brevo refuses; the message names the member and what to do.</exception>
    /// <exception cref="ServiceException">Brevo refuses it: the template is not approved, a list does not exist, or the account is not connected to WhatsApp.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<WhatsAppCampaignId> CreateAsync(
        CreateWhatsAppCampaignRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        WhatsAppCampaignChecks.Check(request);
        var call = new ServiceRequest(s_create, ListPath)
        {
            Content = ServiceContent.Json(request, WhatsAppCampaignsJsonContext.Default.CreateWhatsAppCampaignRequest),
            Look = new Look((arguments, token) => FindAsync(request.Name, arguments, token), static _ => false, MayRepeat: false),
        };
        var answer = await _transport
            .SendAsync(call, WhatsAppCampaignsJsonContext.Default.WhatsAppCampaignCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>
    /// Changes, stops or moves a campaign that is not sent yet (<c>PUT /whatsappCampaigns/{campaignId}</c>). Idempotent. Without a status Brevo may schedule a
    /// suspended campaign again: see <see cref="UpdateWhatsAppCampaignRequest"/>.
    /// </summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The request changes nothing, or is one that Brevo refuses; the message names the member and what to do.</exception>
    /// <exception cref="ServiceException">There is no such campaign, or it cannot be changed any more.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(
        WhatsAppCampaignId id,
        UpdateWhatsAppCampaignRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        WhatsAppCampaignChecks.Check(request);
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, WhatsAppCampaignsJsonContext.Default.UpdateWhatsAppCampaignRequest),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes a campaign for good (<c>DELETE /whatsappCampaigns/{campaignId}</c>). A repeat after a lost answer finds no campaign any more and says so (404).</summary>
    /// <param name="id">Id of the campaign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such campaign.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(WhatsAppCampaignId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    /// <summary>Gets the account's connection to WhatsApp: whether it is approved, how its number is rated, how many people it may write to (<c>GET /whatsappCampaigns/config</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">The account is not connected to WhatsApp.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<WhatsAppAccountConfiguration> GetConfigurationAsync(CancellationToken cancellationToken = default)
    {
        var configuration = await _transport
            .SendAsync(
                new ServiceRequest(s_getConfiguration, "whatsappCampaigns/config"),
                WhatsAppCampaignsJsonContext.Default.WhatsAppAccountConfiguration,
                cancellationToken
            )
            .ConfigureAwait(false);
        return configuration.WithOneId();
    }

    private Task<ServiceAnswer?> FindAsync(string name, LookArguments arguments, CancellationToken cancellationToken)
    {
        var path = new QueryString(ListPath).Add("limit", CampaignLook.PageSize).Add("sort", SortOrder.Descending.ToWire()).ToString();
        return CampaignLook.FindCreatedAsync(
            _transport,
            new ServiceRequest(s_list, path),
            WhatsAppCampaignsJsonContext.Default.WhatsAppCampaignListAnswer,
            static answer => answer.Campaigns,
            static campaign => (campaign.Id?.Value, campaign.Name, campaign.CreatedAt),
            name,
            arguments,
            cancellationToken
        );
    }

    private static string Path(WhatsAppCampaignId id) => $"whatsappCampaigns/{id}";
}
