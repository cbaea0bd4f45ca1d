using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A contact with the statistics of its campaigns (<c>GET /contacts/{identifier}</c>).</summary>
public sealed record ContactDetails : Contact
{
    /// <summary>What the contact did with the campaigns it got; of the last 90 days unless a period was asked for.</summary>
    public ContactStatistics? Statistics { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ContactDetails)} {Id}";
}
