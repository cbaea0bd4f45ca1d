using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Writes contacts the way Brevo shows them.</summary>
internal static class ContactJson
{
    public static void WriteMembers(Utf8JsonWriter json, Contact contact, BrevoStore store)
    {
        if (contact.Email is not null)
            json.WriteString("email", contact.Email);
        json.WriteNumber("id", contact.Id);
        json.WriteBoolean("emailBlacklisted", contact.EmailBlacklisted);
        json.WriteBoolean("smsBlacklisted", contact.SmsBlacklisted);
        json.WriteBoolean("whatsappBlacklisted", false);
        json.WriteString("createdAt", Moment(contact.CreatedAt));
        json.WriteString("modifiedAt", Moment(contact.ModifiedAt));
        json.WriteStartArray("listIds");
        foreach (var listId in store.ListIdsOf(contact.Id))
            json.WriteNumberValue(listId);
        json.WriteEndArray();
        WriteConsents(json, contact, store);
        json.WriteStartObject("attributes");
        WritePhone(json, "SMS", contact.Sms);
        WritePhone(json, "WHATSAPP", contact.WhatsApp);
        WritePhone(json, "LANDLINE_NUMBER", contact.Landline);
        if (contact.ExtId is not null)
            json.WriteString("EXT_ID", contact.ExtId);
        foreach (var (id, value) in AttributeBag.Read(contact.Attributes))
        {
            if (store.Attribute(id) is { } definition)
                WriteValue(json, definition.Name, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Nothing on accounts without consent groups.</summary>
    private static void WriteConsents(Utf8JsonWriter json, Contact contact, BrevoStore store)
    {
        if (!store.HasConsentGroups)
            return;
        json.WriteStartArray("consentGroups");
        foreach (var group in store.ConsentGroups.Where(group => group.Members.Contains(contact.Id)))
        {
            json.WriteStartObject();
            json.WriteNumber("id", group.Id);
            json.WriteString("status", "subscribed");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A page of contacts with the count of all.</summary>
    public static BrevoAnswer Listing(BrevoStore store, IdSet ids, Page page) =>
        BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray("contacts");
                foreach (var contact in store.Contacts(ids, page.Offset, page.Ascending).Take(page.Limit))
                {
                    json.WriteStartObject();
                    WriteMembers(json, contact, store);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteNumber("count", ids.Count);
            }
        );

    public static string Moment(long milliseconds) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(milliseconds)
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WritePhone(Utf8JsonWriter json, string name, long phone)
    {
        if (phone != 0)
            json.WriteString(name, phone.ToString(CultureInfo.InvariantCulture));
    }

    public static void WriteValue(Utf8JsonWriter json, string name, in AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                json.WriteString(name, value.Text);
                break;
            case AttributeKind.Number:
                json.WriteNumber(name, value.Number);
                break;
            case AttributeKind.Boolean:
                json.WriteBoolean(name, value.Number != 0);
                break;
            case AttributeKind.Date:
                json.WriteString(name, value.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStartArray(name);
                foreach (var item in value.Items!)
                    json.WriteStringValue(item);
                json.WriteEndArray();
                break;
        }
    }
}
