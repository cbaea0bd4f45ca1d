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

    /// <summary>The user's own id of a record that is no contact: an order's, a product's.</summary>
    Id,

    /// <summary>The address of a message's recipient.</summary>
    Recipient,

    /// <summary>The address of who receives a copy of a message.</summary>
    CopyRecipient,

    /// <summary>The address that answers to a message go to.</summary>
    ReplyTo,

    /// <summary>Brevo's own id of a contact, in a record that is none.</summary>
    ContactId,

    /// <summary>What is no part of a contact, but decides in which request it travels.</summary>
    Partition,
}
