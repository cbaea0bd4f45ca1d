using System.Globalization;
using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator;

/// <summary>A contact as the emulator holds it at one moment.</summary>
public sealed record BrevoEmulatorContact
{
    private BrevoEmulatorContact() { }

    /// <summary>Brevo's own id.</summary>
    public required long Id { get; init; }

    /// <summary>In small letters; <see langword="null"/> for a contact that has only an EXT_ID, WHATSAPP or LANDLINE_NUMBER.</summary>
    public required string? Email { get; init; }

    /// <summary>
    /// The attributes that have a value, as text: numbers with a point, <c>true</c> and <c>false</c>, dates as <c>yyyy-MM-dd</c>, options
    /// separated by commas. Includes SMS, WHATSAPP, LANDLINE_NUMBER (digits without plus) and EXT_ID.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The lists it is on, ascending.</summary>
    public required IReadOnlyList<long> ListIds { get; init; }

    /// <summary>Whether it is on the blocklist for e-mail.</summary>
    public required bool EmailBlacklisted { get; init; }

    /// <summary>Whether it is on the blocklist for SMS.</summary>
    public required bool SmsBlacklisted { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last written, UTC.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>The id alone.</summary>
    public override string ToString() => $"contact {Id.ToString(CultureInfo.InvariantCulture)}";

    internal static BrevoEmulatorContact From(Contact contact, BrevoStore store)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        AddPhone("SMS", contact.Sms);
        AddPhone("WHATSAPP", contact.WhatsApp);
        AddPhone("LANDLINE_NUMBER", contact.Landline);
        if (contact.ExtId is not null)
            attributes["EXT_ID"] = contact.ExtId;
        foreach (var (id, value) in AttributeBag.Read(contact.Attributes))
        {
            if (store.Attribute(id) is { } definition)
                attributes[definition.Name] = value.ToText();
        }

        return new BrevoEmulatorContact
        {
            Id = contact.Id,
            Email = contact.Email,
            Attributes = attributes,
            ListIds = [.. store.ListIdsOf(contact.Id).Select(static id => (long)id)],
            EmailBlacklisted = contact.EmailBlacklisted,
            SmsBlacklisted = contact.SmsBlacklisted,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(contact.CreatedAt),
            ModifiedAt = DateTimeOffset.FromUnixTimeMilliseconds(contact.ModifiedAt),
        };

        void AddPhone(string name, long phone)
        {
            if (phone != 0)
                attributes[name] = phone.ToString(CultureInfo.InvariantCulture);
        }
    }
}
