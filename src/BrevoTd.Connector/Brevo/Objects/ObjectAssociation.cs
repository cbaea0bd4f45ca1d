using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Records of one type that a record is associated with.</summary>
public sealed record ObjectAssociation
{
    /// <summary>Type of the other records.</summary>
    [JsonPropertyName("object_type")]
    public string? ObjectType { get; init; }

    /// <summary>The other records, at most 5.</summary>
    public IReadOnlyList<CustomObjectRecord>? Records { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ObjectAssociation);
}
