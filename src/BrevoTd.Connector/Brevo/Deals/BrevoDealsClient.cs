using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Deals of the CRM, their attributes, pipelines and their links. Reached through <see cref="BrevoClient.Deals"/>.</summary>
/// <remarks>
/// These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed. Move many
/// deals with <see cref="ImportAsync"/>.
/// </remarks>
public partial class BrevoDealsClient
{
    private static readonly ServiceOperation s_list = new("deals.list", HttpMethod.Get, "crm/deals", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("deals.create", HttpMethod.Post, "crm/deals", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest deals before sending it again, because two may have one name",
    };
    private static readonly ServiceOperation s_import = new("deals.import", HttpMethod.Post, "crm/deals/import", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest processes before sending it again, or rows without an id create their deals twice",
    };
    private static readonly ServiceOperation s_get = new("deals.get", HttpMethod.Get, "crm/deals/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_update = new("deals.update", HttpMethod.Patch, "crm/deals/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_delete = new("deals.delete", HttpMethod.Delete, "crm/deals/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_updateLinks = new(
        "deals.update_links",
        HttpMethod.Patch,
        "crm/deals/link-unlink/{id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listAttributes = new(
        "deals.list_attributes",
        HttpMethod.Get,
        "crm/attributes/deals",
        RepeatRule.Idempotent
    );

    private static readonly CrmAttributeCalls s_attributes = new("deals");

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoDealsClient() => _transport = null!;

    internal BrevoDealsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Lists deals (<c>GET /crm/deals</c>), 50 per request unless the query says otherwise. Brevo gives no total: the listing ends at a page
    /// that is not full. Deals that come or go meanwhile make it neither skip nor repeat others, unless <see cref="DealQuery.SortBy"/> is set.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists all deals, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query asks for pages without a deal.</exception>
    public virtual AsyncPageable<Deal> ListAsync(DealQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new DealQuery();
        return CrmListing.Create<Deal>(
            s_list,
            CrmChecks.PageSize(query.PageSize, nameof(query)),
            query.SortBy is null ? deal => deal.Id?.Value : null,
            async (position, limit, token) =>
            {
                var path = Filter(query)
                    .Add("offset", position)
                    .Add("limit", limit)
                    .Add("sort", query.Order.ToWire())
                    .Add("sortBy", query.SortBy);
                var answer = await _transport
                    .SendAsync(new ServiceRequest(s_list, path.ToString()), DealsJsonContext.Default.DealListAnswer, token)
                    .ConfigureAwait(false);
                return answer.Items ?? [];
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Creates a deal (<c>POST /crm/deals</c>). Brevo takes a second one of the same name as well: when the answer is lost, the newest deals are searched
    /// for the one that this call created, and it is never created a second time.
    /// </summary>
    /// <param name="request">The deal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new deal.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ServiceException">Brevo refuses a value or an attribute.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<DealId> CreateAsync(CreateDealRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrmChecks.Name(request.Name, nameof(request));
        var newest = new QueryString("crm/deals").Add("limit", CrmListing.DefaultPageSize).Add("sort", SortOrder.Descending.ToWire());
        var call = new ServiceRequest(s_create, "crm/deals")
        {
            Content = ServiceContent.Json(request, DealsJsonContext.Default.CreateDealRequest),
            Look = CrmLook.For(
                _transport,
                new ServiceRequest(s_list, newest.ToString()),
                DealsJsonContext.Default.DealListAnswer,
                answer => answer.Items,
                deal =>
                    deal.Name == request.Name
                    && CrmLook.Same(request.LinkedContactIds, deal.LinkedContactIds)
                    && CrmLook.Same(request.LinkedCompanyIds, deal.LinkedCompanyIds),
                deal => deal.CreatedAt,
                deal => deal.Id?.Value
            ),
        };
        var answer = await _transport
            .SendAsync(call, CompaniesJsonContext.Default.CrmCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id is { } id ? new DealId(id) : throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Gets one deal (<c>GET /crm/deals/{id}</c>).</summary>
    /// <param name="id">Id of the deal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such deal (404), or its user may not see it (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<Deal> GetAsync(DealId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), DealsJsonContext.Default.Deal, cancellationToken);

    /// <summary>
    /// Changes a deal (<c>PATCH /crm/deals/{id}</c>). Idempotent. The members whose names begin with <c>Replace</c> take away every link that they do not name.
    /// </summary>
    /// <param name="id">Id of the deal.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id or the new name is empty, or a new pipeline stands without a stage.</exception>
    /// <exception cref="ServiceException">There is no such deal (404), or Brevo refuses a value or an attribute.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(DealId id, UpdateDealRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrmChecks.NewName(request.Name, nameof(request));
        if (request.Attributes is { } attributes && attributes.ContainsKey("pipeline") && !attributes.ContainsKey("deal_stage"))
        {
            throw new ArgumentException(
                "Brevo moves a deal to another pipeline only together with a stage of it. Set deal_stage beside pipeline.",
                nameof(request)
            );
        }

        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id)) { Content = ServiceContent.Json(request, DealsJsonContext.Default.UpdateDealRequest) },
            cancellationToken
        );
    }

    /// <summary>Deletes a deal for good (<c>DELETE /crm/deals/{id}</c>). What is linked to it stays.</summary>
    /// <param name="id">Id of the deal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such deal (404), or it belongs to another user and may not be deleted (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(DealId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    /// <summary>Links contacts and companies to a deal, unlinks others, and leaves the rest (<c>PATCH /crm/deals/link-unlink/{id}</c>). Idempotent.</summary>
    /// <param name="id">Id of the deal.</param>
    /// <param name="request">Links that are made and taken away.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty, no link is named, or one is to be made and taken away at once.</exception>
    /// <exception cref="ServiceException">There is no such deal, contact or company.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateLinksAsync(DealId id, UpdateDealLinksRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrmChecks.Links(
            nameof(request),
            request.LinkCompanyIds,
            request.UnlinkCompanyIds,
            request.LinkContactIds,
            request.UnlinkContactIds
        );
        return _transport.SendAsync(
            new ServiceRequest(s_updateLinks, $"crm/deals/link-unlink/{Segment(id)}")
            {
                Content = ServiceContent.Json(request, DealsJsonContext.Default.UpdateDealLinksRequest),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Creates and changes many deals from a CSV file in an asynchronous process (<c>POST /crm/deals/import</c>, a form). When the answer is lost, the call is
    /// not repeated: rows without an id would create their deals twice.
    /// </summary>
    /// <param name="request">The file, and what becomes of its rows.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process; <see cref="BrevoProcessHandle.WaitAsync"/> waits for its end.</returns>
    /// <exception cref="ServiceException">Brevo refuses the file.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoProcessHandle> ImportAsync(ImportCrmRecordsRequest request, CancellationToken cancellationToken = default) =>
        CrmImport.SendAsync(_transport, s_import, request, cancellationToken);

    /// <summary>Lists the attributes that deals have, those of Brevo and those of the account (<c>GET /crm/attributes/deals</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<IReadOnlyList<CrmAttribute>> ListAttributesAsync(CancellationToken cancellationToken = default) =>
        CrmAttributeCalls.ListAsync(_transport, s_listAttributes, cancellationToken);

    /// <summary>
    /// Creates an attribute of deals (<c>POST /crm/attributes</c>). Keep its id: listing the attributes does not tell it, and changing and deleting need it.
    /// When the answer is lost, the call is not repeated.
    /// </summary>
    /// <param name="request">The attribute.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new attribute.</returns>
    /// <exception cref="ArgumentException">The label is empty or longer than 50 characters, or options are missing.</exception>
    /// <exception cref="ServiceException">The label is taken or reserved.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CrmAttributeId> CreateAttributeAsync(
        CreateCrmAttributeRequest request,
        CancellationToken cancellationToken = default
    ) => s_attributes.CreateAsync(_transport, request, cancellationToken);

    /// <summary>Changes label or options of an attribute of deals (<c>PATCH /crm/attributes/{id}</c>). Idempotent.</summary>
    /// <param name="id">Id of the attribute, which creating it returned.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty, nothing changes, the label is empty or longer than 50 characters, or an option is not whole.</exception>
    /// <exception cref="ServiceException">There is no such attribute (404), or it is one of Brevo's own.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAttributeAsync(
        CrmAttributeId id,
        UpdateCrmAttributeRequest request,
        CancellationToken cancellationToken = default
    ) => s_attributes.UpdateAsync(_transport, id, request, cancellationToken);

    /// <summary>Deletes an attribute of deals and its values on all of them (<c>DELETE /crm/attributes/{id}</c>).</summary>
    /// <param name="id">Id of the attribute, which creating it returned.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such attribute (404), or it is one of Brevo's own.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAttributeAsync(CrmAttributeId id, CancellationToken cancellationToken = default) =>
        CrmAttributeCalls.DeleteAsync(_transport, id, cancellationToken);

    private static QueryString Filter(DealQuery query)
    {
        var path = new QueryString("crm/deals")
            .Add("filters[attributes.deal_name]", query.Name)
            .Add("filters[attributes.deal_owner]", query.Owner)
            .Add("filters[attributes.deal_stage]", query.Stage?.Value)
            .Add("filters[attributes.pipeline]", query.Pipeline?.Value)
            .Add("filters[linkedCompaniesIds]", query.LinkedCompanyId?.Value)
            .Add("filters[linkedContactsIds]", query.LinkedContactId?.Value)
            .Add("modifiedSince", query.ModifiedSince)
            .Add("createdSince", query.CreatedSince);
        foreach (var (name, value) in query.AttributeFilters ?? new Dictionary<string, string>())
        {
            path.Add($"filters[attributes.{Uri.EscapeDataString(name)}]", value);
        }

        return path;
    }

    private static string Path(DealId id) => $"crm/deals/{Segment(id)}";

    private static string Segment(DealId id) => PathSegment.Of(id.Value, "id of the deal", nameof(id));
}
