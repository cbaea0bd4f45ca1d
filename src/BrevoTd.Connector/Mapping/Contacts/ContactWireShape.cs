namespace BrevoTd.Connector.Mapping;

/// <summary>The shapes in which Brevo takes contacts. A map is compiled anew for each.</summary>
public enum ContactWireShape
{
    /// <summary>
    /// A row of <c>jsonBody</c> in <c>POST /contacts/import</c>: <c>{"email":…,"attributes":{…}}</c>. Phone numbers and the external id are attributes there.
    /// </summary>
    ImportJson,
}
