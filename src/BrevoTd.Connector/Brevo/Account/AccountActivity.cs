using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Something that a user did in the account (<c>GET /organization/activities</c>).</summary>
public sealed record AccountActivity
{
    /// <summary>What was done, such as <c>login-success</c> or <c>update-profile</c>.</summary>
    public string? Action { get; init; }

    /// <summary>When.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>E-mail address of the user; personal data.</summary>
    [JsonPropertyName("user_email")]
    public string? UserEmail { get; init; }

    /// <summary>IP address of the user; personal data.</summary>
    [JsonPropertyName("user_ip")]
    public string? UserIp { get; init; }

    /// <summary>Browser of the user.</summary>
    [JsonPropertyName("user_agent")]
    public string? UserAgent { get; init; }

    /// <summary>When it was done only.</summary>
    public override string ToString() => $"{nameof(AccountActivity)} of {Date:O}";
}
