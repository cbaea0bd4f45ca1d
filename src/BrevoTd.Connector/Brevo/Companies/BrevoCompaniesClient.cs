using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Companies of the CRM, their attributes and their links. Reached through <see cref="BrevoClient.Companies"/>.</summary>
/// <remarks>
/// These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed. Move many
/// companies with <see cref="ImportAsync"/>.
/// </remarks>
public class BrevoCompaniesClient
{
    private static readonly ServiceOperation s_list = new("companies.list", HttpMethod.Get, "companies", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("companies.create", HttpMethod.Post, "companies", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest companies before sending it again, because two may have one name",
    };
    private static readonly ServiceOperation s_import = new(
        "companies.import",
        HttpMethod.Post,
        "companies/import",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the newest processes before sending it again, or rows without an id create their companies twice",
    };
    private static readonly ServiceOperation s_get = new("companies.get", HttpMethod.Get, "companies/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_update = new("companies.update", HttpMethod.Patch, "companies/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_delete = new("companies.delete", HttpMethod.Delete, "companies/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_updateLinks = new(
        "companies.update_links",
        HttpMethod.Patch,
        "companies/link-unlink/{id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listAttributes = new(
        "companies.list_attributes",
        HttpMethod.Get,
        "crm/attributes/companies",
        RepeatRule.Idempotent
    );

    private static readonly CrmAttributeCalls s_attributes = new("companies");

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoCompaniesClient() => _transport = null!;

    internal BrevoCompaniesClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Lists companies (<c>GET /companies</c>), 50 per request unless the query says otherwise. Pages are counted from 1. Brevo gives no total: the listing ends at a page that is
    /// shorter than those before. Companies that are deleted during a sweep can make it miss others: sweep again from <c>ModifiedSince</c> on.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists all companies, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query asks for pages without a company.</exception>
    public virtual AsyncPageable<Company> ListAsync(CompanyQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new CompanyQuery();
        return new NumberedPageable<Company>(
            s_list,
            CrmChecks.PageSize(query.PageSize, nameof(query)),
            company => company.Id?.Value,
            async (position, limit, token) =>
            {
                var path = Filter(query)
                    .Add("page", position)
                    .Add("limit", limit)
                    .Add("sort", query.Order.ToWire())
                    .Add("sortBy", query.SortBy);
                var answer = await _transport
                    .SendAsync(new ServiceRequest(s_list, path.ToString()), CompaniesJsonContext.Default.CompanyListAnswer, token)
                    .ConfigureAwait(false);
                return answer.Items ?? [];
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Creates a company (<c>POST /companies</c>). Brevo takes a second one of the same name as well: when the answer is lost, the newest companies are searched
    /// for the one that this call created, and it is never created a second time.
    /// </summary>
    /// <param name="request">The company.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new company.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ServiceException">Brevo refuses a value or an attribute.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<CompanyId> CreateAsync(CreateCompanyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrmChecks.Name(request.Name, nameof(request));
        var newest = new QueryString("companies").Add("limit", CrmListing.DefaultPageSize).Add("sort", SortOrder.Descending.ToWire());
        var call = new ServiceRequest(s_create, "companies")
        {
            Content = ServiceContent.Json(request, CompaniesJsonContext.Default.CreateCompanyRequest),
            Look = CrmLook.For(
                _transport,
                new ServiceRequest(s_list, newest.ToString()),
                CompaniesJsonContext.Default.CompanyListAnswer,
                answer => answer.Items,
                company =>
                    company.Name == request.Name
                    && CrmLook.Same(request.LinkedContactIds, company.LinkedContactIds)
                    && CrmLook.Same(request.LinkedDealIds, company.LinkedDealIds),
                company => company.CreatedAt,
                company => company.Id?.Value
            ),
        };
        var answer = await _transport
            .SendAsync(call, CompaniesJsonContext.Default.CrmCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id is { } id ? new CompanyId(id) : throw MissingMember.Of(s_create, HttpStatusCode.OK, "id");
    }

    /// <summary>Gets one company (<c>GET /companies/{id}</c>).</summary>
    /// <param name="id">Id of the company.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such company (404), or its user may not see it (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<Company> GetAsync(CompanyId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), CompaniesJsonContext.Default.Company, cancellationToken);

    /// <summary>
    /// Changes a company (<c>PATCH /companies/{id}</c>). Idempotent. The members whose names begin with <c>Replace</c> take away every link that they do not name.
    /// </summary>
    /// <param name="id">Id of the company.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The company as it is now.</returns>
    /// <exception cref="ArgumentException">The id or the new name is empty.</exception>
    /// <exception cref="ServiceException">There is no such company (404), or Brevo refuses a value or an attribute.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<Company> UpdateAsync(CompanyId id, UpdateCompanyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrmChecks.NewName(request.Name, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, CompaniesJsonContext.Default.UpdateCompanyRequest),
            },
            CompaniesJsonContext.Default.Company,
            cancellationToken
        );
    }

    /// <summary>Deletes a company for good (<c>DELETE /companies/{id}</c>). What is linked to it stays.</summary>
    /// <param name="id">Id of the company.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such company (404), or it belongs to another user and may not be deleted (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(CompanyId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    /// <summary>Links contacts and deals to a company, unlinks others, and leaves the rest (<c>PATCH /companies/link-unlink/{id}</c>). Idempotent.</summary>
    /// <param name="id">Id of the company.</param>
    /// <param name="request">Links that are made and taken away.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty, no link is named, or one is to be made and taken away at once.</exception>
    /// <exception cref="ServiceException">There is no such company, contact or deal.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateLinksAsync(CompanyId id, UpdateCompanyLinksRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrmChecks.Links(nameof(request), request.LinkDealIds, request.UnlinkDealIds, request.LinkContactIds, request.UnlinkContactIds);
        return _transport.SendAsync(
            new ServiceRequest(s_updateLinks, $"companies/link-unlink/{Segment(id)}")
            {
                Content = ServiceContent.Json(request, CompaniesJsonContext.Default.UpdateCompanyLinksRequest),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Creates and changes many companies from a CSV file in an asynchronous process (<c>POST /companies/import</c>, a form). When the answer is lost, the call is
    /// not repeated: rows without an id would create their companies twice.
    /// </summary>
    /// <param name="request">The file, and what becomes of its rows.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process; <see cref="BrevoProcessHandle.WaitAsync"/> waits for its end.</returns>
    /// <exception cref="ServiceException">Brevo refuses the file.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoProcessHandle> ImportAsync(ImportCrmRecordsRequest request, CancellationToken cancellationToken = default) =>
        CrmImport.SendAsync(_transport, s_import, request, cancellationToken);

    /// <summary>Lists the attributes that companies have, those of Brevo and those of the account (<c>GET /crm/attributes/companies</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<IReadOnlyList<CrmAttribute>> ListAttributesAsync(CancellationToken cancellationToken = default) =>
        CrmAttributeCalls.ListAsync(_transport, s_listAttributes, cancellationToken);

    /// <summary>
    /// Creates an attribute of companies (<c>POST /crm/attributes</c>). Keep its id: listing the attributes does not tell it, and changing and deleting need it.
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

    /// <summary>Changes label or options of an attribute of companies (<c>PATCH /crm/attributes/{id}</c>). Idempotent.</summary>
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

    /// <summary>Deletes an attribute of companies and its values on all of them (<c>DELETE /crm/attributes/{id}</c>).</summary>
    /// <param name="id">Id of the attribute, which creating it returned.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such attribute (404), or it is one of Brevo's own.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAttributeAsync(CrmAttributeId id, CancellationToken cancellationToken = default) =>
        CrmAttributeCalls.DeleteAsync(_transport, id, cancellationToken);

    private static QueryString Filter(CompanyQuery query)
    {
        var path = new QueryString("companies")
            .Add("filters[attributes.name]", query.Name)
            .Add("filters[attributes.owner]", query.Owner)
            .Add("linkedContactsIds", query.LinkedContactId?.Value)
            .Add("linkedDealsIds", query.LinkedDealId?.Value)
            .Add("modifiedSince", query.ModifiedSince)
            .Add("createdSince", query.CreatedSince);
        foreach (var (name, value) in query.AttributeFilters ?? new Dictionary<string, string>())
        {
            path.Add($"filters[attributes.{Uri.EscapeDataString(name)}]", value);
        }

        return path;
    }

    private static string Path(CompanyId id) => $"companies/{Segment(id)}";

    private static string Segment(CompanyId id) => PathSegment.Of(id.Value, "id of the company", nameof(id));
}
