using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whom a campaign comes from. A request names the sender by exactly one of <see cref="Id"/> and <see cref="Email"/>; answers may have both.</summary>
public sealed record EmailCampaignSender
{
    /// <summary>Id of a sender of the account (<c>GET /senders</c>). Accounts with dedicated IP addresses choose their pool by it.</summary>
    public long? Id { get; init; }

    /// <summary>Address of a sender of the account.</summary>
    public string? Email { get; init; }

    /// <summary>Name that recipients see.</summary>
    public string? Name { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(EmailCampaignSender)} {Id}";
}
