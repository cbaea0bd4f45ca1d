namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What a write wants to change in a contact, checked against the account's attributes but not yet against other contacts.</summary>
internal sealed class ContactChange
{
    private const string SyntheticDomain = "@mailin-sms.com";

    private readonly Dictionary<ContactKey, long> _phones = [];
    private readonly List<(int Id, AttributeValue? Value)> _attributes = [];

    /// <summary>In small letters; <see langword="null"/> leaves it alone.</summary>
    public string? Email { get; set; }

    /// <summary><see langword="null"/> leaves it alone, an empty text erases it.</summary>
    public string? ExtId { get; set; }

    public bool? EmailBlacklisted { get; set; }

    public bool? SmsBlacklisted { get; set; }

    public string[]? SmtpBlacklistSender { get; set; }

    public bool HasIdentifier => Email is not null || ExtId is { Length: > 0 } || _phones.Values.Any(static phone => phone != 0);

    /// <summary>How requests and errors name an identifier.</summary>
    public static string NameOf(ContactKey key) =>
        key switch
        {
            ContactKey.Email => "email",
            ContactKey.ExtId => "ext_id",
            ContactKey.Sms => "SMS",
            ContactKey.WhatsApp => "WHATSAPP",
            _ => "LANDLINE_NUMBER",
        };

    /// <summary>Takes over attributes; what the account lacks or what does not match its type is ignored.</summary>
    /// <param name="store">For the account's attributes.</param>
    /// <param name="attributes">Names as sent: only capital letters match.</param>
    /// <param name="emptyErases">Whether empty text erases.</param>
    /// <param name="nullIsEmpty">Whether null counts as empty text, or is ignored.</param>
    /// <param name="strict">For single writes: a phone that is none is an error.</param>
    /// <param name="choices">The account's date format, and what to do about unknown attributes if <paramref name="strict"/>.</param>
    public void ReadAttributes(
        BrevoStore store,
        IEnumerable<(string Name, RawValue Value)> attributes,
        bool emptyErases,
        bool nullIsEmpty,
        bool strict,
        BrevoEmulatorChoices choices
    )
    {
        foreach (var (name, value) in attributes)
        {
            if (name == "EMAIL" || (value.Kind == RawKind.Null && !nullIsEmpty))
                continue;
            if (store.Attribute(name) is not { } definition)
            {
                if (strict && choices.RejectUnknownAttributes)
                    throw BrevoError.Invalid($"Attribute {name} does not exist");
                continue;
            }

            if (value.IsEmpty)
            {
                if (emptyErases)
                    Erase(definition);
            }
            else if (definition.Key is { } key)
            {
                SetKey(key, value, strict);
            }
            else if (definition.IsWritable && AttributeValue.From(definition, value, choices.AccountDateFormat) is { } accepted)
            {
                _attributes.Add((definition.Id, accepted));
            }
        }
    }

    /// <summary>The contact that this change is about, judged by the first identifier it carries.</summary>
    /// <param name="store">The contacts.</param>
    /// <param name="prefersExtId">Whether the owner of the EXT_ID comes before another one's address.</param>
    public Contact? FindTarget(BrevoStore store, bool prefersExtId = false)
    {
        if (prefersExtId && Email is not null && ExtId is { Length: > 0 } && store.ByEmail(Email) is not null)
        {
            if (store.ByExtId(ExtId) is { } owner)
                return owner;
        }

        if (Email is not null)
            return store.ByEmail(Email);
        if (ExtId is { Length: > 0 })
            return store.ByExtId(ExtId);
        foreach (var (key, phone) in _phones)
        {
            if (phone != 0)
                return store.ByPhone(key, phone);
        }

        return null;
    }

    /// <summary>The identifiers that other contacts have.</summary>
    public IEnumerable<(ContactKey Key, Contact Owner)> Conflicts(BrevoStore store, Contact? target)
    {
        if (Email is not null && store.ByEmail(Email) is { } byEmail && byEmail.Id != target?.Id)
            yield return (ContactKey.Email, byEmail);
        if (ExtId is { Length: > 0 } && store.ByExtId(ExtId) is { } byExtId && byExtId.Id != target?.Id)
            yield return (ContactKey.ExtId, byExtId);
        foreach (var (key, phone) in _phones)
        {
            if (phone != 0 && store.ByPhone(key, phone) is { } owner && owner.Id != target?.Id)
                yield return (key, owner);
        }
    }

    /// <summary>Leaves an identifier out of the change.</summary>
    public void Drop(ContactKey key)
    {
        if (key == ContactKey.Email)
            Email = null;
        else if (key == ContactKey.ExtId)
            ExtId = null;
        else
            _phones.Remove(key);
    }

    /// <summary>The new state of <paramref name="target"/>, or a new contact.</summary>
    public Contact ApplyTo(Contact? target, BrevoStore store, long now)
    {
        var contact =
            target
            ?? new Contact
            {
                Id = store.NextContactId(),
                CreatedAt = now,
                ModifiedAt = now,
            };
        contact = contact with
        {
            Email = Email ?? contact.Email,
            ExtId =
                ExtId is null ? contact.ExtId
                : ExtId.Length == 0 ? null
                : ExtId,
            Sms = _phones.GetValueOrDefault(ContactKey.Sms, contact.Sms),
            WhatsApp = _phones.GetValueOrDefault(ContactKey.WhatsApp, contact.WhatsApp),
            Landline = _phones.GetValueOrDefault(ContactKey.Landline, contact.Landline),
            EmailBlacklisted = EmailBlacklisted ?? contact.EmailBlacklisted,
            SmsBlacklisted = SmsBlacklisted ?? contact.SmsBlacklisted,
            SmtpBlacklistSender = SmtpBlacklistSender ?? contact.SmtpBlacklistSender,
            Attributes = AttributeBag.Merge(contact.Attributes, _attributes),
            ModifiedAt = now,
        };

        // A contact that only has a phone is listed with an address made of its digits.
        if (contact.Sms != 0 && (contact.Email is null || contact.Email.EndsWith(SyntheticDomain, StringComparison.Ordinal)))
            contact = contact with { Email = contact.Sms + SyntheticDomain };
        return contact;
    }

    private void Erase(AttributeDefinition definition)
    {
        if (definition.Key == ContactKey.ExtId)
            ExtId = "";
        else if (definition.Key is { } phone)
            _phones[phone] = 0;
        else if (definition.IsWritable)
            _attributes.Add((definition.Id, null));
    }

    private void SetKey(ContactKey key, in RawValue value, bool strict)
    {
        if (key == ContactKey.ExtId)
            ExtId = value.AsText() ?? ExtId;
        else if (Identifiers.TryPhone(value.AsText(), out var phone))
            _phones[key] = phone;
        else if (strict)
            throw BrevoError.Invalid($"Invalid phone number in {NameOf(key)}");
    }
}
