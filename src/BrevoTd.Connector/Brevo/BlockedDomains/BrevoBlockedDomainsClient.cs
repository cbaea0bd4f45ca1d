using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Domains to which no transactional e-mail is sent. Reached through <see cref="BrevoClient.BlockedDomains"/>.</summary>
public class BrevoBlockedDomainsClient
{
    private const string ListPath = "smtp/blockedDomains";

    private static readonly ServiceOperation s_list = new("blocked_domains.list", HttpMethod.Get, ListPath, RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("blocked_domains.create", HttpMethod.Post, ListPath, RepeatRule.NotIdempotent)
    {
        HowToLook = "list the blocked domains before sending it again",
    };

    private static readonly ServiceOperation s_delete = new(
        "blocked_domains.delete",
        HttpMethod.Delete,
        "smtp/blockedDomains/{domain}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoBlockedDomainsClient() => _transport = null!;

    internal BrevoBlockedDomainsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists every blocked domain (<c>GET /smtp/blockedDomains</c>); Brevo answers all of them at once.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_list, ListPath), BlockedDomainsJsonContext.Default.BlockedDomainsAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Domains ?? [];
    }

    /// <summary>
    /// Blocks a domain (<c>POST /smtp/blockedDomains</c>). When the answer is lost, Brevo is asked whether the domain is blocked, and it is blocked again only
    /// if it is not.
    /// </summary>
    /// <param name="domain">The domain, such as <c>example.com</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">It is an address, or no domain at all.</exception>
    /// <exception cref="ServiceException">The domain is blocked already, or Brevo refuses it.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(string domain, CancellationToken cancellationToken = default)
    {
        Check(domain);
        return _transport.SendAsync(
            new ServiceRequest(s_create, ListPath)
            {
                Content = ServiceContent.Json(
                    new BlockedDomainBody { Domain = domain },
                    BlockedDomainsJsonContext.Default.BlockedDomainBody
                ),
                Look = new Look(
                    (_, token) => FindAsync(domain, token),
                    e => e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict
                ),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Lets messages go to a domain again (<c>DELETE /smtp/blockedDomains/{domain}</c>). A repeat after a lost answer finds no such domain any more and says so
    /// (404).
    /// </summary>
    /// <param name="domain">The domain, such as <c>example.com</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">It is an address, or no domain at all.</exception>
    /// <exception cref="ServiceException">The domain is not blocked (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(string domain, CancellationToken cancellationToken = default)
    {
        Check(domain);
        return _transport.SendAsync(new ServiceRequest(s_delete, $"{ListPath}/{Uri.EscapeDataString(domain)}"), cancellationToken);
    }

    private async Task<ServiceAnswer?> FindAsync(string domain, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_list, ListPath);
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var domains = _transport.Read(request, answer, BlockedDomainsJsonContext.Default.BlockedDomainsAnswer).Domains ?? [];
        return domains.Contains(domain, StringComparer.OrdinalIgnoreCase) ? answer : null;
    }

    private static void Check(string domain)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(domain);
        if (domain.AsSpan().ContainsAny("@/: "))
        {
            throw new ArgumentException(
                "A domain has no @, no slash, no colon and no space: pass example.com, not an address.",
                nameof(domain)
            );
        }
    }
}
