using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Transactional e-mails: sending, scheduling, what was sent, what became of it. Reached through <see cref="BrevoClient.TransactionalEmails"/>.
/// </summary>
public partial class BrevoTransactionalEmailsClient
{
    private const string SendPath = "smtp/email";

    private static readonly ServiceOperation s_send = new("transactional_emails.send", HttpMethod.Post, SendPath, RepeatRule.NotIdempotent)
    {
        HowToLook =
            "list what was sent to the recipient before sending it again; with an IdempotencyKey in the request Brevo itself keeps it from going out twice",
    };

    private static readonly ServiceOperation s_sendWithKey = new(
        "transactional_emails.send_with_key",
        HttpMethod.Post,
        SendPath,
        RepeatRule.IdempotentWithKey
    )
    {
        HowToLook = "send it again with the same IdempotencyKey within 30 minutes; Brevo refuses it with duplicate_parameter if it has it",
    };

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoTransactionalEmailsClient() => _transport = null!;

    internal BrevoTransactionalEmailsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>
    /// Sends or schedules an e-mail, in one or in up to 1,000 versions (<c>POST /smtp/email</c>). One invalid recipient or version fails the whole call, and
    /// nothing is sent then.
    /// </summary>
    /// <remarks>
    /// <para>With <see cref="SendTransactionalEmailRequest.IdempotencyKey"/> a send whose answer is lost is repeated. When Brevo then says that it has the message, the call succeeds with
    /// <see cref="SendTransactionalEmailResult.WasAcceptedBefore"/>.</para>
    /// <para>Without a key it is never repeated. A scheduled message whose batch id was made up here is looked for by that id; any other fails with
    /// <see cref="ConnectorException.MayHaveBeenProcessed"/>.</para>
    /// </remarks>
    /// <param name="request">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Brevo would refuse the message, or silently leave something of it out; the exception says what to change.</exception>
    /// <exception cref="ServiceException">
    /// Brevo refuses the message; with <see cref="ServiceException.ErrorCode"/> <c>duplicate_parameter</c> because an earlier call had the same key, and with status 402 because
    /// credits are missing.
    /// </exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<SendTransactionalEmailResult> SendAsync(
        SendTransactionalEmailRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        TransactionalEmailCheck.Check(request, nameof(request));
        request = WithoutEmptyLists(request);
        var hasKey = request.IdempotencyKey is not null;
        var madeUp = request is { ScheduledAt: not null, BatchId: null };
        if (madeUp)
        {
            request = request with { BatchId = Guid.NewGuid() };
        }

        var call = new ServiceRequest(hasKey ? s_sendWithKey : s_send, SendPath)
        {
            Content = ServiceContent.Json(request, TransactionalEmailsJsonContext.Default.SendTransactionalEmailRequest),

            // A batch id that nobody else has finds the message of this very call. It is not sent again, because Brevo would not refuse a second one.
            Look =
                madeUp && !hasKey
                    ? new Look((_, token) => FindBatchAsync(request.BatchId!.Value, token), _ => false, MayRepeat: false)
                    : null,
        };
        ServiceAnswer answer;
        try
        {
            answer = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException e) when (hasKey && e is { MayHaveBeenProcessed: true, ErrorCode: "duplicate_parameter" })
        {
            return AcceptedBefore(request);
        }

        return answer.FromLook
            ? AcceptedBefore(request)
            : _transport.Read(call, answer, TransactionalEmailsJsonContext.Default.SendTransactionalEmailResult) with
            {
                IsScheduled = answer.Status == HttpStatusCode.Accepted,
                BatchId = request.BatchId,
            };
    }

    /// <summary>Sends a message with a key whose body is already on the wire's form; the way of the batch writer.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="maxQuotaWait">How long one attempt may wait for quota: a repeat must come while Brevo remembers the key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task<SendTransactionalEmailResult> SendWithKeyAsync(
        HttpContent body,
        TimeSpan maxQuotaWait,
        CancellationToken cancellationToken
    )
    {
        var call = new ServiceRequest(s_sendWithKey, SendPath) { Content = body, MaxQuotaWait = maxQuotaWait };
        var answer = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        return _transport.Read(call, answer, TransactionalEmailsJsonContext.Default.SendTransactionalEmailResult);
    }

    // What a list without entries says to Brevo is not documented; that of a version takes the place of the request's and stays.
    private static SendTransactionalEmailRequest WithoutEmptyLists(SendTransactionalEmailRequest request) =>
        request with
        {
            To = request.To is { Count: > 0 } ? request.To : null,
            Cc = request.Cc is { Count: > 0 } ? request.Cc : null,
            Bcc = request.Bcc is { Count: > 0 } ? request.Bcc : null,
            MessageVersions = request.MessageVersions is { Count: > 0 } ? request.MessageVersions : null,
            Attachments = request.Attachments is { Count: > 0 } ? request.Attachments : null,
            Tags = request.Tags is { Count: > 0 } ? request.Tags : null,
        };

    private static SendTransactionalEmailResult AcceptedBefore(SendTransactionalEmailRequest request) =>
        new()
        {
            WasAcceptedBefore = true,
            IsScheduled = request.ScheduledAt is not null,
            BatchId = request.BatchId,
        };

    private async Task<ServiceAnswer?> FindBatchAsync(Guid batchId, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_listScheduled, StatusPath(batchId.ToString()));
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return
            answer.IsSuccess
            && _transport.Read(request, answer, TransactionalEmailsJsonContext.Default.ScheduledEmailsAnswer).Batches is { Count: > 0 }
            ? answer
            : null;
    }
}
