namespace BrevoTd.Connector.Sync;

/// <summary>By what a record is known.</summary>
internal enum IdentifierKind
{
    /// <summary>An e-mail address: compared without the white space around it and without case.</summary>
    Email = 1,

    /// <summary>A phone number: compared by its digits, without leading zeros of an international prefix.</summary>
    Phone = 2,

    /// <summary>An id of another system: compared as it is.</summary>
    ExternalId = 3,

    /// <summary>Brevo's own number of a contact.</summary>
    ContactId = 4,
}

/// <summary>An identifier of a person.</summary>
internal readonly record struct PersonIdentifier(IdentifierKind Kind, string Value)
{
    /// <summary>The kind only: the value names a person.</summary>
    public override string ToString() => $"{Kind}: ***";
}
