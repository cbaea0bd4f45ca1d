using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Batching;

/// <summary>A delivered record whose contact is looked for.</summary>
internal sealed class AwaitedContact(AwaitedBatch batch, int index)
{
    public AwaitedBatch Batch => batch;

    public int Index => index;

    /// <summary>A record of the same contact that was sent before this one. What it wrote may have been overwritten since.</summary>
    public AwaitedContact? Earlier { get; set; }

    /// <summary>Whether a later record of the same contact has this one for its <see cref="Earlier"/>.</summary>
    public bool IsSuperseded { get; set; }

    public bool IsDone { get; set; }

    /// <summary>This record and those before it, as far as nothing has been found out about them.</summary>
    public IEnumerable<AwaitedContact> NotDone
    {
        get
        {
            for (var each = this; each is not null; each = each.Earlier)
            {
                if (!each.IsDone)
                {
                    yield return each;
                }
            }
        }
    }
}

/// <summary>Contacts that are looked for, by what Brevo may answer them with.</summary>
internal sealed class AwaitedContacts
{
    private readonly Dictionary<string, AwaitedContact> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AwaitedContact> _byExternalId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AwaitedContact> _byPhone = new(StringComparer.Ordinal);
    private readonly List<AwaitedContact> _all = [];
    private int _done;

    public int Left => _all.Count - _done;

    /// <summary>The last record of every contact that has not been found.</summary>
    public IEnumerable<AwaitedContact> NotFound => _all.Where(static contact => !contact.IsDone && !contact.IsSuperseded);

    /// <summary>Adds the delivered records of a batch. Batches come in the order of their numbers.</summary>
    public void Add(AwaitedBatch batch)
    {
        lock (batch.Gate)
        {
            foreach (var index in batch.IsWanted ? batch.Delivered() : [])
            {
                Add(new AwaitedContact(batch, index), batch.Records, index);
            }
        }
    }

    private void Add(AwaitedContact contact, AcceptedBatch records, int index)
    {
        _all.Add(contact);
        if (records.GetEmail(index) is { } email)
        {
            var isAddress = email.Contains('@', StringComparison.Ordinal);
            Put(isAddress ? _byEmail : _byPhone, isAddress ? KeyText.NormalizeEmail(email) : KeyText.NormalizePhone(email), contact);
        }
        else if (records.GetExternalId(index) is { } id)
        {
            Put(_byExternalId, KeyText.NormalizeExternalId(id), contact);
        }
        else if (records.GetPhone(index) is { } phone)
        {
            Put(_byPhone, KeyText.NormalizePhone(phone), contact);
        }
    }

    /// <summary>The record that a contact belongs to, if it is looked for and not found yet; the last one sent.</summary>
    public AwaitedContact? Find(Contact contact) =>
        contact.Email is { } email && Get(_byEmail, KeyText.NormalizeEmail(email)) is { } byEmail ? byEmail
        : ExternalIdOf(contact) is { } id && Get(_byExternalId, KeyText.NormalizeExternalId(id)) is { } byId ? byId
        : ByPhone(contact);

    public void MarkDone(AwaitedContact contact)
    {
        foreach (var each in contact.NotDone.ToList())
        {
            each.IsDone = true;
            _done++;
        }
    }

    private static string? ExternalIdOf(Contact contact) =>
        contact.ExternalId
        ?? (
            contact.Attributes?.TryGetValue(ContactFieldPlaces.ExternalIdAttribute, out var value) is true
                ? value.AsText ?? value.AsCategory
                : null
        );

    private AwaitedContact? ByPhone(Contact contact)
    {
        if (_byPhone.Count == 0 || contact.Attributes is null)
        {
            return null;
        }

        foreach (
            var name in (ReadOnlySpan<string>)
                [ContactFieldPlaces.PhoneAttribute, ContactFieldPlaces.WhatsAppAttribute, ContactFieldPlaces.LandlineAttribute]
        )
        {
            if (
                contact.Attributes.TryGetValue(name, out var value)
                && (value.AsText ?? value.AsCategory) is { } number
                && Get(_byPhone, KeyText.NormalizePhone(number)) is { } found
            )
            {
                return found;
            }
        }

        return null;
    }

    private static void Put(Dictionary<string, AwaitedContact> contacts, string key, AwaitedContact contact)
    {
        if (key.Length > 0)
        {
            if (contacts.TryGetValue(key, out var earlier))
            {
                contact.Earlier = earlier;
                earlier.IsSuperseded = true;
            }

            contacts[key] = contact;
        }
    }

    private static AwaitedContact? Get(Dictionary<string, AwaitedContact> contacts, string key) =>
        key.Length > 0 && contacts.TryGetValue(key, out var contact) && !contact.IsDone ? contact : null;
}
