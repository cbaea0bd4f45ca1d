using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An HTTP header that Brevo sends when it fetches a feed.</summary>
public sealed record ExternalFeedHeader
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Value; may be a secret.</summary>
    public string? Value { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ExternalFeedHeader);
}
