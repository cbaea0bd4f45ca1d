using System.Text.Json;
using BrevoTd.Connector.Emulator.Hosting;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Makes webhook events of changes to contacts. Runs under the store's lock, and does nothing as long as no webhook asks for it.</summary>
internal sealed class WebhookContacts(WebhookHub hub, ConnectorEmulatorOptions options) : IContactObserver
{
    private readonly Dictionary<int, List<long>> _additions = [];
    private readonly string _key = KeyGenerator.Hex(18, options, "webhook-key");

    public void OnChanged(BrevoStore store, Contact before, Contact after)
    {
        if (!hub.Registry.HasAnyFor("contactUpdated"))
            return;
        var old = Values(before, store);
        var changed = Values(after, store)
            .Where(value => !old.TryGetValue(value.Key, out var was) || was.Text != value.Value.Text)
            .ToDictionary(static value => value.Key, static value => value.Value.Value, StringComparer.Ordinal);
        foreach (var name in old.Keys.Except(Values(after, store).Keys))
            changed[name] = new AttributeValue(AttributeKind.Text, "");
        if (changed.Count == 0)
            return;
        Publish(
            "contact_updated",
            after.Email,
            json =>
            {
                json.WriteStartArray("content");
                json.WriteStartObject();
                foreach (var (name, value) in changed)
                    ContactJson.WriteValue(json, name, value);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteString("api_key_name", KeyNameOf(store));
            }
        );
    }

    public void OnDeleted(BrevoStore store, Contact contact)
    {
        _additions.Remove(contact.Id);
        if (!hub.Registry.HasAnyFor("contactDeleted"))
            return;
        long[] lists = [.. store.ListIdsOf(contact.Id)];
        Publish("contact_deleted", contact.Email, json => WebhookPayloads.WriteIds(json, "list_id", lists));
    }

    public void OnAdded(ContactList list, IReadOnlyList<int> contactIds)
    {
        if (!hub.Registry.HasAnyFor("listAddition"))
            return;
        foreach (var id in contactIds)
        {
            if (!_additions.TryGetValue(id, out var lists))
                _additions[id] = lists = [];
            lists.Add(list.Id);
        }
    }

    public void OnCommitted(BrevoStore store)
    {
        foreach (var (id, lists) in _additions)
        {
            if (store.Contact(id) is not { } contact)
                continue;
            Publish(
                "list_addition",
                contact.Email,
                json =>
                {
                    WebhookPayloads.WriteIds(json, "list_id", lists);
                    json.WriteString("api_key_name", KeyNameOf(store));
                }
            );
        }

        _additions.Clear();
    }

    private static Dictionary<string, (string Text, AttributeValue Value)> Values(Contact contact, BrevoStore store)
    {
        var values = new Dictionary<string, (string, AttributeValue)>(StringComparer.Ordinal);
        Add("EMAIL", contact.Email);
        Add("EXT_ID", contact.ExtId);
        Add("SMS", Phone(contact.Sms));
        Add("WHATSAPP", Phone(contact.WhatsApp));
        Add("LANDLINE_NUMBER", Phone(contact.Landline));
        foreach (var (id, value) in AttributeBag.Read(contact.Attributes))
        {
            if (store.Attribute(id) is { } definition)
                values[definition.Name] = (value.ToText(), value);
        }

        return values;

        void Add(string name, string? text)
        {
            if (text is not null)
                values[name] = (text, new AttributeValue(AttributeKind.Text, text));
        }
    }

    private static string? Phone(long phone) => phone == 0 ? null : phone.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Empty for what was not done through the API.</summary>
    private string KeyNameOf(BrevoStore store) => store.IsChangedByHand ? "" : options.BrevoChoices.ApiKeyName;

    private void Publish(string name, string? email, Action<Utf8JsonWriter> members)
    {
        hub.Publish(
            WebhookPayloads.Contact(name, email, _key, options.TimeProvider.GetUtcNow(), options.BrevoChoices.AccountUtcOffset, members)
        );
    }
}
