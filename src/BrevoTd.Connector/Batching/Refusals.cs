using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Batching;

/// <summary>What Brevo's refusals mean to a sink, in one place for all of them.</summary>
internal static class Refusals
{
    /// <summary>Codes that speak of what stands in a record. Any other refusal is about the request as a whole, and its halves would fare no better.</summary>
    private static readonly HashSet<string> s_ofRecords = new(StringComparer.Ordinal)
    {
        "invalid_parameter",
        "missing_parameter",
        "out_of_range",
        "bad_request",
        "duplicate_parameter",
        "unprocessable_entity",
    };

    /// <summary>
    /// The answer to a batch of which the service stores all records or none, when the refusal is about records or about size; <see langword="null"/> for every other failure, which
    /// means the same to all sinks (<see cref="BatchAnswer.FromException"/>).
    /// </summary>
    public static BatchAnswer? OfTogether(ServiceException refusal) =>
        refusal.StatusCode switch
        {
            HttpStatusCode.RequestEntityTooLarge => BatchAnswer.TooLarge,
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity when IsOfRecords(refusal) => BatchAnswer.RefusedTogether(
                CauseOf(refusal)
            ),
            _ => null,
        };

    /// <summary>The service's code, or <see cref="OutcomeCause.Refused"/>.</summary>
    public static OutcomeCause CauseOf(ServiceException refusal) => BatchAnswer.FromException(refusal).Settlement!.DefaultCause;

    /// <summary>The way to the service of a client that is no fake.</summary>
    public static IServiceTransport RequireService(IServiceTransport? transport) =>
        transport
        ?? throw new InvalidOperationException(
            "This client is a fake without a service behind it. In a test, create a BatchWriter with a sink of your own."
        );

    // A refusal without a code says too little to give up all records for the sake of one.
    private static bool IsOfRecords(ServiceException refusal) => refusal.ErrorCode is not { } code || s_ofRecords.Contains(code);
}
