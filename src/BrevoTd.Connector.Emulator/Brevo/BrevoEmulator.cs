using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator;

/// <summary>
/// The Brevo side of a <see cref="ConnectorEmulator"/>. Beside the HTTP service it offers shortcuts for tests, which use up no quota, are not
/// in the request log, and take effect at once. Thread-safe.
/// </summary>
public sealed partial class BrevoEmulator
{
    private readonly BrevoService _service;

    internal BrevoEmulator(BrevoService service) => _service = service;

    /// <summary>The base address of the API, <c>http://127.0.0.1:PORT/v3/</c>.</summary>
    public Uri BaseAddress => new(_service.Origin, "v3/");

    /// <summary>The key that the service accepts in the header <c>api-key</c>.</summary>
    public string ApiKey => _service.ApiKey;

    /// <summary>Trouble on demand.</summary>
    public FaultSet Faults => _service.Faults;

    /// <summary>What has been asked so far.</summary>
    public RequestLog Requests => _service.Requests;

    /// <summary>What happened to messages.</summary>
    internal MessageEvents MessageEvents => _service.MessageEvents;

    /// <summary>The number of contacts.</summary>
    public int ContactCount => _service.Store.Read(static store => store.ContactCount);

    /// <summary>Adds an attribute of the category <c>normal</c>.</summary>
    /// <param name="name">Capital letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="type"><c>text</c>, <c>float</c>, <c>boolean</c>, <c>date</c>, <c>multiple-choice</c> or <c>user</c>.</param>
    /// <param name="options">For <c>multiple-choice</c>: the values a contact may have.</param>
    /// <exception cref="ArgumentException">The attribute exists, or Brevo has no such name or type.</exception>
    public void AddAttribute(string name, string type = "text", params string[] options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Change(store => store.Put(AttributeEndpoints.Define(store, "normal", name, type, null, options, null)));
    }

    /// <summary>Adds an attribute of the category <c>category</c>, whose values are numbered from 1 in the order of the labels.</summary>
    /// <exception cref="ArgumentException">The attribute exists, there is no label, or a label is too long.</exception>
    public void AddCategoryAttribute(string name, params string[] labels)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(labels);
        AttributeOption[] enumeration = [.. labels.Select(static (label, index) => new AttributeOption(index + 1, label))];
        Change(store => store.Put(AttributeEndpoints.Define(store, "category", name, null, enumeration, null, null)));
    }

    /// <summary>Defines a type of custom object, or more attributes of one: in Brevo that is done in the console.</summary>
    /// <param name="type">1 to 32 small letters, digits and <c>_</c>.</param>
    /// <param name="attributes">Keys of its attributes.</param>
    /// <exception cref="ArgumentException">The name cannot be one.</exception>
    public void AddObjectType(string type, params string[] attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentNullException.ThrowIfNull(attributes);
        if (
            type.Length > 32
            || type == ObjectRecords.ContactType
            || !type.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        )
            throw new ArgumentException("A type is named by 1 to 32 small letters, digits and _, and not contact.", nameof(type));
        Change(store => ObjectRecords.Define(store, type, attributes, _service.Now));
    }

    /// <summary>Adds a list to the first folder.</summary>
    /// <returns>The id of the list.</returns>
    public long AddList(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _service.Store.Update(store =>
        {
            var folder = store.Folders.FirstOrDefault();
            if (folder is null)
            {
                folder = new ContactFolder(store.NextGroupId(), "Folder");
                store.Put(folder);
            }

            return ListEndpoints.Create(store, name, folder.Id, _service.Now).Id;
        });
    }

    /// <summary>Adds a contact.</summary>
    /// <param name="email">Its address.</param>
    /// <param name="attributes">Text of its attributes, by name; converted to the attribute's type. Also SMS, WHATSAPP, LANDLINE_NUMBER and EXT_ID.</param>
    /// <param name="listIds">The lists it is on.</param>
    /// <returns>The id of the contact.</returns>
    /// <exception cref="ArgumentException">The address is none, an identifier is taken, or a list does not exist.</exception>
    public long AddContact(string email, IReadOnlyDictionary<string, string>? attributes = null, params long[] listIds)
    {
        ArgumentNullException.ThrowIfNull(listIds);
        var id = 0;
        Change(store =>
        {
            var change = new ContactChange
            {
                Email = Identifiers.TryEmail(email, out var valid) ? valid : throw BrevoError.Invalid("Invalid email address"),
            };
            change.ReadAttributes(
                store,
                (attributes ?? new Dictionary<string, string>()).Select(static a => (a.Key, new RawValue(RawKind.Text, a.Value))),
                emptyErases: false,
                nullIsEmpty: true,
                strict: true,
                _service.Options.BrevoChoices with
                {
                    RejectUnknownAttributes = true,
                }
            );
            if (change.Conflicts(store, null).Any())
                throw BrevoError.Duplicate("Another contact has one of the identifiers");
            var lists = Array.ConvertAll(listIds, listId => store.List(listId) ?? throw BrevoError.Invalid("List ID does not exist"));
            var contact = change.ApplyTo(null, store, _service.Now);
            store.Put(contact);
            foreach (var list in lists)
                store.AddMembers(list, [contact.Id]);
            id = contact.Id;
        });
        return id;
    }

    /// <summary>Adds a segment, which Brevo's accounts get in the console only. It is not kept in a folder.</summary>
    /// <param name="name">Name.</param>
    /// <param name="condition">Who is in it; asked anew after every change of a contact or a list.</param>
    /// <param name="category">Name of its category.</param>
    /// <returns>The id of the segment.</returns>
    public long AddSegment(string name, Func<BrevoEmulatorContact, bool> condition, string category = "Default")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(condition);
        return _service.Store.Update(store => store.AddSegment(name, category, _service.Now, condition).Id);
    }

    /// <summary>
    /// The links in the confirmation e-mails that double opt-ins have sent to an address, oldest first. Getting such an address, without a key, is the click on
    /// the link: it puts the contact on its lists and leads on to the page of the request.
    /// </summary>
    /// <param name="email">The address.</param>
    public IReadOnlyList<Uri> FindDoubleOptInLinks(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return [.. _service.DoubleOptIns.Of(email.Trim().ToLowerInvariant()).Select(asked => DoubleOptInEndpoints.LinkOf(_service, asked))];
    }

    /// <summary>The contact with an address, or <see langword="null"/>.</summary>
    public BrevoEmulatorContact? FindContact(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return _service.Store.Read(store =>
            store.ByEmail(email.Trim().ToLowerInvariant()) is { } contact ? BrevoEmulatorContact.From(contact, store) : null
        );
    }

    /// <summary>Every contact that existed when the enumeration started, by id. Reads a few at a time: a million need no memory of their own.</summary>
    public IEnumerable<BrevoEmulatorContact> EnumerateContacts()
    {
        const int atOnce = 1_000;
        var last = _service.Store.Read(static store => store.LastContactId);
        for (var first = 1; first <= last; first += atOnce)
        {
            var from = first;
            var page = _service.Store.Read(store =>
                Enumerable
                    .Range(from, Math.Min(atOnce, last - from + 1))
                    .Select(id => store.Contact(id))
                    .OfType<Contact>()
                    .Select(contact => BrevoEmulatorContact.From(contact, store))
                    .ToList()
            );
            foreach (var contact in page)
                yield return contact;
        }
    }

    private void Change(Action<BrevoStore> change)
    {
        try
        {
            _service.Store.UpdateByHand(store =>
            {
                change(store);
                return true;
            });
        }
        catch (BrevoError error)
        {
            throw new ArgumentException(error.Message, error);
        }
    }
}
