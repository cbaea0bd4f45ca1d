using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class TransactionalSmsCalls : ConformanceCalls
{
    private static readonly ReportPeriod s_dates = ReportPeriod.Between(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 20));

    public TransactionalSmsCalls()
    {
        Add("POST /transactionalSMS/send", "TransactionalSms.SendAsync", Repeated.No)
            .Full(brevo => brevo.TransactionalSms.SendAsync(WithText()))
            .Full(brevo => brevo.TransactionalSms.SendAsync(FromTemplate()))
            .Minimal(brevo => brevo.TransactionalSms.SendAsync(Least()));
        Add("POST /transactionalSMS/sms", "TransactionalSms.SendWithReceiptAsync", Repeated.No)
            .Full(brevo => brevo.TransactionalSms.SendWithReceiptAsync(WithText()))
            .Full(brevo => brevo.TransactionalSms.SendWithReceiptAsync(FromTemplate()))
            .Minimal(brevo => brevo.TransactionalSms.SendWithReceiptAsync(Least()));
        Add("GET /transactionalSMS/statistics/events", "TransactionalSms.ListEventsAsync", Repeated.Yes)
            .Full(brevo => brevo.TransactionalSms.ListEventsAsync(Fill.Full<SmsEventQuery>() with { Period = s_dates }))
            .Full(brevo => brevo.TransactionalSms.ListEventsAsync(new() { Period = ReportPeriod.LastDays(7) }))
            .Minimal(brevo => brevo.TransactionalSms.ListEventsAsync());
        Add("GET /transactionalSMS/statistics/aggregatedReport", "TransactionalSms.GetReportAsync", Repeated.Yes)
            .Full(brevo => brevo.TransactionalSms.GetReportAsync(s_dates, "welcome"))
            .Full(brevo => brevo.TransactionalSms.GetReportAsync(ReportPeriod.LastDays(7)))
            .Minimal(brevo => brevo.TransactionalSms.GetReportAsync());
        Add("GET /transactionalSMS/statistics/reports", "TransactionalSms.ListDailyReportsAsync", Repeated.Yes)
            .Full(brevo => brevo.TransactionalSms.ListDailyReportsAsync(s_dates, "welcome", SortOrder.Descending))
            .Full(brevo => brevo.TransactionalSms.ListDailyReportsAsync(ReportPeriod.LastDays(7)))
            .Minimal(brevo => brevo.TransactionalSms.ListDailyReportsAsync());
        Add("GET /transactionalSMS/templates", "TransactionalSms.ListTemplatesAsync", Repeated.Yes)
            .Full(brevo => brevo.TransactionalSms.ListTemplatesAsync(SortOrder.Descending))
            .Minimal(brevo => brevo.TransactionalSms.ListTemplatesAsync());
    }

    private static SendSmsRequest WithText() =>
        Fill.Full<SendSmsRequest>() with
        {
            Sender = "Shop",
            Recipient = "+33639980012",
            Type = TransactionalSmsType.Marketing,
            TemplateId = null,
            Params = null,
        };

    private static SendSmsRequest FromTemplate() =>
        WithText() with
        {
            Content = null,
            TemplateId = 7,
            Params = new JsonObject { ["code"] = 1234 },
        };

    private static SendSmsRequest Least() =>
        new()
        {
            Sender = "Shop",
            Recipient = "33639980012",
            Content = "Hi",
        };
}
