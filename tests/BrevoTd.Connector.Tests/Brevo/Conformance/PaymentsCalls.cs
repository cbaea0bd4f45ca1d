using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class PaymentsCalls : ConformanceCalls
{
    public PaymentsCalls()
    {
        Add("POST /payments/requests", "Payments.CreateAsync", Repeated.No)
            .Full(brevo =>
                brevo.Payments.CreateAsync(
                    Fill.Full<CreatePaymentRequest>() with
                    {
                        Cart = PaymentCart.EuroCents(1200),
                        Notification = new PaymentNotification { Channel = "email", Text = "Please pay." },
                    }
                )
            )
            .Minimal(brevo => brevo.Payments.CreateAsync(Fill.Minimal<CreatePaymentRequest>() with { Cart = PaymentCart.EuroCents(1200) }));
        Add("GET /payments/requests/{id}", "Payments.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Payments.GetAsync("122"))
            .Minimal(brevo => brevo.Payments.GetAsync("122"));
        Add("DELETE /payments/requests/{id}", "Payments.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Payments.DeleteAsync("0d8f1f0a-5b0e-4b7a-9a53-0a3a4f5a6b7c"))
            .Minimal(brevo => brevo.Payments.DeleteAsync("0d8f1f0a-5b0e-4b7a-9a53-0a3a4f5a6b7c"));
    }
}
