using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoContactsClient
{
    /// <summary>One page of a listing with the service's own time; waits for quota without limit.</summary>
    internal async Task<(ContactListAnswer Page, DateTimeOffset? ServiceTime)> ReadPageAsync(
        DateTimeOffset? modifiedSince,
        long? listId,
        long offset,
        CancellationToken cancellationToken
    )
    {
        var path = new QueryString("contacts")
            .Add("modifiedSince", modifiedSince)
            .Add("listIds", listId)
            .Add("limit", MaxPageSize)
            .Add("offset", offset)
            .Add("sort", "asc")
            .ToString();
        var request = new ServiceRequest(s_list, path) { MaxQuotaWait = Timeout.InfiniteTimeSpan };
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return (_transport.Read(request, answer, BrevoJsonContext.Default.ContactListAnswer), answer.Headers.Date);
    }

    /// <summary>One contact, if it exists, with the service's own time; waits for quota without limit.</summary>
    internal async Task<(Contact? Contact, DateTimeOffset? ServiceTime)> ReadBackAsync(
        ContactIdentifier identifier,
        CancellationToken cancellationToken
    )
    {
        var request = new ServiceRequest(s_get, identifier.ToPath()) { MaxQuotaWait = Timeout.InfiniteTimeSpan };
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return (_transport.Read(request, answer, BrevoJsonContext.Default.ContactDetails), answer.Headers.Date);
        }

        var refusal = _transport.Refuse(request, answer);
        return refusal.ErrorCode == "document_not_found" ? (null, answer.Headers.Date) : throw refusal;
    }
}
