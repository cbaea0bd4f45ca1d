using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The marketing automation of an account.</summary>
public sealed record AccountMarketingAutomation
{
    /// <summary>Whether it is enabled.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Key of the tracker; a credential for tracking calls.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it is enabled; the key is left out.</summary>
    public override string ToString() => $"{nameof(AccountMarketingAutomation)} {{ Enabled = {Enabled}, Key = *** }}";
}
