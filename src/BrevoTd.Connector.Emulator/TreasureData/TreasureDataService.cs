using System.Globalization;
using BrevoTd.Connector.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Treasure Data's HTTP side.</summary>
internal sealed class TreasureDataService : EmulatedService
{
    /// <summary>Marks requests that came with the write-only key.</summary>
    public static readonly object WriteOnlyItem = new();

    /// <summary>Holds the <see cref="UserState"/> whose key came with the request, unless it is the owner's.</summary>
    public static readonly object UserItem = new();

    private const string Scheme = "TD1 ";
    private TreasureDataAccount? _account;

    public TreasureDataService(ConnectorEmulatorOptions options)
        : base("Treasure Data", options.TreasureDataPort, options) { }

    /// <summary>The key for everything; known once the service has started.</summary>
    public string ApiKey { get; private set; } = "";

    /// <summary>The key for imports alone.</summary>
    public string WriteOnlyApiKey { get; private set; } = "";

    /// <exception cref="InvalidOperationException">The service has not been started.</exception>
    public TreasureDataAccount Account => _account ?? throw new InvalidOperationException("Treasure Data has not been started.");

    protected override async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        ApiKey = ChooseKey(Options.TreasureDataApiKey, "treasure-data", "api-key.txt");
        WriteOnlyApiKey = ChooseKey(Options.TreasureDataWriteOnlyApiKey, "treasure-data-write-only", "write-only-api-key.txt");
        _account = await TreasureDataAccount.OpenAsync(Options, cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _account, null) is { } account)
            await account.DisposeAsync().ConfigureAwait(false);
    }

    protected override void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        new UserEndpoints(Account, () => ApiKey, () => WriteOnlyApiKey).Map(endpoints);
        new DatabaseEndpoints(Account).Map(endpoints);
        new TableEndpoints(Account).Map(endpoints);
        new TailEndpoints(Account).Map(endpoints);
        new ImportEndpoints(Account).Map(endpoints);
        new BulkImportEndpoints(Account).Map(endpoints);
        new JobEndpoints(Account, () => Origin).Map(endpoints);
        new ScheduleEndpoints(Account, () => Origin).Map(endpoints);
        new ResultTargetEndpoints(Account).Map(endpoints);
        new ExportEndpoints(Account).Map(endpoints);
        new ConnectorEndpoints(Account).Map(endpoints);
        new IngestionEndpoints(Account).Map(endpoints);
        new WorkflowEndpoints(Account).Map(endpoints);
        new AudienceEndpoints(Account).Map(endpoints);
        new SegmentEndpoints(Account).Map(endpoints);
        new SegmentQueryEndpoints(Account).Map(endpoints);
        new SyndicationEndpoints(Account).Map(endpoints);
        new EntityEndpoints(Account).Map(endpoints);
        new ProfileEndpoints(Account).Map(endpoints);
    }

    protected override async ValueTask<bool> AdmitAsync(HttpContext context)
    {
        await Account.Tables.SettleAsync(context.RequestAborted).ConfigureAwait(false);
        var path = context.Request.Path.Value ?? "";
        if (IsOpenToEverybody(path))
            return true;
        var header = context.Request.Headers.Authorization.ToString();
        var key = header.StartsWith(Scheme, StringComparison.Ordinal) ? header[Scheme.Length..] : null;
        if (key == ApiKey)
            return true;
        if (key is not null && Account.Users.FindByKey(key) is { } user)
        {
            context.Items[UserItem] = user;
            return true;
        }

        if (key == WriteOnlyApiKey)
        {
            context.Items[WriteOnlyItem] = true;
            if (IsOpenToWriteOnly(path))
                return true;
            await TdReply.ErrorAsync(context, TdException.Forbidden("The API key may only import data")).ConfigureAwait(false);
            return false;
        }

        await TdReply
            .ErrorAsync(context, new TdException(401, "Authentication failed", "Authentication failed: the API key is missing or invalid"))
            .ConfigureAwait(false);
        return false;
    }

    protected override Task AnswerUnroutedAsync(HttpContext context)
    {
        var error =
            context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed && !IsOnlyLikeIngestion(context)
                ? new TdException(405, "Method not allowed", $"{context.Request.Path} does not take {context.Request.Method}")
                : context.NotSupported();
        return TdReply.ErrorAsync(context, error);
    }

    protected override Task WriteFaultAsync(HttpContext context, FaultRule rule)
    {
        if (rule.RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TdReply.ErrorAsync(
            context,
            rule.StatusCode switch
            {
                429 => new TdException(429, "Too many requests", "Too many requests"),
                _ => new TdException(rule.StatusCode, "Fault", $"A fault that was asked for: {rule.StatusCode}"),
            }
        );
    }

    /// <summary>
    /// Routing compares the shape of a path before it looks at names, so every path of two segments seems to take the Ingestion API's POST.
    /// </summary>
    private static bool IsOnlyLikeIngestion(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return path.Trim('/').Count(c => c == '/') == 1
            && context.Response.Headers.Allow == HttpMethods.Post
            && !IngestionEndpoints.Takes(path);
    }

    /// <summary>Calls that carry no key; a profile look-up brings its token in the query instead.</summary>
    private static bool IsOpenToEverybody(string path) =>
        path.TrimEnd('/') is "/v3/system/server_status" or "/v3/user/authenticate" or "/cdp/lookup/collect/segments";

    private static bool IsOpenToWriteOnly(string path) =>
        path.StartsWith("/v3/table/import/", StringComparison.Ordinal)
        || path.StartsWith("/v3/table/import_with_id/", StringComparison.Ordinal)
        || path.TrimEnd('/') == "/v3/user/apikey/validate"
        || IngestionEndpoints.Takes(path);

    private string ChooseKey(string? chosen, string purpose, string file) =>
        chosen
        ?? TreasureDataAccount.KeepKey(
            Options,
            file,
            () => string.Create(CultureInfo.InvariantCulture, $"{TreasureDataAccount.AccountId}/{KeyGenerator.Hex(40, Options, purpose)}")
        );
}
