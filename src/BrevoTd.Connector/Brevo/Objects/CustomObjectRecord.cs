using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A record of a custom object.</summary>
public sealed record CustomObjectRecord
{
    /// <summary>Its ids.</summary>
    public ObjectRecordIdentifiers? Identifiers { get; init; }

    /// <summary>Attributes by their keys; those of a category hold the keys of options.</summary>
    public IReadOnlyDictionary<string, PropertyValue>? Attributes { get; init; }

    /// <summary>Associated records, at most 5 per type; only when they were asked for. <see cref="BrevoObjectsClient.ListAssociatedAsync"/> lists all of them.</summary>
    public IReadOnlyList<ObjectAssociation>? Associations { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Brevo's own id only; the rest may be personal data.</summary>
    public override string ToString() => $"{nameof(CustomObjectRecord)} {Identifiers?.Id}";
}
