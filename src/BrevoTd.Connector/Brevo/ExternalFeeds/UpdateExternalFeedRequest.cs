using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a feed. Members that are not set are not sent and stay as they are.</summary>
public sealed record UpdateExternalFeedRequest
{
    /// <summary>New name.</summary>
    public string? Name { get; init; }

    /// <summary>New address that Brevo fetches.</summary>
    public string? Url { get; init; }

    /// <summary>How Brevo signs in there.</summary>
    public ExternalFeedAuthType? AuthType { get; init; }

    /// <summary>User name; needed with <see cref="ExternalFeedAuthType.Basic"/>.</summary>
    public string? Username { get; init; }

    /// <summary>Password, a secret; needed with <see cref="ExternalFeedAuthType.Basic"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Token, a secret; needed with <see cref="ExternalFeedAuthType.Token"/>.</summary>
    public string? Token { get; init; }

    /// <summary>HTTP headers that Brevo sends. They take the place of those there are; an empty list takes all away.</summary>
    public IReadOnlyList<ExternalFeedHeader>? Headers { get; init; }

    /// <summary>How often Brevo tries again: 0 to 5.</summary>
    public long? MaxRetries { get; init; }

    /// <summary>Whether Brevo keeps what it fetched.</summary>
    public bool? Cache { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateExternalFeedRequest);
}
