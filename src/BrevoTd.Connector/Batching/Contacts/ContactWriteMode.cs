namespace BrevoTd.Connector.Batching;

/// <summary>What a writer of single contacts may do with a contact.</summary>
public enum ContactWriteMode
{
    /// <summary>Creates a contact, or updates the one that has the same identifier (<c>POST /contacts</c> with <c>updateEnabled</c>).</summary>
    Upsert,

    /// <summary>Creates contacts only (<c>POST /contacts</c>). One that exists is left as it is, and its record is rejected as <c>duplicate_parameter</c>.</summary>
    Insert,

    /// <summary>
    /// Updates contacts only (<c>PUT /contacts/{identifier}</c>). A record whose contact does not exist is rejected as <c>document_not_found</c>. The contact is named by the record's e-mail address, else its
    /// external id, else a phone number.
    /// </summary>
    Update,
}
