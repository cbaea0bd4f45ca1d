using System.Net;
using System.Net.Http.Headers;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What is particular to Treasure Data in the pipeline.</summary>
internal sealed class TreasureDataProfile : ServiceProfile
{
    public static readonly TreasureDataProfile Instance = new();

    public override string Name => "Treasure Data";

    public override string Tag => "treasure_data";

    public override ServiceErrorReader Errors { get; } = new TreasureDataErrorReader();

    public override Uri BaseAddress(ServiceClientOptions options) => TreasureDataSites.MainAddress((TreasureDataClientOptions)options);

    public override bool Owns(ServiceClientOptions options, Uri address) =>
        TreasureDataSites.Owns((TreasureDataClientOptions)options, address);

    public override void Stamp(HttpRequestHeaders headers, Credential credential)
    {
        headers.Remove("Authorization");
        headers.TryAddWithoutValidation("Authorization", (credential.IsBearer ? "Bearer " : "TD1 ") + credential.Secret);
    }

    public override string Remedy(HttpStatusCode status, in ServiceError error, ServiceClientOptions options) =>
        (int)status switch
        {
            401 when error.IsAboutAddress =>
                "The account or the key does not allow this machine's IP address: add its public address to the IP allow list.",
            401 =>
                $"Check that the key is valid (of the form 12345/0123…abcdef), that it belongs to this region, and, where the operation reads, that it is not a write-only key. {AddressHint(options)}",
            402 => "The account's contract does not cover this: talk to Treasure Data.",
            403 =>
                "The key has no permission for this database or object, or the account does not allow this machine's IP address: check the user's permissions, whether the key is write-only, and the IP allow list.",
            404 =>
                $"The database, table, job or whatever else the call is about does not exist, or it lives in another region: an account has one region only, and the others answer 404. {AddressHint(options)}",
            409 when error.ConflictsWith is not null =>
                "A job with the same domain key was issued before (see ConflictsWith): use that job, or another key.",
            _ => CommonRemedy(status),
        };

    public override string AddressHint(ServiceClientOptions options)
    {
        var td = (TreasureDataClientOptions)options;
        var address = BaseAddress(options);
        return td.BaseAddress is null
            ? $"Check Site (now {td.Site}, so {address.Host}; one of {TreasureDataSites.Names})."
            : $"Check BaseAddress (now {address.Scheme}://{address.Authority}{address.AbsolutePath}); it takes precedence over Site.";
    }

    public override QuotaObservation ReadQuota(
        ServiceOperation operation,
        HttpResponseMessage response,
        TimeSpan? roundTrip,
        TimeProvider clock
    ) =>
        new()
        {
            Method = operation.Method.Method,
            Route = operation.Route,
            RoundTrip = roundTrip,
            StatusCode = (int)response.StatusCode,
            Reset = RetryAfterHeader(response.Headers, clock),
        };
}
