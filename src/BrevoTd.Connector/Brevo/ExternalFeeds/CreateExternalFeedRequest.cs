using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A feed to create.</summary>
public sealed record CreateExternalFeedRequest
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Address that Brevo fetches; it must be reachable from the internet.</summary>
    public required string Url { get; init; }

    /// <summary>How Brevo signs in there. Default: not at all.</summary>
    public ExternalFeedAuthType? AuthType { get; init; }

    /// <summary>User name; needed with <see cref="ExternalFeedAuthType.Basic"/>.</summary>
    public string? Username { get; init; }

    /// <summary>Password, a secret; needed with <see cref="ExternalFeedAuthType.Basic"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Token, a secret; needed with <see cref="ExternalFeedAuthType.Token"/>.</summary>
    public string? Token { get; init; }

    /// <summary>HTTP headers that Brevo sends.</summary>
    public IReadOnlyList<ExternalFeedHeader>? Headers { get; init; }

    /// <summary>How often Brevo tries again: 0 to 5. Default: 5.</summary>
    public long? MaxRetries { get; init; }

    /// <summary>Whether Brevo keeps what it fetched. Default: no.</summary>
    public bool? Cache { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateExternalFeedRequest);
}
