using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Http;

/// <summary>What is particular to one of the two services in a pipeline that both share.</summary>
internal abstract class ServiceProfile
{
    /// <summary>Name for people: <c>Brevo</c> or <c>Treasure Data</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Name in metrics and spans: <c>brevo</c> or <c>treasure_data</c>.</summary>
    public abstract string Tag { get; }

    public abstract ServiceErrorReader Errors { get; }

    /// <summary>Where requests go that name no address of their own.</summary>
    public abstract Uri BaseAddress(ServiceClientOptions options);

    /// <summary>Whether a host belongs to the service: credentials are sent to such hosts only.</summary>
    public abstract bool Owns(ServiceClientOptions options, Uri address);

    /// <summary>Puts the credential where the service looks for it, in place of an earlier attempt's.</summary>
    public abstract void Stamp(HttpRequestHeaders headers, Credential credential);

    /// <summary>What a person can do about a refusal; free of anything the service wrote.</summary>
    public abstract string Remedy(HttpStatusCode status, in ServiceError error, ServiceClientOptions options);

    /// <summary>What to check when no answer comes or somebody else answers.</summary>
    public abstract string AddressHint(ServiceClientOptions options);

    /// <summary>The limits that the service publishes: they hold whoever counts.</summary>
    public virtual IReadOnlyList<QuotaRule> PublishedQuotas(ServiceClientOptions options) => [];

    /// <summary>What an answer says about the quota.</summary>
    public abstract QuotaObservation ReadQuota(
        ServiceOperation operation,
        HttpResponseMessage response,
        TimeSpan? roundTrip,
        TimeProvider clock
    );

    public string HttpClientName(string clientName) => clientName.Length == 0 ? $"BrevoTd.{Tag}" : $"BrevoTd.{Tag}:{clientName}";

    /// <summary>How long the service asks to wait.</summary>
    public TimeSpan? RetryAfter(ServiceOperation operation, HttpResponseMessage response, TimeProvider clock) =>
        (int)response.StatusCode == 429
            ? ReadQuota(operation, response, roundTrip: null, clock).Reset
            : RetryAfterHeader(response.Headers, clock);

    /// <summary><c>Retry-After</c> as seconds or as a date, never negative.</summary>
    protected static TimeSpan? RetryAfterHeader(HttpResponseHeaders headers, TimeProvider clock)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    protected static double? Number(HttpResponseHeaders headers, string name)
    {
        if (
            headers.NonValidated.TryGetValues(name, out var values)
            && double.TryParse(values.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            && number >= 0
        )
        {
            return number;
        }

        return null;
    }

    /// <summary>Remedies that do not depend on the service.</summary>
    protected static string CommonRemedy(HttpStatusCode status) =>
        (int)status switch
        {
            >= 300 and < 400 =>
                "The redirect was not followed, because it leads to another host or changes the request; check the base address.",
            400 or 422 => "The request is not valid for the service as it is: compare it with the service's text in ServiceMessage.",
            405 => "The service does not allow this operation, or not in the present state of the object; see ServiceMessage.",
            406 => "The service cannot answer in the requested format.",
            408 => "The service gave up waiting for the request: check the connection, or send less at once.",
            409 => "The object exists already, or its state forbids the operation; look at its present state first.",
            413 => "The body is larger than the service accepts: send fewer records per request.",
            415 => "The service does not accept this kind of body.",
            429 =>
                "The quota is used up, maybe by other programs with the same account: wait as long as RetryAfter says, or spread the load.",
            425 => "The service is still busy with an earlier request for the same object: try again later.",
            >= 500 => "The fault is on the service's side: try again later, and show RequestId to its support if it lasts.",
            _ => "See ServiceMessage for the service's own explanation.",
        };
}
