namespace BrevoTd.Connector.Mapping;

/// <summary>Fields by which the receiving service knows a record.</summary>
internal enum FieldRole : byte
{
    None,
    Email,
    ExternalId,
    Sms,
    WhatsApp,
    Landline,
}
