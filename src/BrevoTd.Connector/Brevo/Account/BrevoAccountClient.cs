using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The account behind the key. Reached through <see cref="BrevoClient.Account"/>.</summary>
public class BrevoAccountClient
{
    private static readonly ServiceOperation s_get = new("account.get", HttpMethod.Get, "account", RepeatRule.Idempotent);

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoAccountClient() => _transport = null!;

    internal BrevoAccountClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Gets plan, credits and relay of the account (<c>GET /account</c>): also the way to check a key.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="CredentialsRejectedException">The key is missing, wrong, or not allowed from this IP address.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoAccount> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, "account"), BrevoJsonContext.Default.BrevoAccount, cancellationToken);
}
