using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A scheduled transactional e-mail, or a batch of them (<c>GET /smtp/emailStatus/{identifier}</c>).</summary>
public sealed record ScheduledEmail
{
    /// <summary>When it was scheduled.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it is due.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>What has become of it.</summary>
    public ScheduledEmailStatus? Status { get; init; }
}
