using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A sender to create. Brevo sends a six-digit code to its address.</summary>
public sealed record CreateSenderRequest
{
    /// <summary>Name that recipients see.</summary>
    public required string Name { get; init; }

    /// <summary>E-mail address that recipients see.</summary>
    public required string Email { get; init; }

    /// <summary>Dedicated IP addresses; needed for accounts that have some.</summary>
    public IReadOnlyList<SenderIpAssignment>? Ips { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateSenderRequest);
}
