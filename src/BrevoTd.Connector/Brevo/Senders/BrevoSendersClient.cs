using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Senders of e-mails and dedicated IP addresses. Reached through <see cref="BrevoClient.Senders"/>.</summary>
/// <remarks>These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed.</remarks>
public class BrevoSendersClient
{
    private const int MaxCode = 999_999;
    private const int AllWeights = 100;

    private static readonly ServiceOperation s_list = new("senders.list", HttpMethod.Get, "senders", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("senders.create", HttpMethod.Post, "senders", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the senders before sending it again",
    };
    private static readonly ServiceOperation s_update = new("senders.update", HttpMethod.Put, "senders/{senderId}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_delete = new(
        "senders.delete",
        HttpMethod.Delete,
        "senders/{senderId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_validate = new(
        "senders.validate",
        HttpMethod.Put,
        "senders/{senderId}/validate",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the senders and look whether it is active before sending it again",
    };

    private static readonly ServiceOperation s_listDedicatedIps = new(
        "senders.list_dedicated_ips",
        HttpMethod.Get,
        "senders/ips",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listDedicatedIpsOfSender = new(
        "senders.list_dedicated_ips_of_sender",
        HttpMethod.Get,
        "senders/{senderId}/ips",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoSendersClient() => _transport = null!;

    internal BrevoSendersClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists the senders of the account (<c>GET /senders</c>, which has no pages).</summary>
    /// <param name="ip">Only senders that use this dedicated IP address.</param>
    /// <param name="domain">Only senders of this domain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<Sender>> ListAsync(
        string? ip = null,
        string? domain = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = new QueryString("senders").Add("ip", ip).Add("domain", domain);
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_list, path.ToString()), SendersJsonContext.Default.SenderListAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Senders ?? [];
    }

    /// <summary>
    /// Creates a sender (<c>POST /senders</c>). Brevo sends a code to its address, and the sender can be used after <see cref="ValidateAsync"/>. When the answer
    /// is lost, a sender of this name and address that is there is the result, without what Brevo says about DKIM and SPF; the call is not repeated.
    /// </summary>
    /// <param name="request">The sender.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Name or address is empty, or the weights of the IP addresses do not add up to 100.</exception>
    /// <exception cref="ServiceException">Brevo refuses a value, or there is such a sender already.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CreateSenderResult> CreateAsync(CreateSenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrWhiteSpace(request.Name) || string.IsNullOrWhiteSpace(request.Email))
        {
            throw new ArgumentException("A sender needs a name and an e-mail address. Set both.", nameof(request));
        }

        CheckWeights(request.Ips, nameof(request));
        var call = new ServiceRequest(s_create, "senders")
        {
            Content = ServiceContent.Json(request, SendersJsonContext.Default.CreateSenderRequest),
            Look = new Look(
                async (_, token) =>
                {
                    var (senders, answer) = await LookAsync(token).ConfigureAwait(false);
                    var own = senders.FirstOrDefault(sender =>
                        sender.Name == request.Name
                        && string.Equals(sender.Email, request.Email, StringComparison.OrdinalIgnoreCase)
                        && sender.Id is not null
                    );
                    return own is null ? null : answer with { Body = Created(own) };
                },
                e => e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict,
                MayRepeat: false
            ),
        };
        return _transport.SendAsync(call, SendersJsonContext.Default.CreateSenderResult, cancellationToken);
    }

    /// <summary>Changes a sender (<c>PUT /senders/{senderId}</c>). Idempotent.</summary>
    /// <param name="id">Id of the sender.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Nothing changes, or the weights of the IP addresses do not add up to 100.</exception>
    /// <exception cref="ServiceException">There is no such sender (404), or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(SenderId id, UpdateSenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { Name: null, Email: null, ReplaceIps: null })
        {
            throw new ArgumentException("Nothing changes. Set the name, the e-mail address or the IP addresses.", nameof(request));
        }

        CheckWeights(request.ReplaceIps, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_update, $"senders/{id}")
            {
                Content = ServiceContent.Json(request, SendersJsonContext.Default.UpdateSenderRequest),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes a sender (<c>DELETE /senders/{senderId}</c>).</summary>
    /// <param name="id">Id of the sender.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such sender (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(SenderId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, $"senders/{id}"), cancellationToken);

    /// <summary>
    /// Confirms the address of a sender by the code that Brevo sent to it (<c>PUT /senders/{senderId}/validate</c>). When the answer is lost, the sender is looked
    /// at: one that is active is confirmed.
    /// </summary>
    /// <param name="id">Id of the sender.</param>
    /// <param name="code">The six digits as a number, which is how Brevo takes them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code has more than six digits.</exception>
    /// <exception cref="ServiceException">There is no such sender (404), or the code is wrong.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task ValidateAsync(SenderId id, int code, CancellationToken cancellationToken = default)
    {
        if (code is < 0 or > MaxCode)
        {
            // The code is as good as a password for a while, so it is not in the message.
            throw new ArgumentOutOfRangeException(nameof(code), "The code has six digits. Pass those of the newest e-mail.");
        }

        var call = new ServiceRequest(s_validate, $"senders/{id}/validate")
        {
            Content = ServiceContent.Json(new SenderCodeBody { Otp = code }, SendersJsonContext.Default.SenderCodeBody),
            Look = new Look(
                async (_, token) =>
                {
                    var (senders, answer) = await LookAsync(token).ConfigureAwait(false);
                    return senders.Any(sender => sender.Id == id && sender.Active == true) ? answer : null;
                },
                e => e.StatusCode is HttpStatusCode.BadRequest
            ),
        };
        return _transport.SendAsync(call, cancellationToken);
    }

    /// <summary>Lists the dedicated IP addresses of the account; none for accounts that share theirs (<c>GET /senders/ips</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<IReadOnlyList<DedicatedIp>> ListDedicatedIpsAsync(CancellationToken cancellationToken = default) =>
        ListIpsAsync(s_listDedicatedIps, "senders/ips", cancellationToken);

    /// <summary>Lists the dedicated IP addresses that a sender uses (<c>GET /senders/{senderId}/ips</c>).</summary>
    /// <param name="id">Id of the sender.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such sender (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<IReadOnlyList<DedicatedIp>> ListDedicatedIpsOfSenderAsync(
        SenderId id,
        CancellationToken cancellationToken = default
    ) => ListIpsAsync(s_listDedicatedIpsOfSender, $"senders/{id}/ips", cancellationToken);

    private async Task<IReadOnlyList<DedicatedIp>> ListIpsAsync(
        ServiceOperation operation,
        string path,
        CancellationToken cancellationToken
    )
    {
        var answer = await _transport
            .SendAsync(new ServiceRequest(operation, path), SendersJsonContext.Default.DedicatedIpListAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Ips ?? [];
    }

    private async Task<(IReadOnlyList<Sender> Senders, ServiceAnswer Answer)> LookAsync(CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_list, "senders");
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return (_transport.Read(request, answer, SendersJsonContext.Default.SenderListAnswer).Senders ?? [], answer);
    }

    private static byte[] Created(Sender sender) =>
        JsonSerializer.SerializeToUtf8Bytes(new CreateSenderResult { Id = sender.Id }, SendersJsonContext.Default.CreateSenderResult);

    private static void CheckWeights(IReadOnlyList<SenderIpAssignment>? ips, string parameter)
    {
        if (ips is null || ips.All(ip => ip.Weight is null))
        {
            return;
        }

        if (ips.Any(ip => ip.Weight is null or < 1) || ips.Sum(ip => ip.Weight) != AllWeights)
        {
            throw new ArgumentException(
                $"The weights of the IP addresses must be given for all or for none, at least 1 each, with a sum of {AllWeights}.",
                parameter
            );
        }
    }
}
