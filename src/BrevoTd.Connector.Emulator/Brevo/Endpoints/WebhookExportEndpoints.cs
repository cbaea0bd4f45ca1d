using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Exports what webhooks told of in the last seven days. The columns are the emulator's own, because the documents name none.</summary>
internal sealed class WebhookExportEndpoints(BrevoService service)
{
    private static readonly string[] s_events =
    [
        "invalid_parameter",
        "missing_parameter",
        "hardBounce",
        "softBounce",
        "delivered",
        "spam",
        "request",
        "opened",
        "click",
        "invalid",
        "deferred",
        "blocked",
        "unsubscribed",
        "error",
        "uniqueOpened",
        "loadedByProxy",
        "allEvents",
    ];

    private static readonly string[] s_types = ["transactional", "marketing"];
    private static readonly string[] s_columns = ["event", "email", "message_id", "date", "webhook_id"];

    public void Map(BrevoRoutes routes) => routes.Map("POST", "/webhooks/export", ExportAsync);

    private async ValueTask<BrevoAnswer> ExportAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var selects = ReadFilter(document.RootElement);
        var isDescending = BrevoRequest.Text(document.RootElement, "sort") switch
        {
            null or "desc" => true,
            "asc" => false,
            _ => throw BrevoError.Invalid("sort should be one of asc, desc"),
        };
        var id = service.Work.Start(
            BackgroundProcess.WebhookExport,
            service.Options.ImportProcessingTime,
            (_, process) =>
                new Dictionary<string, string>
                {
                    [BackgroundProcess.ExportFile] = service.Reports.Save(process, "webhooks", Write(selects, isDescending)),
                }
        );
        return BrevoAnswer.Id(202, "processId", id);
    }

    private Predicate<WebhookRecord> ReadFilter(JsonElement body)
    {
        var name = OneOf(body, "event", s_events);
        var type = OneOf(body, "type", s_types);
        if (BrevoRequest.Text(body, "notifyURL") is not { Length: > 0 })
            throw BrevoError.Missing("notifyURL is missing");
        var (first, last) = Days(body);
        var messageId = BrevoRequest.Text(body, "messageId");
        if (messageId is not null && type != "transactional")
            throw BrevoError.Invalid("messageId is applicable only for transactional webhooks");
        var email = BrevoRequest.Text(body, "email");
        var webhookId = BrevoRequest.Number(body, "webhookId");
        return record =>
            record.Type == type
            && Is(record, name)
            && DayOf(record) >= first
            && DayOf(record) <= last
            && (messageId is null || record.MessageId == messageId)
            && (email is null || string.Equals(record.Email, email, StringComparison.OrdinalIgnoreCase))
            && (webhookId is null || record.WebhookId == webhookId);
    }

    private (DateOnly First, DateOnly Last) Days(JsonElement body)
    {
        var today = DateOnly.FromDateTime(service.Options.TimeProvider.GetUtcNow().UtcDateTime);
        var days = BrevoRequest.Number(body, "days");
        var first = Day(body, "startDate");
        var last = Day(body, "endDate");
        if (first is null != last is null)
            throw BrevoError.Missing("startDate and endDate should be passed together");
        if (days is not null && first is not null)
            throw BrevoError.Invalid("days is not compatible with startDate and endDate");
        if (days <= 0)
            throw BrevoError.Invalid("days should be a positive number");
        if (first > last)
            throw BrevoError.Invalid("endDate should be greater than or equal to startDate");
        return (first ?? today.AddDays(1 - (int)Math.Min(days ?? 7, 7)), last ?? today);
    }

    private byte[] Write(Predicate<WebhookRecord> selects, bool isDescending)
    {
        var choices = service.Options.BrevoChoices;
        var records = service.Webhooks.History().FindAll(selects);
        if (isDescending)
            records.Reverse();
        var text = new StringBuilder();
        if (choices.ReportByteOrderMark)
            text.Append('\uFEFF');
        ReportFiles.WriteLine(text, s_columns, choices);
        foreach (var record in records)
        {
            ReportFiles.WriteLine(
                text,
                [
                    record.Name,
                    record.Email ?? "",
                    record.MessageId ?? "",
                    ContactJson.Moment(record.At),
                    record.WebhookId.ToString(CultureInfo.InvariantCulture),
                ],
                choices
            );
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static bool Is(WebhookRecord record, string name) =>
        name switch
        {
            "allEvents" => true,
            "loadedByProxy" => record.Name is "proxy_open" or "unique_proxy_open",
            "error" => record.Name == "error",
            _ => Array.IndexOf(record.Triggers, name) >= 0 && record.Name is not ("proxy_open" or "unique_proxy_open"),
        };

    private static DateOnly DayOf(WebhookRecord record) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(record.At).UtcDateTime);

    private static string OneOf(JsonElement body, string name, string[] values)
    {
        var value = BrevoRequest.Text(body, name) ?? throw BrevoError.Missing($"{name} is missing");
        return Array.IndexOf(values, value) >= 0 ? value : throw BrevoError.Invalid($"{name} should be one of {string.Join(", ", values)}");
    }

    private static DateOnly? Day(JsonElement body, string name) =>
        BrevoRequest.Text(body, name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw BrevoError.Invalid($"{name} should be YYYY-MM-DD");
}
