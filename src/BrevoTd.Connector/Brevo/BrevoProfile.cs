using System.Net;
using System.Net.Http.Headers;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Brevo;

/// <summary>What is particular to Brevo in the pipeline.</summary>
internal sealed class BrevoProfile : ServiceProfile
{
    // Above this, a "reset" can only be a moment since 1970, not a number of seconds to wait.
    private const double EarliestMoment = 1_000_000_000;

    public static readonly BrevoProfile Instance = new();

    public override string Name => "Brevo";

    public override string Tag => "brevo";

    public override ServiceErrorReader Errors { get; } = new BrevoErrorReader();

    public override Uri BaseAddress(ServiceClientOptions options) => ((BrevoClientOptions)options).BaseAddress;

    public override bool Owns(ServiceClientOptions options, Uri address) => AddressRules.SameHost(BaseAddress(options), address);

    public override void Stamp(HttpRequestHeaders headers, Credential credential)
    {
        headers.Remove("api-key");
        headers.Remove("Authorization");
        if (credential.IsBearer)
        {
            headers.TryAddWithoutValidation("Authorization", "Bearer " + credential.Secret);
        }
        else
        {
            headers.TryAddWithoutValidation("api-key", credential.Secret);
        }
    }

    public override IReadOnlyList<QuotaRule> PublishedQuotas(ServiceClientOptions options) =>
        BrevoQuotas.For(((BrevoClientOptions)options).Tier);

    public override string Remedy(HttpStatusCode status, in ServiceError error, ServiceClientOptions options) =>
        (int)status switch
        {
            401 when error.IsAboutAddress =>
                "The account blocks unknown IP addresses, so no key helps: add this machine's public address to the authorised IPs in Brevo's security settings, or switch the block off there.",
            401 =>
                "Check that ApiKey is a valid API key (xkeysib-…, not an SMTP key) of the right account, or that the credential source gives a valid token; if the account blocks unknown IP addresses, authorise this machine's address in Brevo's security settings.",
            400 or 425 when error.Code == "account_in_process" => "Brevo is busy with this account's contacts: try again in a minute.",
            400 or 422 when error.Code == "missing_parameter" => "The request lacks something that Brevo needs; ServiceMessage names it.",
            402 => "The account has not enough credits: buy credits or change the plan.",
            403 when error.Code == "account_under_validation" => "Brevo has not validated the account yet: finish its validation first.",
            403 =>
                "The account or its plan does not include this feature, or the key does not permit it: check the plan and the key's permissions (with OAuth, the token's scopes).",
            404 when error.Code == "document_not_found" => "The object does not exist: check its identifier.",
            404 => $"The object does not exist, or the address does not: check the identifier. {AddressHint(options)}",
            400 when error.DuplicateIdentifiers is { Count: > 0 } =>
                "Another contact already has one of the identifiers (see DuplicateIdentifiers): leave it out, or update that contact.",
            400 when error.Code == "duplicate_parameter" => "It exists already: update it instead of creating it.",
            409 when error.Code == "duplicate_request" =>
                "The same request is under way: wait for it, and look at the result before sending it again.",
            413 => "The body is larger than Brevo accepts (an import takes 10 MB, 8 MB are recommended): send fewer records per request.",
            _ => CommonRemedy(status),
        };

    public override string AddressHint(ServiceClientOptions options)
    {
        var address = BaseAddress(options);
        return $"Check BaseAddress (now {address.Scheme}://{address.Authority}{address.AbsolutePath}; Brevo's own is https://api.brevo.com/v3/).";
    }

    public override QuotaObservation ReadQuota(
        ServiceOperation operation,
        HttpResponseMessage response,
        TimeSpan? roundTrip,
        TimeProvider clock
    )
    {
        var reset = Reset(response.Headers, clock);
        var retryAfter = RetryAfterHeader(response.Headers, clock);
        return new QuotaObservation
        {
            Method = operation.Method.Method,
            Route = operation.Route,
            RoundTrip = roundTrip,
            StatusCode = (int)response.StatusCode,
            Limit = (long?)Number(response.Headers, "x-sib-ratelimit-limit"),
            Remaining = (long?)Number(response.Headers, "x-sib-ratelimit-remaining"),
            Reset = reset > retryAfter || retryAfter is null ? reset : retryAfter,
        };
    }

    private static TimeSpan? Reset(HttpResponseHeaders headers, TimeProvider clock)
    {
        if (Number(headers, "x-sib-ratelimit-reset") is not { } number)
        {
            return null;
        }

        if (number < EarliestMoment)
        {
            return TimeSpan.FromSeconds(number);
        }

        var wait = number - clock.GetUtcNow().ToUnixTimeSeconds();
        return wait is > 0 and < EarliestMoment ? TimeSpan.FromSeconds(wait) : null;
    }
}
