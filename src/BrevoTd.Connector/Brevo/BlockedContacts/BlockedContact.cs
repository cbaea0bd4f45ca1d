using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An address that gets no transactional e-mail (<c>GET /smtp/blockedContacts</c>).</summary>
public sealed record BlockedContact
{
    /// <summary>The address; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>The sender whose messages it does not get; <see langword="null"/> or empty where it is blocked for all of them.</summary>
    public string? SenderEmail { get; init; }

    /// <summary>Why.</summary>
    public BlockReason? Reason { get; init; }

    /// <summary>Since when.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>The reason only.</summary>
    public override string ToString() => $"{nameof(BlockedContact)} {Reason?.Code}";
}

/// <summary>Why an address gets no transactional e-mail.</summary>
public sealed record BlockReason
{
    /// <summary>The reason, safe to compare with.</summary>
    public BlockReasonCode? Code { get; init; }

    /// <summary>The reason in words, which may change.</summary>
    public string? Message { get; init; }

    /// <summary>The code only.</summary>
    public override string ToString() => $"{Code}";
}
