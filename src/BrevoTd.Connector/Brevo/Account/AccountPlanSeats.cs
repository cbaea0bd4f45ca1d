using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Seats of users that a plan has.</summary>
public sealed record AccountPlanSeats
{
    /// <summary>Seats that were bought.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? PurchasedSeats { get; init; }

    /// <summary>Seats that are taken.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? UsedSeats { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AccountPlanSeats);
}
