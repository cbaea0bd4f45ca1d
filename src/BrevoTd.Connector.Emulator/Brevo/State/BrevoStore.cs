namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// The state of one Brevo account, behind one lock: contacts by every identifier, lists, folders, attributes, processes. Every change goes
/// through one of the Put and Remove methods, which keep the indexes and, with a folder, write the journal.
/// </summary>
internal sealed partial class BrevoStore
{
    private readonly object _gate = new();
    private readonly IdSet _alive = new();
    private readonly Dictionary<string, Contact> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Contact> _byExtId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Contact> _bySms = [];
    private readonly Dictionary<long, Contact> _byWhatsApp = [];
    private readonly Dictionary<long, Contact> _byLandline = [];
    private readonly Dictionary<string, (long Version, IdSet Ids)> _selections = new(StringComparer.Ordinal);
    private Contact?[] _contacts = new Contact?[256];
    private int _nextContactId = 1;
    private long _version;

    public int ContactCount => _alive.Count;

    public IdSet AllContacts => _alive;

    /// <summary>Hears of changes; none while the journal is read.</summary>
    public IContactObserver? Observer { get; set; }

    /// <summary>Whether the present change is made without the API.</summary>
    public bool IsChangedByHand { get; private set; }

    /// <summary>Looks at the state; nothing changes meanwhile.</summary>
    public T Read<T>(Func<BrevoStore, T> look)
    {
        lock (_gate)
            return look(this);
    }

    /// <summary>Changes the state; with a folder, all the changes become durable together.</summary>
    public T Update<T>(Func<BrevoStore, T> change)
    {
        lock (_gate)
        {
            try
            {
                return change(this);
            }
            finally
            {
                _journal?.Commit();
                Observer?.OnCommitted(this);
            }
        }
    }

    /// <summary>Changes the state as somebody at Brevo's console would.</summary>
    public T UpdateByHand<T>(Func<BrevoStore, T> change)
    {
        lock (_gate)
        {
            IsChangedByHand = true;
            try
            {
                return Update(change);
            }
            finally
            {
                IsChangedByHand = false;
            }
        }
    }

    public int LastContactId => _nextContactId - 1;

    public int NextContactId() => _nextContactId++;

    public Contact? Contact(long id) => id > 0 && id < _contacts.Length ? _contacts[id] : null;

    public Contact? ByEmail(string email) => _byEmail.GetValueOrDefault(email);

    public Contact? ByExtId(string extId) => _byExtId.GetValueOrDefault(extId);

    public Contact? ByPhone(ContactKey key, long phone) => PhoneIndex(key).GetValueOrDefault(phone);

    public IEnumerable<Contact> Contacts(IdSet ids, long offset, bool ascending) =>
        ids.From(offset, ascending).Select(id => _contacts[id]!);

    /// <summary>Stores a new contact, or a changed one in the place of the one with its id.</summary>
    public void Put(Contact contact)
    {
        if (contact.Id >= _contacts.Length)
            Array.Resize(ref _contacts, Math.Max(contact.Id + 1, _contacts.Length * 2));
        var old = _contacts[contact.Id];
        if (old is not null)
            Unindex(old, contact);
        _contacts[contact.Id] = contact;
        _alive.Add(contact.Id);
        if (contact.Email is not null)
            _byEmail[contact.Email] = contact;
        if (contact.ExtId is not null)
            _byExtId[contact.ExtId] = contact;
        if (contact.Sms != 0)
            _bySms[contact.Sms] = contact;
        if (contact.WhatsApp != 0)
            _byWhatsApp[contact.WhatsApp] = contact;
        if (contact.Landline != 0)
            _byLandline[contact.Landline] = contact;
        _nextContactId = Math.Max(_nextContactId, contact.Id + 1);
        _version++;
        WriteContact(contact);
        if (old is not null)
            Observer?.OnChanged(this, old, contact);
    }

    public void Remove(Contact contact)
    {
        Observer?.OnDeleted(this, contact);
        Unindex(contact, null);
        _contacts[contact.Id] = null;
        _alive.Remove(contact.Id);
        foreach (var list in _lists.Values)
            list.Members.Remove(contact.Id);
        foreach (var group in _consentGroups.Values)
            group.Members.Remove(contact.Id);
        _version++;
        WriteId(Change.ContactRemoved, contact.Id);
    }

    /// <summary>
    /// The ids that pass a filter. A sweep asks for the same filter page by page: the answer is kept as long as no contact and no membership
    /// changes, so that the sweep is not quadratic.
    /// </summary>
    public IdSet Select(string key, IdSet among, Func<Contact, bool> filter)
    {
        if (_selections.TryGetValue(key, out var known) && known.Version == _version)
            return known.Ids;
        var ids = new IdSet();
        foreach (var contact in Contacts(among, 0, ascending: true))
        {
            if (filter(contact))
                ids.Add(contact.Id);
        }

        if (_selections.Count >= 16)
            _selections.Clear();
        _selections[key] = (_version, ids);
        return ids;
    }

    private Dictionary<long, Contact> PhoneIndex(ContactKey key) =>
        key switch
        {
            ContactKey.Sms => _bySms,
            ContactKey.WhatsApp => _byWhatsApp,
            _ => _byLandline,
        };

    private void Unindex(Contact old, Contact? replacement)
    {
        if (old.Email is not null && old.Email != replacement?.Email)
            _byEmail.Remove(old.Email);
        if (old.ExtId is not null && old.ExtId != replacement?.ExtId)
            _byExtId.Remove(old.ExtId);
        if (old.Sms != 0 && old.Sms != replacement?.Sms)
            _bySms.Remove(old.Sms);
        if (old.WhatsApp != 0 && old.WhatsApp != replacement?.WhatsApp)
            _byWhatsApp.Remove(old.WhatsApp);
        if (old.Landline != 0 && old.Landline != replacement?.Landline)
            _byLandline.Remove(old.Landline);
    }
}
