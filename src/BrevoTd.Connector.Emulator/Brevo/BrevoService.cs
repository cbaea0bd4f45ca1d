using BrevoTd.Connector.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Brevo's HTTP side: the key, the quotas, the routes.</summary>
internal sealed class BrevoService : EmulatedService
{
    private readonly BrevoQuotas? _quotas;
    private readonly ImportWorker _imports;
    private readonly ReportFiles _reports;
    private readonly MessageBoard _messages;
    private FileStream? _folderLock;

    public BrevoService(ConnectorEmulatorOptions options)
        : base("Brevo", options.BrevoPort, options)
    {
        Store = new BrevoStore { HasConsentGroups = options.BrevoConsentGroups };
        _quotas = options.EnforceQuotas ? new BrevoQuotas(options.BrevoTier, Clock) : null;
        _reports = new ReportFiles(FolderOf("reports"));
        _imports = new ImportWorker(Store, _reports, options, FolderOf("imports"));
        Campaigns = new CampaignSender(Store, MessageEvents, Clock);
        Batches = new BackgroundBatches(this);
        Webhooks = new WebhookHub(options, FolderOf("webhooks.json"));
        Work = new BackgroundWork(Store, options.TimeProvider);
        _messages = new MessageBoard(Store, MessageEvents, Clock);
        MessageEvents.Recorded += new WebhookMessages(Webhooks, MessageEvents, options).Publish;
    }

    public BrevoStore Store { get; }

    /// <summary>What happened to messages of campaigns and to transactional ones.</summary>
    public MessageEvents MessageEvents { get; } = new();

    /// <summary>The store, looked at and changed through what sends campaigns that are due.</summary>
    public CampaignSender Campaigns { get; }

    /// <summary>Transactional messages.</summary>
    public MessageBoard Messages => _messages;

    public string ApiKey => Store.ApiKey!;

    public ImportWorker Imports => _imports;

    /// <summary>What was taken in and is applied later.</summary>
    public BackgroundBatches Batches { get; }

    public WebhookHub Webhooks { get; }

    /// <summary>The files of reports and exports.</summary>
    public ReportFiles Reports => _reports;

    /// <summary>What ends later than its request.</summary>
    public BackgroundWork Work { get; }

    /// <summary>Contacts that have been asked for a double opt-in.</summary>
    public DoubleOptIns DoubleOptIns { get; } = new();

    public new ConnectorEmulatorOptions Options => base.Options;

    /// <summary>Whether a moment counts for a filter such as <c>modifiedSince</c>.</summary>
    public bool IsSince(long moment, long? since) =>
        since is not { } bound || (Options.BrevoChoices.SinceIsInclusive ? moment >= bound : moment > bound);

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    protected override ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (Options.Folder is { } root)
        {
            var folder = Path.Combine(root, "brevo");
            Directory.CreateDirectory(folder);
            try
            {
                _folderLock = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception)
            {
                throw new IOException($"The folder {root} is in use by another emulator. Stop it, or choose another folder.", exception);
            }

            Store.OpenJournal(Path.Combine(folder, "journal"));
            Webhooks.Registry.Open();
        }

        _messages.Blocks.Load();
        var isFresh = Store.ApiKey is null;
        var key = Options.BrevoApiKey ?? Store.ApiKey ?? GenerateKey();
        Store.Update(store =>
        {
            if (key != store.ApiKey)
                store.SetApiKey(key);
            if (isFresh)
                store.CreateFreshAccount(Now);
            return true;
        });
        Store.Observer = Webhooks.Contacts;
        _imports.Start();
        Campaigns.Start();
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask CloseAsync()
    {
        await Work.DisposeAsync().ConfigureAwait(false);
        Campaigns.Dispose();
        await _imports.DisposeAsync().ConfigureAwait(false);
        await Webhooks.DisposeAsync().ConfigureAwait(false);
        _messages.Dispose();
        Store.Dispose();
        if (Interlocked.Exchange(ref _folderLock, null) is { } folderLock)
            await folderLock.DisposeAsync().ConfigureAwait(false);
    }

    protected override void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var routes = new BrevoRoutes(endpoints);
        new AccountEndpoints(this).Map(routes);
        new AttributeEndpoints(this).Map(routes);
        new FolderEndpoints(this).Map(routes);
        new ListEndpoints(this).Map(routes);
        new ContactEndpoints(this).Map(routes);
        new ContactListingEndpoints(this).Map(routes);
        new ContactStatisticsEndpoints(this).Map(routes);
        new ConsentGroupEndpoints(this).Map(routes);
        new DoubleOptInEndpoints(this).Map(routes, endpoints);
        new ExportEndpoints(this).Map(routes);
        new ImportEndpoints(this).Map(routes);
        new ProcessEndpoints(this).Map(routes);
        new EventEndpoints(this).Map(routes);
        new OrderEndpoints(this).Map(routes);
        new ProductEndpoints(this).Map(routes);
        new CategoryEndpoints(this).Map(routes);
        new EcommerceEndpoints(this).Map(routes);
        new CouponEndpoints(this).Map(routes);
        new ObjectEndpoints(this).Map(routes);
        new EmailCampaignEndpoints(this).Map(routes);
        new SmsCampaignEndpoints(this).Map(routes);
        new WhatsAppCampaignEndpoints(this).Map(routes);
        new WebhookEndpoints(this).Map(routes);
        new WebhookExportEndpoints(this).Map(routes);
        new SegmentEndpoints(this).Map(routes);
        new BlockListEndpoints(this).Map(routes);
        new EmailTemplateEndpoints(this).Map(routes);
        new TransactionalEmailEndpoints(this).Map(routes);
        new TransactionalEmailLogEndpoints(this).Map(routes);
        new TransactionalEmailReportEndpoints(this).Map(routes);
        new TransactionalSmsEndpoints(this).Map(routes);
        new TransactionalSmsReportEndpoints(this).Map(routes);
        new TransactionalWhatsAppEndpoints(this).Map(routes);
        new CompanyEndpoints(this).Map(routes);
        new DealEndpoints(this).Map(routes);
        new CrmAttributeEndpoints(this).Map(routes);
        routes.MapOthers();
        _reports.Map(endpoints, Store, Clock, Options.BrevoChoices.ReportLifetime);
    }

    protected override async ValueTask<bool> AdmitAsync(HttpContext context)
    {
        // Reports are downloaded without a key, like the files that Brevo keeps in its object storage; a link in an e-mail has none either.
        if (ReportFiles.Covers(context.Request.Path) || DoubleOptInEndpoints.Covers(context.Request.Path))
            return true;
        if (FindRefusal(context) is not { } refusal)
        {
            Batches.ApplyDue();
            return true;
        }

        await refusal.ToAnswer().SendAsync(context).ConfigureAwait(false);
        return false;
    }

    protected override Task AnswerUnroutedAsync(HttpContext context)
    {
        var error =
            context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
                ? new BrevoError(405, "method_not_allowed", $"{context.Request.Method} Method is not allowed on this path")
                : BrevoError.NotFound("Path does not exist");
        return error.ToAnswer().SendAsync(context);
    }

    protected override Task WriteFaultAsync(HttpContext context, FaultRule rule)
    {
        if (rule.RetryAfter is { } reset)
            BrevoQuotas.WriteHeaders(context, 0, 0, reset);
        var error = rule.StatusCode switch
        {
            401 => new BrevoError(401, "unauthorized", "Key not found"),
            402 => new BrevoError(402, "not_enough_credits", "Not enough credits"),
            403 => new BrevoError(403, "permission_denied", "Access forbidden."),
            404 => BrevoError.NotFound("Contact does not exist"),
            405 => new BrevoError(405, "method_not_allowed", $"{context.Request.Method} Method is not allowed on this path"),
            425 => new BrevoError(425, "account_in_process", "Account is being processed, try again later"),
            429 => TooManyRequests(),
            >= 500 => new BrevoError(rule.StatusCode, "internal_error", "Internal server error"),
            _ => new BrevoError(rule.StatusCode, "bad_request", "Bad request"),
        };
        return error.ToAnswer().SendAsync(context);
    }

    private static BrevoError TooManyRequests() => new(429, "too_many_requests", "Too many requests, try again later");

    private BrevoError? FindRefusal(HttpContext context)
    {
        var keys = context.Request.Headers["api-key"];
        if (keys is not [{ Length: > 0 } key])
            return new BrevoError(401, "unauthorized", "authentication not found in headers");
        if (key != ApiKey)
            return new BrevoError(401, "unauthorized", "Key not found");
        if (!context.Request.Path.StartsWithSegments("/v3", StringComparison.Ordinal, out var rest))
            return null;
        return _quotas?.TryTake(context, rest.Value ?? "") == false ? TooManyRequests() : null;
    }

    private string GenerateKey() => $"xkeysib-{KeyGenerator.Hex(64, Options, "brevo")}-{KeyGenerator.Hex(16, Options, "brevo-suffix")}";

    private string? FolderOf(string name) => Options.Folder is { } root ? Path.Combine(root, "brevo", name) : null;
}
