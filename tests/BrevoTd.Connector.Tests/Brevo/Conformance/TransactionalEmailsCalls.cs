using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class TransactionalEmailsCalls : ConformanceCalls
{
    private const string MessageId = "<201798300811.5787683@relay.domain.com>";

    private static readonly Guid s_batch = new("5c6cfa04-eed9-42c2-8b5c-6d470d978e9d");
    private static readonly DateOnly s_start = new(2026, 3, 1);
    private static readonly DateOnly s_end = new(2026, 3, 20);
    private static readonly ReportPeriod s_dates = ReportPeriod.Between(s_start, s_end);

    public TransactionalEmailsCalls()
    {
        Add("POST /smtp/email", "TransactionalEmails.SendAsync", Repeated.ByItsKey)
            .Full(brevo => brevo.TransactionalEmails.SendAsync(ToOne()))
            .Full(brevo => brevo.TransactionalEmails.SendAsync(ToOne() with { Sender = MessageSender.FromId(7) }))
            .Full(brevo => brevo.TransactionalEmails.SendAsync(Versions()))
            .Full(brevo => brevo.TransactionalEmails.SendAsync(FromTemplate()))
            .Minimal(brevo => brevo.TransactionalEmails.SendAsync(new() { TemplateId = 7, To = [Canaries.Email()] }))
            .Otherwise("scheduledAt", "moments are written in UTC, as the text of the document asks");
        Add(
                "DELETE /smtp/email/{identifier}",
                "TransactionalEmails.DeleteScheduledAsync, TransactionalEmails.DeleteScheduledBatchAsync",
                Repeated.Yes
            )
            .Full(brevo => brevo.TransactionalEmails.DeleteScheduledAsync(MessageId))
            .Full(brevo => brevo.TransactionalEmails.DeleteScheduledBatchAsync(s_batch))
            .Minimal(brevo => brevo.TransactionalEmails.DeleteScheduledAsync(MessageId));
        Add(
                "GET /smtp/emailStatus/{identifier}",
                "TransactionalEmails.GetScheduledAsync, TransactionalEmails.ListScheduledAsync",
                Repeated.Yes
            )
            .Full(brevo => brevo.TransactionalEmails.GetScheduledAsync(MessageId))
            .Full(brevo =>
                brevo.TransactionalEmails.ListScheduledAsync(
                    s_batch,
                    new()
                    {
                        StartDate = s_start,
                        EndDate = s_end,
                        Status = ScheduledEmailStatus.Queued,
                    }
                )
            )
            .Minimal(brevo => brevo.TransactionalEmails.GetScheduledAsync(MessageId));
        Add("GET /smtp/emails", "TransactionalEmails.ListAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.TransactionalEmails.ListAsync(
                    new()
                    {
                        Email = Canaries.Email(),
                        MessageId = MessageId,
                        TemplateId = 7,
                        StartDate = s_start,
                        EndDate = s_end,
                    }
                )
            )
            .Minimal(brevo => brevo.TransactionalEmails.ListAsync(new() { TemplateId = 7 }));
        Add("GET /smtp/emails/{uuid}", "TransactionalEmails.GetContentAsync", Repeated.Yes)
            .Full(brevo => brevo.TransactionalEmails.GetContentAsync("5a78c-209ok98262910-std2341"))
            .Minimal(brevo => brevo.TransactionalEmails.GetContentAsync("5a78c-209ok98262910-std2341"));
        Add(
                "DELETE /smtp/log/{identifier}",
                "TransactionalEmails.DeleteLogAsync, TransactionalEmails.DeleteLogOfRecipientAsync",
                Repeated.Yes
            )
            .Full(brevo => brevo.TransactionalEmails.DeleteLogAsync(MessageId, s_start, s_end))
            .Full(brevo => brevo.TransactionalEmails.DeleteLogOfRecipientAsync(Canaries.Email(), s_start, s_end))
            .Minimal(brevo => brevo.TransactionalEmails.DeleteLogAsync(MessageId));
        Add("GET /smtp/statistics/events", "TransactionalEmails.ListEventsAsync", Repeated.Yes)
            .Full(brevo => brevo.TransactionalEmails.ListEventsAsync(Events() with { Period = s_dates }))
            .Full(brevo => brevo.TransactionalEmails.ListEventsAsync(Events() with { Period = ReportPeriod.LastDays(90) }))
            .Minimal(brevo => brevo.TransactionalEmails.ListEventsAsync());
        Add("GET /smtp/statistics/aggregatedReport", "TransactionalEmails.GetReportAsync", Repeated.Yes)
            .Full(brevo => brevo.TransactionalEmails.GetReportAsync(s_dates, "welcome"))
            .Full(brevo => brevo.TransactionalEmails.GetReportAsync(ReportPeriod.LastDays(90)))
            .Minimal(brevo => brevo.TransactionalEmails.GetReportAsync());
        Add("GET /smtp/statistics/reports", "TransactionalEmails.ListDailyReportsAsync", Repeated.Yes)
            .Full(brevo => brevo.TransactionalEmails.ListDailyReportsAsync(s_dates, "welcome", SortOrder.Descending))
            .Full(brevo => brevo.TransactionalEmails.ListDailyReportsAsync(ReportPeriod.LastDays(30)))
            .Minimal(brevo => brevo.TransactionalEmails.ListDailyReportsAsync());
    }

    private static SendTransactionalEmailRequest ToOne() =>
        Fill.Full<SendTransactionalEmailRequest>() with
        {
            Sender = MessageSender.FromEmail(Canaries.Email(), "Shop"),
            Attachments =
            [
                MessageAttachment.FromUrl(new Uri("https://example.com/terms.pdf"), "terms.pdf"),
                MessageAttachment.FromContent("a.txt", new byte[] { 1, 2, 3, 255 }),
            ],
            TemplateId = null,
            MessageVersions = null,
            Params = new JsonObject { ["name"] = "Ada" },
            Headers = new Dictionary<string, string> { ["X-Mailin-custom"] = "order:7" },
            BatchId = s_batch,
        };

    private static SendTransactionalEmailRequest Versions() =>
        ToOne() with
        {
            To = null,
            MessageVersions = [Fill.Full<MessageVersion>() with { Params = new JsonObject { ["name"] = "Ada" } }],
        };

    private static SendTransactionalEmailRequest FromTemplate() => ToOne() with { TemplateId = 7, HtmlContent = null, TextContent = null };

    private static TransactionalEmailEventQuery Events() =>
        Fill.Full<TransactionalEmailEventQuery>() with
        {
            MessageId = MessageId,
            Event = TransactionalEmailEventType.Bounces,
        };
}
