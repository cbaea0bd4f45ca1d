namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Attributes, folders, lists and processes.</summary>
internal sealed partial class BrevoStore
{
    private readonly Dictionary<string, AttributeDefinition> _attributes = new(StringComparer.Ordinal);
    private readonly Dictionary<int, AttributeDefinition> _attributesById = [];
    private readonly SortedDictionary<int, ContactFolder> _folders = [];
    private readonly SortedDictionary<int, ContactList> _lists = [];
    private readonly List<BackgroundProcess> _processes = [];
    private int _nextAttributeId = 1;
    private int _nextGroupId = 1;

    /// <summary>In the order of their creation.</summary>
    public IEnumerable<AttributeDefinition> Attributes => _attributes.Values.OrderBy(static a => a.Id);

    public ICollection<ContactFolder> Folders => _folders.Values;

    public ICollection<ContactList> Lists => _lists.Values;

    public IReadOnlyList<BackgroundProcess> Processes => _processes;

    public int NextAttributeId() => _nextAttributeId++;

    /// <summary>Lists and folders share one sequence: a fresh account has the folder 1 and the list 2.</summary>
    public int NextGroupId() => _nextGroupId++;

    public int NextProcessId() => _processes.Count + 1;

    public AttributeDefinition? Attribute(string name) => _attributes.GetValueOrDefault(name);

    public AttributeDefinition? Attribute(int id) => _attributesById.GetValueOrDefault(id);

    public ContactFolder? Folder(long id) => id is > 0 and <= int.MaxValue ? _folders.GetValueOrDefault((int)id) : null;

    public ContactList? List(long id) => id is > 0 and <= int.MaxValue ? _lists.GetValueOrDefault((int)id) : null;

    public BackgroundProcess? Process(long id) => id > 0 && id <= _processes.Count ? _processes[(int)id - 1] : null;

    public IEnumerable<int> ListIdsOf(int contactId) =>
        _lists.Values.Where(list => list.Members.Contains(contactId)).Select(static l => l.Id);

    public void Put(AttributeDefinition attribute)
    {
        _attributes[attribute.Name] = attribute;
        _attributesById[attribute.Id] = attribute;
        _nextAttributeId = Math.Max(_nextAttributeId, attribute.Id + 1);
        WriteAttribute(attribute);
    }

    public void Remove(AttributeDefinition attribute)
    {
        _attributes.Remove(attribute.Name);
        _attributesById.Remove(attribute.Id);
        _version++;
        WriteId(Change.AttributeRemoved, attribute.Id);
    }

    public void Put(ContactFolder folder)
    {
        _folders[folder.Id] = folder;
        _nextGroupId = Math.Max(_nextGroupId, folder.Id + 1);
        WriteFolder(folder);
    }

    /// <summary>Removes a folder with its lists; the contacts stay.</summary>
    public void Remove(ContactFolder folder)
    {
        foreach (var list in _lists.Values.Where(list => list.FolderId == folder.Id).ToList())
            Remove(list);
        _folders.Remove(folder.Id);
        WriteId(Change.FolderRemoved, folder.Id);
    }

    public void Put(ContactList list)
    {
        _lists[list.Id] = list;
        _nextGroupId = Math.Max(_nextGroupId, list.Id + 1);
        WriteList(list);
    }

    public void Remove(ContactList list)
    {
        _lists.Remove(list.Id);
        _version++;
        WriteId(Change.ListRemoved, list.Id);
    }

    /// <summary>Puts contacts on a list; returns those that were not on it before.</summary>
    public List<int> AddMembers(ContactList list, IEnumerable<int> contactIds)
    {
        var added = contactIds.Where(list.Members.Add).ToList();
        _version++;
        WriteMembers(Change.MembersAdded, list.Id, added);
        Observer?.OnAdded(list, added);
        return added;
    }

    /// <summary>Takes contacts off a list; returns those that were on it.</summary>
    public List<int> RemoveMembers(ContactList list, IEnumerable<int> contactIds)
    {
        var removed = contactIds.Where(list.Members.Remove).ToList();
        _version++;
        WriteMembers(Change.MembersRemoved, list.Id, removed);
        return removed;
    }

    /// <summary>Stores a process: the next one, or a changed one.</summary>
    public void Put(BackgroundProcess process)
    {
        if (process.Id == _processes.Count + 1)
            _processes.Add(process);
        else
            _processes[process.Id - 1] = process;
        WriteProcess(process);
    }

    /// <summary>What a new account holds. The names are those of Brevo's own first folder and list.</summary>
    public void CreateFreshAccount(long now)
    {
        string[] texts = ["LASTNAME", "FIRSTNAME", "SMS", "EXT_ID", "WHATSAPP", "LANDLINE_NUMBER"];
        foreach (var name in texts)
            Put(new AttributeDefinition(NextAttributeId(), name, "normal", "text"));
        Put(
            new AttributeDefinition(NextAttributeId(), "DOUBLE_OPT-IN", "category", "text")
            {
                Enumeration = [new AttributeOption(1, "Yes"), new AttributeOption(2, "No")],
            }
        );
        foreach (var name in (string[])["BLACKLISTED", "READERS", "CLICKERS"])
            Put(new AttributeDefinition(NextAttributeId(), name, "global", null) { Formula = $"COUNT[{name},{name},<,NOW()]" });
        var folder = new ContactFolder(NextGroupId(), "Your first folder");
        Put(folder);
        Put(new ContactList(NextGroupId(), "Your first list", folder.Id, now));
    }
}
