using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Something that happened to a received e-mail.</summary>
public sealed record InboundEmailLog
{
    /// <summary>When.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>What.</summary>
    public InboundEmailLogType? Type { get; init; }

    /// <summary>What happened and when.</summary>
    public override string ToString() => $"{nameof(InboundEmailLog)} {Type}, {Date:O}";
}
