using System.Globalization;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The filter of <c>GET /contacts</c>: <c>equals(ATTRIBUTE,"value")</c>.</summary>
internal static class AttributeFilter
{
    private const string Start = "equals(";

    public static Func<Contact, bool> Parse(string filter, BrevoStore store)
    {
        filter = filter.Trim();
        var comma = filter.IndexOf(',', StringComparison.Ordinal);
        if (!filter.StartsWith(Start, StringComparison.Ordinal) || !filter.EndsWith(')') || comma < Start.Length)
            throw BrevoError.Invalid("""Filter should have the form equals(ATTRIBUTE,"value")""");
        var name = filter[Start.Length..comma].Trim();
        var text = filter[(comma + 1)..^1].Trim();
        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"')
            text = text[1..^1];

        if (name == "EMAIL")
            return contact => string.Equals(contact.Email, text, StringComparison.OrdinalIgnoreCase);
        if (store.Attribute(name) is not { } definition)
            throw BrevoError.Invalid("Attribute in filter does not exist");
        if (definition.Key is { } key)
            return ByKey(key, text);
        var raw = new RawValue(RawKind.Text, text);
        if (AttributeValue.From(definition, raw, "yyyy-MM-dd") is not { } wanted)
            return static _ => false;
        return contact =>
        {
            foreach (var (id, value) in AttributeBag.Read(contact.Attributes))
            {
                if (id == definition.Id)
                    return Matches(value, wanted);
            }

            return false;
        };
    }

    private static Func<Contact, bool> ByKey(ContactKey key, string text)
    {
        if (key == ContactKey.ExtId)
            return contact => contact.ExtId == text;
        if (!Identifiers.TryPhone(text, out var phone))
            return static _ => false;
        return key switch
        {
            ContactKey.Sms => contact => contact.Sms == phone,
            ContactKey.WhatsApp => contact => contact.WhatsApp == phone,
            _ => contact => contact.Landline == phone,
        };
    }

    /// <summary>For multiple-choice attributes every wanted option must be there.</summary>
    private static bool Matches(in AttributeValue value, in AttributeValue wanted) =>
        value.Kind == wanted.Kind
        && value.Kind switch
        {
            AttributeKind.Text => string.Equals(value.Text, wanted.Text, StringComparison.Ordinal),
            AttributeKind.Options => wanted.Items!.All(value.Items!.Contains),
            _ => value.Number.ToString(CultureInfo.InvariantCulture) == wanted.Number.ToString(CultureInfo.InvariantCulture),
        };
}
