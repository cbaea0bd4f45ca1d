using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Payments;

public sealed class BrevoPaymentsClientTests
{
    private static readonly CreatePaymentRequest s_payment = new()
    {
        Reference = "Invoice #INV0001",
        ContactId = 43,
        Cart = PaymentCart.EuroCents(1200),
    };

    [Fact]
    public async Task CreateAsync_OfAPayment_SendsCentsAndReadsTheNumericId()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("POST", "payments/requests", 201, """{"id":122,"url":"https://pay.brevo.com/payment/6d4e"}""")
            .Answers(
                "GET",
                "payments/requests/122",
                200,
                """{"reference":"R","status":"refunded","cart":{"currency":"EUR","specificAmount":1200},"numberOfRemindersSent":5}"""
            );

        var created = await wire.Client.Payments.CreateAsync(
            s_payment with
            {
                Notification = new PaymentNotification { Channel = "email", Text = "Please pay." },
            }
        );

        Assert.Equal(
            """{"reference":"Invoice #INV0001","contactId":43,"cart":{"currency":"EUR","specificAmount":1200},"notification":{"channel":"email","text":"Please pay."}}""",
            wire.LastRequest.Body
        );
        Assert.Equal("122", created.Id?.Value);
        Assert.DoesNotContain("pay.brevo.com", created.ToString(), StringComparison.Ordinal);
        var payment = await wire.Client.Payments.GetAsync(created.Id!.Value);
        Assert.Equal(new PaymentRequestStatus("refunded"), payment.Status);
        Assert.Equal(5, payment.NumberOfRemindersSent);
    }

    public static TheoryData<CreatePaymentRequest> Wrong =>
        [
            s_payment with
            {
                Reference = "",
            },
            s_payment with
            {
                Cart = PaymentCart.EuroCents(0),
            },
            s_payment with
            {
                Cart = new PaymentCart { SpecificAmount = 5 },
            },
            s_payment with
            {
                Notification = new PaymentNotification { Text = "x" },
            },
            s_payment with
            {
                Configuration = new PaymentConfiguration { CustomSuccessUrl = "/done" },
            },
        ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task CreateAsync_OfAPaymentThatBrevoWouldRefuse_SendsNothing(CreatePaymentRequest wrong)
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Payments.CreateAsync(wrong));

        Assert.Empty(wire.Server.LogEntries);
    }
}
