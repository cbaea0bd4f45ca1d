using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Payments that contacts are asked for. Reached through <see cref="BrevoClient.Payments"/>.</summary>
/// <remarks>Brevo Payments must be activated and validated in the account; until then every call is refused with 403.</remarks>
public class BrevoPaymentsClient
{
    private static readonly ServiceOperation s_create = new(
        "payments.create",
        HttpMethod.Post,
        "payments/requests",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look at the payment requests in Brevo before sending it again, or the contact may be asked twice",
    };
    private static readonly ServiceOperation s_get = new("payments.get", HttpMethod.Get, "payments/requests/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_delete = new(
        "payments.delete",
        HttpMethod.Delete,
        "payments/requests/{id}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoPaymentsClient() => _transport = null!;

    internal BrevoPaymentsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Asks a contact for a payment (<c>POST /payments/requests</c>). Not repeated when its answer is lost: the contact would be asked twice, and Brevo has no listing to look at.
    /// </summary>
    /// <param name="request">The payment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its id and the address of its payment page.</returns>
    /// <exception cref="ArgumentException">The reference is empty, the amount is not positive, or a message has no text or no channel.</exception>
    /// <exception cref="ServiceException">Brevo Payments is not activated (403), or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CreatedPaymentRequest> CreateAsync(CreatePaymentRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        return _transport.SendAsync(
            new ServiceRequest(s_create, "payments/requests")
            {
                Content = ServiceContent.Json(request, PaymentsJsonContext.Default.CreatePaymentRequest),
            },
            PaymentsJsonContext.Default.CreatedPaymentRequest,
            cancellationToken
        );
    }

    /// <summary>Gets one payment request (<c>GET /payments/requests/{id}</c>).</summary>
    /// <param name="id">Id of the payment request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such request (404), or Brevo Payments is not activated (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<PaymentRequest> GetAsync(PaymentRequestId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), PaymentsJsonContext.Default.PaymentRequest, cancellationToken);

    /// <summary>Deletes a payment request (<c>DELETE /payments/requests/{id}</c>): it can no longer be paid. A repeat after a lost answer finds none and says so (404).</summary>
    /// <param name="id">Id of the payment request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such request (404), or Brevo Payments is not activated (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(PaymentRequestId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    private static void Check(CreatePaymentRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Reference))
        {
            throw new ArgumentException(
                $"The payment has no {nameof(request.Reference)}. Fill it: the contact sees it on the payment page.",
                nameof(request)
            );
        }

        if (request.Cart is not { SpecificAmount: > 0, Currency.Length: > 0 })
        {
            throw new ArgumentException(
                $"The {nameof(request.Cart)} needs a currency and a positive amount in cents. Use PaymentCart.EuroCents(1200) for 12.00 euros.",
                nameof(request)
            );
        }

        if (
            request.Notification is { } notification
            && (string.IsNullOrWhiteSpace(notification.Channel) || string.IsNullOrWhiteSpace(notification.Text))
        )
        {
            throw new ArgumentException(
                $"The {nameof(request.Notification)} needs a channel (email) and a text. Fill both, or leave it out to send no message.",
                nameof(request)
            );
        }

        // A rooted path is an absolute address too, of a file.
        if (
            request.Configuration is { } configuration
            && !(Uri.TryCreate(configuration.CustomSuccessUrl, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http"))
        )
        {
            throw new ArgumentException(
                $"The {nameof(request.Configuration)} needs an absolute address. Fill {nameof(configuration.CustomSuccessUrl)}, or leave it out for Brevo's own page.",
                nameof(request)
            );
        }
    }

    private static string Path(PaymentRequestId id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id.Value, nameof(id));
        return $"payments/requests/{Uri.EscapeDataString(id.Value)}";
    }
}
