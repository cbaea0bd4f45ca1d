using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A consent group: what contacts agree to, or do not.</summary>
public sealed record ConsentGroup
{
    /// <summary>Id.</summary>
    public ConsentGroupId? Id { get; init; }

    /// <summary>Name; unique in the account.</summary>
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>How contacts come into the group.</summary>
    public ConsentGroupSignupMode? SignupMode { get; init; }

    /// <summary>Contacts in the group.</summary>
    public long? ContactsCount { get; init; }

    /// <summary>Whether Brevo made the group.</summary>
    public bool? IsDefault { get; init; }

    /// <summary>When the group was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the group changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ConsentGroup)} {Id}";
}
