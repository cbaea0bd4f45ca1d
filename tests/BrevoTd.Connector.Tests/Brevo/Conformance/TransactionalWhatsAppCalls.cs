using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class TransactionalWhatsAppCalls : ConformanceCalls
{
    private const string Sender = "85264318721";
    private static readonly string[] s_numbers = ["33639980013"];

    public TransactionalWhatsAppCalls()
    {
        Add("POST /whatsapp/sendMessage", "TransactionalWhatsApp.SendAsync", Repeated.No)
            .Full(brevo =>
                brevo.TransactionalWhatsApp.SendAsync(
                    new()
                    {
                        SenderNumber = Sender,
                        ContactNumbers = s_numbers,
                        TemplateId = 7,
                        Params = new JsonObject { ["name"] = "Ada" },
                    }
                )
            )
            .Full(brevo => brevo.TransactionalWhatsApp.SendAsync(Text()))
            .Minimal(brevo => brevo.TransactionalWhatsApp.SendAsync(Text()));
        Add("GET /whatsapp/statistics/events", "TransactionalWhatsApp.ListEventsAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.TransactionalWhatsApp.ListEventsAsync(
                    Fill.Full<WhatsAppEventQuery>() with
                    {
                        Period = ReportPeriod.Between(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 20)),
                    }
                )
            )
            .Full(brevo => brevo.TransactionalWhatsApp.ListEventsAsync(new() { Period = ReportPeriod.LastDays(7) }))
            .Minimal(brevo => brevo.TransactionalWhatsApp.ListEventsAsync());
    }

    private static SendWhatsAppMessageRequest Text() =>
        new()
        {
            SenderNumber = Sender,
            ContactNumbers = s_numbers,
            Text = "Hi",
        };
}
