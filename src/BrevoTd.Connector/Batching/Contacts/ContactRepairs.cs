namespace BrevoTd.Connector.Batching;

/// <summary>Does with the contacts that reports name what the options say for each cause.</summary>
internal sealed class ContactRepairs(ContactImportWriterOptions options)
{
    public bool SendsAgain =>
        options.OnInvalidEmail is ImportRepair.DropAndResend
        || options.OnDuplicateEmail is ImportRepair.DropAndResend
        || options.OnDuplicateExternalId is ImportRepair.DropAndResend
        || options.OnDuplicatePhone is ImportRepair.DropAndResend
        || options.OnDuplicateWhatsApp is ImportRepair.DropAndResend
        || options.OnDuplicateLandline is ImportRepair.DropAndResend;

    public void Apply(AcceptedBatch batch, BatchSettlement settlement)
    {
        for (var i = 0; settlement.HasExceptions && i < batch.Count; i++)
        {
            var (outcome, cause) = settlement.Of(i);
            if (outcome is not RecordOutcome.Rejected)
            {
                continue;
            }

            var (repair, isAttribute, field) = RepairOf(cause);
            switch (repair)
            {
                case ImportRepair.DropAndResend:
                    Drop(batch, settlement, i, cause, isAttribute, field);
                    break;
                case ImportRepair.Skip:
                    settlement.LeaveOutLetter(i);
                    break;
                case ImportRepair.DeadLetter:
                    settlement.Set(i, RecordOutcome.DeadLettered, cause);
                    break;
            }
        }
    }

    private (ImportRepair Repair, bool IsAttribute, string Field) RepairOf(OutcomeCause cause) =>
        cause.Value switch
        {
            "invalid_emails" => (options.OnInvalidEmail, false, ContactFieldPlaces.EmailMember),
            "duplicate_email_id" => (options.OnDuplicateEmail, false, ContactFieldPlaces.EmailMember),
            "duplicate_ext_id" => (options.OnDuplicateExternalId, true, ContactFieldPlaces.ExternalIdAttribute),
            "duplicate_phone_id" => (options.OnDuplicatePhone, true, ContactFieldPlaces.PhoneAttribute),
            "duplicate_whatsapp_id" => (options.OnDuplicateWhatsApp, true, ContactFieldPlaces.WhatsAppAttribute),
            "duplicate_landline_number_id" => (options.OnDuplicateLandline, true, ContactFieldPlaces.LandlineAttribute),
            "duplicate_contact_id" => (options.OnDuplicateContact, false, ""),
            _ => default,
        };

    /// <summary>
    /// Every repair takes a field away, and a record without the field is not sent again: so no record goes round in circles.
    /// </summary>
    private static void Drop(AcceptedBatch batch, BatchSettlement settlement, int index, OutcomeCause cause, bool isAttribute, string field)
    {
        var body = JsonMember.Remove(batch.GetRecord(index).Span, isAttribute ? "attributes" : null, field);
        if (body is null)
        {
            return;
        }

        var places = ContactFieldPlaces.Find(body);
        if (!places.Key.IsEmpty)
        {
            settlement.SendAgain(index, body, places.Key, places.ExternalId, places.Phone, cause);
        }
    }
}
