using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A source of content for e-mails (<c>GET /feeds/{uuid}</c>).</summary>
public sealed record ExternalFeed
{
    /// <summary>Id.</summary>
    public ExternalFeedId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Address that Brevo fetches.</summary>
    public string? Url { get; init; }

    /// <summary>How Brevo signs in there.</summary>
    public ExternalFeedAuthType? AuthType { get; init; }

    /// <summary>User name, with <see cref="ExternalFeedAuthType.Basic"/>.</summary>
    public string? Username { get; init; }

    /// <summary>Password, with <see cref="ExternalFeedAuthType.Basic"/>; a secret.</summary>
    public string? Password { get; init; }

    /// <summary>Token, with <see cref="ExternalFeedAuthType.Token"/>; a secret.</summary>
    public string? Token { get; init; }

    /// <summary>HTTP headers that Brevo sends.</summary>
    public IReadOnlyList<ExternalFeedHeader>? Headers { get; init; }

    /// <summary>How often Brevo tries again.</summary>
    public long? MaxRetries { get; init; }

    /// <summary>Whether Brevo keeps what it fetched.</summary>
    public bool? Cache { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Name in addresses; only in older answers.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether it is Brevo's own; only in older answers.</summary>
    public bool? IsInternal { get; init; }

    /// <summary>Whether it is fetched for each contact; only in older answers.</summary>
    public bool? Personalization { get; init; }

    /// <summary>Attribute of the contact to fetch for; only in older answers.</summary>
    public string? DefaultAttr { get; init; }

    /// <summary>Contact to fetch for; only in older answers.</summary>
    public string? DefaultContact { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ExternalFeed)} {Id}";
}
