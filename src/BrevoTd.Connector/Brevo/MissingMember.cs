using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

internal static class MissingMember
{
    /// <summary>The exception for a successful answer without the one member that the caller cannot do without.</summary>
    public static UnexpectedAnswerException Of(ServiceOperation operation, HttpStatusCode status, string member) =>
        new(
            "Brevo",
            operation.Name,
            status,
            $"Brevo accepted {operation.Name} but its answer has no '{member}'. The work is probably done: look before repeating the call."
        );
}
