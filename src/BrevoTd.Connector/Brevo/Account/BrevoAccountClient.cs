using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The account behind the key. Reached through <see cref="BrevoClient.Account"/>.</summary>
public class BrevoAccountClient
{
    private const int MaxActivitiesPageSize = 100;

    private static readonly ServiceOperation s_get = new("account.get", HttpMethod.Get, "account", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_listActivities = new(
        "account.list_activities",
        HttpMethod.Get,
        "organization/activities",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoAccountClient() => _transport = null!;

    internal BrevoAccountClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Gets plan, credits and relay of the account (<c>GET /account</c>): also the way to check a key.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="CredentialsRejectedException">The key is missing, wrong, or not allowed from this IP address.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoAccount> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, "account"), BrevoJsonContext.Default.BrevoAccount, cancellationToken);

    /// <summary>
    /// Lists what the users of the account did (<c>GET /organization/activities</c>), 100 per request; Enterprise only. Brevo documents neither an order nor a
    /// total, so activities that happen during a sweep can shift others past it: ask for days that are over, one month at most, up to 12 months back.
    /// </summary>
    /// <param name="query">Filters; <see langword="null"/> leaves the window to Brevo, which does not document it.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">Only one end of the window is set, its ends are reversed, or it has more than a month.</exception>
    public virtual AsyncPageable<AccountActivity> ListActivitiesAsync(
        AccountActivityQuery? query = null,
        CancellationToken cancellationToken = default
    )
    {
        query ??= new AccountActivityQuery();
        TimeFilter.CheckMonth(query.From, query.To, nameof(query));
        return new OffsetPageable<AccountActivity>(
            MaxActivitiesPageSize,
            async (offset, limit, token) =>
            {
                var path = new QueryString("organization/activities")
                    .Add("startDate", query.From)
                    .Add("endDate", query.To)
                    .Add("email", query.Email)
                    .Add("limit", limit)
                    .Add("offset", offset);
                var answer = await _transport
                    .SendAsync(
                        new ServiceRequest(s_listActivities, path.ToString()),
                        AccountJsonContext.Default.AccountActivityListAnswer,
                        token
                    )
                    .ConfigureAwait(false);
                return new OffsetPageable<AccountActivity>.Slice(answer.Logs, null);
            },
            cancellationToken
        );
    }
}
