using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Addresses that get no transactional e-mail. Reached through <see cref="BrevoClient.BlockedContacts"/>.</summary>
public class BrevoBlockedContactsClient
{
    private const int MaxPageSize = 100;
    private const string ListPath = "smtp/blockedContacts";

    private static readonly ServiceOperation s_list = new("blocked_contacts.list", HttpMethod.Get, ListPath, RepeatRule.Idempotent);
    private static readonly ServiceOperation s_unblock = new(
        "blocked_contacts.unblock",
        HttpMethod.Delete,
        "smtp/blockedContacts/{email}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_deleteHardBounces = new(
        "blocked_contacts.delete_hard_bounces",
        HttpMethod.Post,
        "smtp/deleteHardbounces",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoBlockedContactsClient() => _transport = null!;

    internal BrevoBlockedContactsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists the addresses that are blocked or unsubscribed (<c>GET /smtp/blockedContacts</c>), 100 per request.</summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists all of them, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">Only one of the dates is set, they are the wrong way round, or a sender's address has a comma.</exception>
    public virtual AsyncPageable<BlockedContact> ListAsync(BlockedContactQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new BlockedContactQuery();
        DatePair.Check(query.StartDate, query.EndDate, nameof(query));
        if (
            query.Senders is { } senders
            && senders.Any(sender => string.IsNullOrWhiteSpace(sender) || sender.Contains(',', StringComparison.Ordinal))
        )
        {
            throw new ArgumentException(
                "Senders has an entry that is no single address. Name each sender in an entry of its own.",
                nameof(query)
            );
        }

        return BrevoListing.Create(
            _transport,
            s_list,
            () =>
                new QueryString(ListPath)
                    .Add("startDate", query.StartDate)
                    .Add("endDate", query.EndDate)
                    .Add("senders", query.Senders is { Count: > 0 } some ? string.Join(',', some) : null),
            MaxPageSize,
            query.Order,
            BlockedContactsJsonContext.Default.BlockedContactsAnswer,
            answer => new OffsetPageable<BlockedContact>.Slice(answer.Contacts, answer.Count),
            static contact => $"{contact.Email} {contact.SenderEmail} {contact.Reason?.Code}",
            cancellationToken
        );
    }

    /// <summary>
    /// Lets an address get transactional e-mail again, even if its owner unsubscribed or complained (<c>DELETE /smtp/blockedContacts/{email}</c>): make sure
    /// that the owner agreed. A repeat after a lost answer finds no such address any more and says so (404).
    /// </summary>
    /// <param name="email">The address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">The address is not blocked (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UnblockOrResubscribeAsync(string email, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        return _transport.SendAsync(new ServiceRequest(s_unblock, $"{ListPath}/{Uri.EscapeDataString(email)}"), cancellationToken);
    }

    /// <summary>
    /// Forgets hard bounces for good, so that their addresses get messages again (<c>POST /smtp/deleteHardbounces</c>): only after a passing failure at a
    /// provider, because sending to dead addresses spoils the sender's reputation. Idempotent.
    /// </summary>
    /// <param name="request">Which hard bounces.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">
    /// The request names neither an address nor days, which would delete all hard bounces of the account (<see cref="DeleteAllHardBouncesAsync"/>), only one
    /// of the dates, or the dates the wrong way round.
    /// </exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task DeleteHardBouncesAsync(DeleteHardBouncesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var days = DatePair.Check(request.StartDate, request.EndDate, nameof(request));
        if (days is null && string.IsNullOrWhiteSpace(request.ContactEmail))
        {
            throw new ArgumentException(
                "Without an address and without days Brevo forgets every hard bounce of the account. Set ContactEmail or the dates, or call DeleteAllHardBouncesAsync.",
                nameof(request)
            );
        }

        return DeleteHardBouncesCoreAsync(request, cancellationToken);
    }

    /// <summary>Forgets every hard bounce of the account for good (<c>POST /smtp/deleteHardbounces</c> without a filter). Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task DeleteAllHardBouncesAsync(CancellationToken cancellationToken = default) =>
        DeleteHardBouncesCoreAsync(new DeleteHardBouncesRequest(), cancellationToken);

    private Task DeleteHardBouncesCoreAsync(DeleteHardBouncesRequest request, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(s_deleteHardBounces, "smtp/deleteHardbounces")
            {
                Content = ServiceContent.Json(request, BlockedContactsJsonContext.Default.DeleteHardBouncesRequest),
            },
            cancellationToken
        );
}
