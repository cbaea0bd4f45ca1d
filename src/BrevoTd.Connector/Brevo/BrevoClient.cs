using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Entry to Brevo's REST API v3: one property per area. Thread-safe; one instance serves an application for its whole life.
/// Obtain it from the container after <c>services.AddBrevoClient(…)</c>, or from <see cref="Create(BrevoClientOptions)"/>.
/// </summary>
public partial class BrevoClient
{
    private readonly IQuotaLimiter? _limiter;
    private readonly IServiceTransport? _transport;

    /// <summary>For fakes in a user's own tests: override the area properties that the tested code uses.</summary>
    protected BrevoClient()
    {
        Account = null!;
        Attributes = null!;
        Contacts = null!;
        Folders = null!;
        Lists = null!;
        Processes = null!;
        Webhooks = null!;
    }

    internal BrevoClient(IServiceTransport transport, IQuotaLimiter? limiter = null)
    {
        _limiter = limiter;
        _transport = transport;
        Account = new BrevoAccountClient(transport);
        Attributes = new BrevoAttributesClient(transport);
        Contacts = new BrevoContactsClient(transport);
        Folders = new BrevoFoldersClient(transport);
        Lists = new BrevoListsClient(transport);
        Processes = new BrevoProcessesClient(transport);
        Webhooks = new BrevoWebhooksClient(transport);
    }

    /// <summary>The account behind the key: plan, credits, relay.</summary>
    public virtual BrevoAccountClient Account { get; }

    /// <summary>Definitions of contact attributes.</summary>
    public virtual BrevoAttributesClient Attributes { get; }

    /// <summary>Contacts: single ones, sweeps over many, and the asynchronous import.</summary>
    public virtual BrevoContactsClient Contacts { get; }

    /// <summary>Folders that contact lists stand in.</summary>
    public virtual BrevoFoldersClient Folders { get; }

    /// <summary>Contact lists and their members.</summary>
    public virtual BrevoListsClient Lists { get; }

    /// <summary>Brevo's asynchronous processes: imports and exports.</summary>
    public virtual BrevoProcessesClient Processes { get; }

    /// <summary>Webhooks: addresses that Brevo calls when something happens.</summary>
    public virtual BrevoWebhooksClient Webhooks { get; }

    /// <summary>The same client with another credential, such as a key with fewer rights or a token of a single user, for as many calls as wanted.</summary>
    /// <remarks>
    /// A view that costs nothing to make: connections, options and quota stay those of this client, so the credential must belong to the same account
    /// (register a named client for another account). It is not renewed: when the service rejects it, the call fails.
    /// </remarks>
    /// <param name="credential">The credential.</param>
    /// <returns>The view. It needs no disposal, and works as long as this client does.</returns>
    /// <exception cref="ArgumentException">The credential is empty.</exception>
    public virtual BrevoClient WithCredential(Credential credential)
    {
        CredentialTransport.Check(credential);

        // A fake sends nothing, so it is its own view.
        return _transport is null ? this : new(CredentialTransport.Over(_transport, credential), _limiter);
    }

    /// <summary>How much of each of Brevo's quotas is used, as this process sees it. Makes no call.</summary>
    /// <returns>The quotas that have been used so far; clients of one account share them.</returns>
    public virtual QuotaSnapshot GetQuotaSnapshot() => _limiter?.Snapshot() ?? new QuotaSnapshot();
}
