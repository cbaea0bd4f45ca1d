namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The identifiers of a contact beside its id.</summary>
internal enum ContactKey
{
    Email,
    ExtId,
    Sms,
    WhatsApp,
    Landline,
}
