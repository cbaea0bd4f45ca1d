using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Webhooks: addresses that Brevo calls when something happens. Reached through <see cref="BrevoClient.Webhooks"/>. What arrives there is read by
/// <see cref="BrevoWebhooks"/>.
/// </summary>
/// <remarks>
/// An account may have 40. These calls are not among the endpoints with a limit of their own: on the General tier they share 100 requests an hour with everything
/// else that is not listed.
/// </remarks>
public class BrevoWebhooksClient
{
    private static readonly ServiceOperation s_list = new("webhooks.list", HttpMethod.Get, "webhooks", RepeatRule.Idempotent);

    private static readonly ServiceOperation s_create = new("webhooks.create", HttpMethod.Post, "webhooks", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the webhooks before sending it again, because two may have one address and every event would arrive twice",
    };

    private static readonly ServiceOperation s_get = new("webhooks.get", HttpMethod.Get, "webhooks/{webhookId}", RepeatRule.Idempotent);

    private static readonly ServiceOperation s_update = new(
        "webhooks.update",
        HttpMethod.Put,
        "webhooks/{webhookId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "webhooks.delete",
        HttpMethod.Delete,
        "webhooks/{webhookId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_export = new("webhooks.export", HttpMethod.Post, "webhooks/export", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest processes for an EXPORT_WEBHOOK before sending it again",
    };

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoWebhooksClient() => _transport = null!;

    internal BrevoWebhooksClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists the webhooks of one type (<c>GET /webhooks</c>); Brevo answers all of them at once.</summary>
    /// <param name="type">Type. <see langword="null"/> lists the transactional ones, which is Brevo's default: there is no listing of all types.</param>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<Webhook>> ListAsync(
        WebhookType? type = null,
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_list, ListPath(type, order)), WebhooksJsonContext.Default.WebhookListAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Webhooks ?? [];
    }

    /// <summary>Gets one webhook, of whatever type (<c>GET /webhooks/{webhookId}</c>).</summary>
    /// <param name="id">Id of the webhook.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such webhook (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<Webhook> GetAsync(WebhookId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), WebhooksJsonContext.Default.Webhook, cancellationToken);

    /// <summary>
    /// Creates a webhook (<c>POST /webhooks</c>). When the answer is lost, the newest webhooks are searched for the one that this call created; it is never created a
    /// second time, because two webhooks may have one address.
    /// </summary>
    /// <param name="request">The webhook.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new webhook.</returns>
    /// <exception cref="ArgumentException">
    /// The address is not absolute, there is no event or one that the type does not have, an inbound webhook has no domain, or a token or header cannot be sent.
    /// </exception>
    /// <exception cref="ServiceException">Brevo refuses the webhook, for example because the account has 40 already.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<WebhookId> CreateAsync(CreateWebhookRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        WebhookChecks.Check(request);
        var call = new ServiceRequest(s_create, "webhooks")
        {
            Content = ServiceContent.Json(request, WebhooksJsonContext.Default.CreateWebhookRequest),
            Look = new Look((arguments, token) => FindAsync(request, arguments, token), _ => false, MayRepeat: false),
        };
        var answer = await _transport
            .SendAsync(call, WebhooksJsonContext.Default.WebhookCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Changes a webhook (<c>PUT /webhooks/{webhookId}</c>). Idempotent.</summary>
    /// <param name="id">Id of the webhook.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Nothing is set, the address is not absolute, or a token or header cannot be sent.</exception>
    /// <exception cref="ServiceException">There is no such webhook (404), or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(WebhookId id, UpdateWebhookRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        WebhookChecks.Check(request);
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, WebhooksJsonContext.Default.UpdateWebhookRequest),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes a webhook, which ends its calls (<c>DELETE /webhooks/{webhookId}</c>). A repeat after a lost answer finds none any more and says so (404).</summary>
    /// <param name="id">Id of the webhook.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such webhook (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(WebhookId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    /// <summary>
    /// Starts an export of the events of the last seven days as CSV (<c>POST /webhooks/export</c>); Enterprise only. Not repeated when its answer is lost, because each call
    /// starts an export of its own.
    /// </summary>
    /// <param name="request">Which events.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The process; <see cref="BrevoProcessHandle.OpenExportAsync"/> waits for its end and opens the file, CSV or a ZIP archive of CSV files, whose address Brevo also
    /// sends to the request's address.
    /// </returns>
    /// <exception cref="ArgumentException">Days and dates contradict each other, or the type has no export.</exception>
    /// <exception cref="ServiceException">Brevo refuses the export, for example because the account has not got the feature.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<BrevoProcessHandle> ExportAsync(
        ExportWebhookEventsRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        WebhookChecks.Check(request);
        var call = new ServiceRequest(s_export, "webhooks/export")
        {
            Content = ServiceContent.Json(request, WebhooksJsonContext.Default.ExportWebhookEventsRequest),
        };
        var answer = await _transport
            .SendAsync(call, WebhooksJsonContext.Default.WebhookExportAnswer, cancellationToken)
            .ConfigureAwait(false);
        var process = answer.ProcessId ?? throw MissingMember.Of(s_export, HttpStatusCode.Accepted, "processId");
        return BrevoProcessHandle.Started(_transport, process);
    }

    /// <summary>Finds the webhook that this very call created: the address alone says nothing, the time of its creation does.</summary>
    private async Task<ServiceAnswer?> FindAsync(CreateWebhookRequest wanted, LookArguments arguments, CancellationToken cancellationToken)
    {
        var newest = await ListAsync(wanted.Type, SortOrder.Descending, cancellationToken).ConfigureAwait(false);
        foreach (var webhook in newest)
        {
            if (webhook.Id is not { } id || webhook.Url != wanted.Url.OriginalString)
            {
                continue;
            }

            var request = new ServiceRequest(s_get, Path(id));
            var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
            var details = _transport.Read(request, answer, WebhooksJsonContext.Default.Webhook);
            return arguments.IsSinceBegin(details.CreatedAt, answer) ? answer : null;
        }

        return null;
    }

    private static string ListPath(WebhookType? type, SortOrder order) =>
        new QueryString("webhooks").Add("type", type?.Value).Add("sort", order.ToWire()).ToString();

    private static string Path(WebhookId id) => $"webhooks/{id}";
}
