using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Domains that e-mails are sent from. Reached through <see cref="BrevoClient.Domains"/>.</summary>
/// <remarks>These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed.</remarks>
public class BrevoDomainsClient
{
    private const string DomainsPath = "senders/domains";

    private static readonly ServiceOperation s_list = new("domains.list", HttpMethod.Get, DomainsPath, RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("domains.create", HttpMethod.Post, DomainsPath, RepeatRule.NotIdempotent)
    {
        HowToLook = "get the domain by its name before sending it again",
    };
    private static readonly ServiceOperation s_get = new(
        "domains.get",
        HttpMethod.Get,
        "senders/domains/{domainName}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "domains.delete",
        HttpMethod.Delete,
        "senders/domains/{domainName}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_authenticate = new(
        "domains.authenticate",
        HttpMethod.Put,
        "senders/domains/{domainName}/authenticate",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoDomainsClient() => _transport = null!;

    internal BrevoDomainsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists the domains of the account (<c>GET /senders/domains</c>, which takes no page).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<SenderDomainList> ListAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_list, DomainsPath), DomainsJsonContext.Default.SenderDomainList, cancellationToken);

    /// <summary>
    /// Adds a domain to the account (<c>POST /senders/domains</c>) and returns the DNS records that it needs. When the answer is lost, the domain is looked up
    /// by its name, and added again only if it is not there.
    /// </summary>
    /// <param name="name">The domain, such as <c>example.com</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ServiceException">The domain is there already, or Brevo refuses it.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CreateDomainResult> CreateAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = Path(name);
        var call = new ServiceRequest(s_create, DomainsPath)
        {
            Content = ServiceContent.Json(new DomainNameBody { Name = name }, DomainsJsonContext.Default.DomainNameBody),
            Look = new Look(
                (_, token) => FindAsync(path, token),
                e => e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict
            ),
        };
        return _transport.SendAsync(call, DomainsJsonContext.Default.CreateDomainResult, cancellationToken);
    }

    /// <summary>Gets the state of a domain and of its DNS records (<c>GET /senders/domains/{domainName}</c>).</summary>
    /// <param name="name">The domain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ServiceException">There is no such domain (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<DomainConfiguration> GetAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(name)), DomainsJsonContext.Default.DomainConfiguration, cancellationToken);

    /// <summary>Removes a domain from the account (<c>DELETE /senders/domains/{domainName}</c>).</summary>
    /// <param name="name">The domain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ServiceException">There is no such domain (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(name)), cancellationToken);

    /// <summary>Has Brevo look for the DNS records of a domain and authenticate it (<c>PUT /senders/domains/{domainName}/authenticate</c>). Idempotent.</summary>
    /// <param name="name">The domain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ServiceException">There is no such domain (404), or its records are missing or wrong.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<AuthenticateDomainResult> AuthenticateAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_authenticate, $"{Path(name)}/authenticate"),
            DomainsJsonContext.Default.AuthenticateDomainResult,
            cancellationToken
        );

    private async Task<ServiceAnswer?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_get, path);
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            return null;
        }

        var found = _transport.Read(request, answer, DomainsJsonContext.Default.DomainConfiguration);
        var result = new CreateDomainResult { DomainName = found.Domain, DnsRecords = found.DnsRecords };
        return answer with { Body = JsonSerializer.SerializeToUtf8Bytes(result, DomainsJsonContext.Default.CreateDomainResult) };
    }

    private static string Path(string name) => $"{DomainsPath}/{PathSegment.Of(name, "name of the domain", nameof(name))}";
}
