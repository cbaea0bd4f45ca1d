using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What an export of webhook events holds (<c>POST /webhooks/export</c>). Brevo keeps the events for seven days.</summary>
public sealed record ExportWebhookEventsRequest
{
    /// <summary>Which events: one kind, or <see cref="WebhookExportEvent.All"/>.</summary>
    public required WebhookExportEvent Event { get; init; }

    /// <summary><see cref="WebhookType.Transactional"/> or <see cref="WebhookType.Marketing"/>.</summary>
    public required WebhookType Type { get; init; }

    /// <summary>Address that Brevo sends the link of the CSV file to. Its payload is not documented: the process tells the link as well.</summary>
    [JsonPropertyName("notifyURL")]
    public required Uri NotifyUrl { get; init; }

    /// <summary>The last days, today included. Not together with <see cref="StartDate"/> and <see cref="EndDate"/>.</summary>
    public int? Days { get; init; }

    /// <summary>First day; only together with <see cref="EndDate"/>.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>Last day; only together with <see cref="StartDate"/>.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Order of the rows; <see langword="null"/> leaves it to Brevo.</summary>
    [JsonConverter(typeof(WebhookSortConverter))]
    public SortOrder? Sort { get; init; }

    /// <summary>Only events of that message; only for <see cref="WebhookType.Transactional"/>.</summary>
    public string? MessageId { get; init; }

    /// <summary>Only events of that address.</summary>
    public string? Email { get; init; }

    /// <summary>Only events of that webhook.</summary>
    public WebhookId? WebhookId { get; init; }

    /// <summary>Event and type only.</summary>
    public override string ToString() => $"{nameof(ExportWebhookEventsRequest)}: {Event}, {Type}";
}
