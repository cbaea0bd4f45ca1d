using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Associations of a record with records of one type, to make or to end.</summary>
public sealed record ObjectAssociationRequest
{
    /// <summary>Type of the other records, such as <c>contact</c> or <c>garage</c>.</summary>
    [JsonPropertyName("object_type")]
    public required string ObjectType { get; init; }

    /// <summary>What to do; <see langword="null"/>: link.</summary>
    public ObjectAssociationAction? Action { get; init; }

    /// <summary>The other records, which must exist; at most 10 of one type.</summary>
    public required IReadOnlyList<AssociatedObjectRequest> Records { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ObjectAssociationRequest);
}
