namespace BrevoTd.Connector.Mapping;

/// <summary>The shapes in which Brevo takes contacts. A map is compiled anew for each.</summary>
public enum ContactWireShape
{
    /// <summary>
    /// A row of <c>jsonBody</c> in <c>POST /contacts/import</c>: <c>{"email":…,"attributes":{…}}</c>. Phone numbers and the external id are attributes there.
    /// </summary>
    ImportJson,

    /// <summary>
    /// The body of <c>POST /contacts</c> without <c>updateEnabled</c>, which is the request's: <c>{"email":…,"ext_id":…,"attributes":{…},"listIds":[…]}</c>. Lists and blocklist flags are those of
    /// the contact itself there.
    /// </summary>
    Upsert,
}
