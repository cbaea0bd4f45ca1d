namespace BrevoTd.Connector.Brevo;

/// <summary>The other record of an association.</summary>
public sealed record AssociatedObjectRequest
{
    /// <summary>Names it.</summary>
    public required ObjectRecordIdentifiers Identifiers { get; init; }

    /// <summary>By the caller's own id.</summary>
    /// <param name="externalId">The id.</param>
    public static implicit operator AssociatedObjectRequest(string externalId) =>
        new() { Identifiers = new ObjectRecordIdentifiers { ExternalId = externalId } };

    /// <summary>By Brevo's own id.</summary>
    /// <param name="id">The id.</param>
    public static implicit operator AssociatedObjectRequest(ObjectRecordId id) =>
        new() { Identifiers = new ObjectRecordIdentifiers { Id = id } };

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AssociatedObjectRequest);
}
