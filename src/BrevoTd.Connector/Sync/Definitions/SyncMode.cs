namespace BrevoTd.Connector.Sync;

/// <summary>What a step may do with contacts.</summary>
public enum SyncMode
{
    /// <summary>Contacts are created, or updated where they exist.</summary>
    Upsert,

    /// <summary>
    /// Contacts are created; those that exist are left as they are (an import without <c>updateExistingContacts</c>). Brevo does not say which these are, so they count as delivered.
    /// </summary>
    InsertOnly,

    /// <summary>
    /// Contacts that exist are updated, one call for each (<c>PUT /contacts/{identifier}</c>). A record whose contact does not exist is rejected as <c>document_not_found</c> and tried again by the next run.
    /// </summary>
    UpdateOnly,
}
