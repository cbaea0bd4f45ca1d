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
        BlockedContacts = null!;
        BlockedDomains = null!;
        Categories = null!;
        Companies = null!;
        ConsentGroups = null!;
        Contacts = null!;
        Coupons = null!;
        Deals = null!;
        Domains = null!;
        Ecommerce = null!;
        EmailCampaigns = null!;
        EmailTemplates = null!;
        Events = null!;
        ExternalFeeds = null!;
        Files = null!;
        Folders = null!;
        InboundEmails = null!;
        Lists = null!;
        Notes = null!;
        Objects = null!;
        Orders = null!;
        Payments = null!;
        Processes = null!;
        Products = null!;
        Segments = null!;
        Senders = null!;
        SmsCampaigns = null!;
        Tasks = null!;
        TransactionalEmails = null!;
        TransactionalSms = null!;
        TransactionalWhatsApp = null!;
        Users = null!;
        Webhooks = null!;
        WhatsAppCampaigns = null!;
    }

    internal BrevoClient(IServiceTransport transport, IQuotaLimiter? limiter = null)
    {
        _limiter = limiter;
        _transport = transport;
        Account = new BrevoAccountClient(transport);
        Attributes = new BrevoAttributesClient(transport);
        BlockedContacts = new BrevoBlockedContactsClient(transport);
        BlockedDomains = new BrevoBlockedDomainsClient(transport);
        Categories = new BrevoCategoriesClient(transport);
        Companies = new BrevoCompaniesClient(transport);
        ConsentGroups = new BrevoConsentGroupsClient(transport);
        Contacts = new BrevoContactsClient(transport);
        Coupons = new BrevoCouponsClient(transport);
        Deals = new BrevoDealsClient(transport);
        Domains = new BrevoDomainsClient(transport);
        Ecommerce = new BrevoEcommerceClient(transport);
        EmailCampaigns = new BrevoEmailCampaignsClient(transport);
        EmailTemplates = new BrevoEmailTemplatesClient(transport);
        Events = new BrevoEventsClient(transport);
        ExternalFeeds = new BrevoExternalFeedsClient(transport);
        Files = new BrevoFilesClient(transport);
        Folders = new BrevoFoldersClient(transport);
        InboundEmails = new BrevoInboundEmailsClient(transport);
        Lists = new BrevoListsClient(transport);
        Notes = new BrevoNotesClient(transport);
        Objects = new BrevoObjectsClient(transport);
        Orders = new BrevoOrdersClient(transport);
        Payments = new BrevoPaymentsClient(transport);
        Processes = new BrevoProcessesClient(transport);
        Products = new BrevoProductsClient(transport);
        Segments = new BrevoSegmentsClient(transport);
        Senders = new BrevoSendersClient(transport);
        SmsCampaigns = new BrevoSmsCampaignsClient(transport);
        Tasks = new BrevoTasksClient(transport);
        TransactionalEmails = new BrevoTransactionalEmailsClient(transport);
        TransactionalSms = new BrevoTransactionalSmsClient(transport);
        TransactionalWhatsApp = new BrevoTransactionalWhatsAppClient(transport);
        Users = new BrevoUsersClient(transport);
        Webhooks = new BrevoWebhooksClient(transport);
        WhatsAppCampaigns = new BrevoWhatsAppCampaignsClient(transport);
    }

    /// <summary>The account behind the key: plan, credits, relay.</summary>
    public virtual BrevoAccountClient Account { get; }

    /// <summary>Definitions of contact attributes.</summary>
    public virtual BrevoAttributesClient Attributes { get; }

    /// <summary>Addresses that get no transactional e-mail.</summary>
    public virtual BrevoBlockedContactsClient BlockedContacts { get; }

    /// <summary>Domains to which no transactional e-mail is sent.</summary>
    public virtual BrevoBlockedDomainsClient BlockedDomains { get; }

    /// <summary>Categories of products.</summary>
    public virtual BrevoCategoriesClient Categories { get; }

    /// <summary>Companies of the CRM, their attributes and their links.</summary>
    public virtual BrevoCompaniesClient Companies { get; }

    /// <summary>Consent groups: what contacts agree to.</summary>
    public virtual BrevoConsentGroupsClient ConsentGroups { get; }

    /// <summary>Contacts: single ones, sweeps over many, and the asynchronous import.</summary>
    public virtual BrevoContactsClient Contacts { get; }

    /// <summary>Collections of coupons and the coupons in them.</summary>
    public virtual BrevoCouponsClient Coupons { get; }

    /// <summary>Deals of the CRM, their pipelines, attributes and links.</summary>
    public virtual BrevoDealsClient Deals { get; }

    /// <summary>Domains that e-mails are sent from.</summary>
    public virtual BrevoDomainsClient Domains { get; }

    /// <summary>The e-commerce application: activation, currency, attributed sales.</summary>
    public virtual BrevoEcommerceClient Ecommerce { get; }

    /// <summary>E-mail campaigns: content, recipients, sending and statistics.</summary>
    public virtual BrevoEmailCampaignsClient EmailCampaigns { get; }

    /// <summary>Templates of transactional e-mails.</summary>
    public virtual BrevoEmailTemplatesClient EmailTemplates { get; }

    /// <summary>Events of contacts: what people did.</summary>
    public virtual BrevoEventsClient Events { get; }

    /// <summary>Addresses from which Brevo fetches content for e-mails.</summary>
    public virtual BrevoExternalFeedsClient ExternalFeeds { get; }

    /// <summary>Files of the CRM.</summary>
    public virtual BrevoFilesClient Files { get; }

    /// <summary>Folders that contact lists stand in.</summary>
    public virtual BrevoFoldersClient Folders { get; }

    /// <summary>E-mails that Brevo received for the account.</summary>
    public virtual BrevoInboundEmailsClient InboundEmails { get; }

    /// <summary>Contact lists and their members.</summary>
    public virtual BrevoListsClient Lists { get; }

    /// <summary>Notes of the CRM.</summary>
    public virtual BrevoNotesClient Notes { get; }

    /// <summary>Records of custom objects.</summary>
    public virtual BrevoObjectsClient Objects { get; }

    /// <summary>Orders of a shop.</summary>
    public virtual BrevoOrdersClient Orders { get; }

    /// <summary>Payments that contacts are asked for.</summary>
    public virtual BrevoPaymentsClient Payments { get; }

    /// <summary>Brevo's asynchronous processes: imports and exports.</summary>
    public virtual BrevoProcessesClient Processes { get; }

    /// <summary>Products of a shop.</summary>
    public virtual BrevoProductsClient Products { get; }

    /// <summary>Segments of contacts and their members.</summary>
    public virtual BrevoSegmentsClient Segments { get; }

    /// <summary>Senders of e-mails and dedicated IP addresses.</summary>
    public virtual BrevoSendersClient Senders { get; }

    /// <summary>SMS campaigns: content, recipients, sending and statistics.</summary>
    public virtual BrevoSmsCampaignsClient SmsCampaigns { get; }

    /// <summary>Tasks of the CRM and their types.</summary>
    public virtual BrevoTasksClient Tasks { get; }

    /// <summary>Transactional e-mails: sending, scheduling, what was sent, what became of it.</summary>
    public virtual BrevoTransactionalEmailsClient TransactionalEmails { get; }

    /// <summary>Transactional SMS: sending, templates, what became of messages.</summary>
    public virtual BrevoTransactionalSmsClient TransactionalSms { get; }

    /// <summary>WhatsApp messages to single numbers.</summary>
    public virtual BrevoTransactionalWhatsAppClient TransactionalWhatsApp { get; }

    /// <summary>Users of the account: invitations and permissions.</summary>
    public virtual BrevoUsersClient Users { get; }

    /// <summary>Webhooks: addresses that Brevo calls when something happens.</summary>
    public virtual BrevoWebhooksClient Webhooks { get; }

    /// <summary>WhatsApp campaigns and their templates.</summary>
    public virtual BrevoWhatsAppCampaignsClient WhatsAppCampaigns { get; }

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

    /// <summary>The same client with another way to the service in front of its own; a fake has none and stays as it is.</summary>
    internal BrevoClient Over(Func<IServiceTransport, IServiceTransport> wrap) =>
        _transport is null ? this : new BrevoClient(wrap(_transport), _limiter);

    /// <summary>How much of each of Brevo's quotas is used, as this process sees it. Makes no call.</summary>
    /// <returns>The quotas that have been used so far; clients of one account share them.</returns>
    public virtual QuotaSnapshot GetQuotaSnapshot() => _limiter?.Snapshot() ?? new QuotaSnapshot();
}
