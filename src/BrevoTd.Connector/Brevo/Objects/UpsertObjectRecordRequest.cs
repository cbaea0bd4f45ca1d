namespace BrevoTd.Connector.Brevo;

/// <summary>A record of a custom object to create or to update.</summary>
public sealed record UpsertObjectRecordRequest
{
    /// <summary>
    /// Which record. An external id that Brevo does not know creates it; an id of Brevo's own must exist, or the record fails in the background although the call is accepted.
    /// <see langword="null"/>: a new record is created each time.
    /// </summary>
    public ObjectRecordIdentifiers? Identifiers { get; init; }

    /// <summary>
    /// Attributes by their keys, not by their labels: at least 1, at most 500. Brevo ignores what it does not know without a word. Options of a category are given by their keys too, several as a list.
    /// </summary>
    public required IReadOnlyDictionary<string, PropertyValue> Attributes { get; init; }

    /// <summary>Associations to make or to end: at most 10 entries that link and 10 that unlink.</summary>
    public IReadOnlyList<ObjectAssociationRequest>? Associations { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(UpsertObjectRecordRequest);
}
