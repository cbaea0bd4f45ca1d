using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Stores an event and what it says of its contact.</summary>
internal static class EventRecorder
{
    public const string Kind = "events";

    public static void Record(BrevoStore store, JsonElement item, BrevoEmulatorChoices choices, long now)
    {
        var identifiers = BrevoRequest.Member(item, "identifiers")!.Value;
        if (FindOrCreate(store, item, identifiers, choices, now) is not { } contact)
            return;
        var moment = BrevoRequest.Member(item, "event_date") is { } date && EventReader.IsMoment(date, out var given) ? given : now;
        var name = BrevoRequest.Text(item, "event_name")!;
        var type = ObjectTypeOf(store, item);
        var content = JsonParts.Object(json =>
        {
            json.WriteNumber("contact_id", contact.Id);
            json.WriteString("event_date", ContactJson.Moment(moment));
            json.WriteString("event_name", name);
            json.WriteString("event_filter_id", FilterId(name));
            if (type is not null)
                json.WriteString("object_type", type);
            Copy(json, item, "event_properties");
            Copy(json, item, "contact_properties");
        });
        var events = store.Documents(Kind);
        var number = events.NextNumber;
        events.Put(new Document(number, number.ToString(CultureInfo.InvariantCulture), moment, now, content));
    }

    /// <summary>The contact by the identifier that counts, with the attributes that came along; <see langword="null"/> if there is none to be had.</summary>
    private static Contact? FindOrCreate(
        BrevoStore store,
        JsonElement item,
        JsonElement identifiers,
        BrevoEmulatorChoices choices,
        long now
    )
    {
        var change = new ContactChange();
        if (BrevoRequest.Member(item, "contact_properties") is { } properties)
        {
            change.ReadAttributes(
                store,
                properties.EnumerateObject().Select(static property => (property.Name, RawValue.From(property.Value))),
                emptyErases: choices.EmptyTextClears,
                nullIsEmpty: false,
                strict: false,
                choices
            );
        }

        var found = Find(store, identifiers);
        if (found is null)
        {
            // The id is Brevo's own: there is no contact to create under it.
            if (!choices.EventsCreateContacts || BrevoRequest.Number(identifiers, "contact_id") is not null)
                return null;
            Identify(change, store, identifiers, choices);
            if (!change.HasIdentifier)
                return null;
        }

        foreach (var (key, _) in change.Conflicts(store, found).ToList())
            change.Drop(key);
        if (found is not null && BrevoRequest.Member(item, "contact_properties") is null)
            return found;
        var contact = change.ApplyTo(found, store, now);
        store.Put(contact);
        return contact;
    }

    private static Contact? Find(BrevoStore store, JsonElement identifiers)
    {
        if (BrevoRequest.Number(identifiers, "contact_id") is { } id)
            return store.Contact(id);
        if (Identifiers.TryEmail(BrevoRequest.Text(identifiers, "email_id"), out var email) && store.ByEmail(email) is { } byEmail)
            return byEmail;
        if (BrevoRequest.Text(identifiers, "ext_id") is { Length: > 0 } extId && store.ByExtId(extId) is { } byExtId)
            return byExtId;
        return ByPhone(store, identifiers, "phone_id", ContactKey.Sms)
            ?? ByPhone(store, identifiers, "whatsapp_id", ContactKey.WhatsApp)
            ?? ByPhone(store, identifiers, "landline_number_id", ContactKey.Landline);
    }

    private static Contact? ByPhone(BrevoStore store, JsonElement identifiers, string name, ContactKey key) =>
        Identifiers.TryPhone(BrevoRequest.Text(identifiers, name), out var phone) ? store.ByPhone(key, phone) : null;

    private static void Identify(ContactChange change, BrevoStore store, JsonElement identifiers, BrevoEmulatorChoices choices)
    {
        if (Identifiers.TryEmail(BrevoRequest.Text(identifiers, "email_id"), out var email))
            change.Email = email;
        change.ExtId = BrevoRequest.Text(identifiers, "ext_id") ?? change.ExtId;
        change.ReadAttributes(
            store,
            new[] { ("phone_id", "SMS"), ("whatsapp_id", "WHATSAPP"), ("landline_number_id", "LANDLINE_NUMBER") }
                .Select(pair => (pair.Item2, BrevoRequest.Text(identifiers, pair.Item1)))
                .Where(static pair => pair.Item2 is { Length: > 0 })
                .Select(static pair => (pair.Item1, new RawValue(RawKind.Text, pair.Item2))),
            emptyErases: false,
            nullIsEmpty: false,
            strict: false,
            choices
        );
    }

    /// <summary>Brevo ignores a type or a record that does not exist.</summary>
    private static string? ObjectTypeOf(BrevoStore store, JsonElement item)
    {
        if (
            BrevoRequest.Member(item, "object") is not { ValueKind: JsonValueKind.Object } about
            || BrevoRequest.Text(about, "type") is not { Length: > 0 } type
            || BrevoRequest.Member(about, "identifiers") is not { ValueKind: JsonValueKind.Object } record
        )
            return null;
        return ObjectRecords.Find(store, type, record) is null ? null : type;
    }

    private static void Copy(Utf8JsonWriter json, JsonElement item, string name)
    {
        if (BrevoRequest.Member(item, name) is not { } value)
            return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    /// <summary>The same for all events of a name, as far as the documents' example tells.</summary>
    private static string FilterId(string name) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 12)).ToLowerInvariant();
}
