namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What the journal holds, written and read back.</summary>
internal sealed partial class BrevoStore : IDisposable
{
    private const long CompactAbove = 64L << 20;
    private const int TypicalContactBytes = 150;

    private Journal? _journal;
    private long _replayedContacts;

    private enum Change : byte
    {
        Key = 1,
        Attribute,
        AttributeRemoved,
        Folder,
        FolderRemoved,
        List,
        ListRemoved,
        Contact,
        ContactRemoved,
        MembersAdded,
        MembersRemoved,
        Process,
        NextIds,
        Document,
        DocumentRemoved,
        ConsentGroup,
        ConsentGroupRemoved,
        ConsentGiven,
        Campaign,
        CampaignRemoved,
    }

    /// <summary>The key of the account, kept with its state.</summary>
    public string? ApiKey { get; private set; }

    /// <summary>Reads the journal at <paramref name="path"/>, and from now on writes every change to it.</summary>
    public void OpenJournal(string path)
    {
        if (File.Exists(path))
            _byEmail.EnsureCapacity((int)Math.Min(10_000_000, new FileInfo(path).Length / TypicalContactBytes));
        _journal = Journal.Open(path, Replay);
        if (_journal.Length > CompactAbove && _replayedContacts > 3L * ContactCount)
            Compact();
    }

    /// <summary>Writes the journal anew, without what has been overtaken.</summary>
    public void Compact() => _journal?.Rewrite(WriteAll);

    public void SetApiKey(string key)
    {
        ApiKey = key;
        if (Start(Change.Key) is { } writer)
            writer.Write(key);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _journal?.Dispose();
            _journal = null;
        }
    }

    private BinaryWriter? Start(Change change)
    {
        var writer = _journal?.Writer;
        writer?.Write((byte)change);
        return writer;
    }

    private void WriteId(Change change, int id) => Start(change)?.Write7BitEncodedInt(id);

    private void WriteContact(Contact contact)
    {
        if (Start(Change.Contact) is not { } writer)
            return;
        writer.Write7BitEncodedInt(contact.Id);
        writer.Write(contact.Email ?? "");
        writer.Write(contact.ExtId ?? "");
        writer.Write7BitEncodedInt64(contact.Sms);
        writer.Write7BitEncodedInt64(contact.WhatsApp);
        writer.Write7BitEncodedInt64(contact.Landline);
        writer.Write(contact.CreatedAt);
        writer.Write(contact.ModifiedAt);
        writer.Write((byte)((contact.EmailBlacklisted ? 1 : 0) | (contact.SmsBlacklisted ? 2 : 0)));
        writer.Write7BitEncodedInt(contact.Attributes.Length);
        writer.Write(contact.Attributes);
        WriteTexts(writer, contact.SmtpBlacklistSender ?? []);
    }

    private void WriteAttribute(AttributeDefinition attribute)
    {
        if (Start(Change.Attribute) is not { } writer)
            return;
        writer.Write7BitEncodedInt(attribute.Id);
        writer.Write(attribute.Name);
        writer.Write(attribute.Category);
        writer.Write(attribute.Type ?? "");
        writer.Write(attribute.Formula ?? "");
        WriteTexts(writer, attribute.Options);
        writer.Write7BitEncodedInt(attribute.Enumeration.Length);
        foreach (var option in attribute.Enumeration)
        {
            writer.Write(option.Value);
            writer.Write(option.Label);
        }
    }

    private void WriteFolder(ContactFolder folder)
    {
        if (Start(Change.Folder) is not { } writer)
            return;
        writer.Write7BitEncodedInt(folder.Id);
        writer.Write(folder.Name);
    }

    private void WriteList(ContactList list)
    {
        if (Start(Change.List) is not { } writer)
            return;
        writer.Write7BitEncodedInt(list.Id);
        writer.Write(list.Name);
        writer.Write7BitEncodedInt(list.FolderId);
        writer.Write(list.CreatedAt);
    }

    private void WriteMembers(Change change, int listId, List<int> contactIds)
    {
        if (contactIds.Count == 0 || Start(change) is not { } writer)
            return;
        writer.Write7BitEncodedInt(listId);
        writer.Write7BitEncodedInt(contactIds.Count);
        foreach (var id in contactIds)
            writer.Write7BitEncodedInt(id);
    }

    private void WriteProcess(BackgroundProcess process)
    {
        if (Start(Change.Process) is not { } writer)
            return;
        writer.Write7BitEncodedInt(process.Id);
        writer.Write(process.Name);
        writer.Write(process.AcceptedAt);
        writer.Write(process.StartsAt);
        writer.Write(process.DueAt);
        writer.Write(process.Failed);
        writer.Write(process.EndedAt ?? -1);
        writer.Write7BitEncodedInt(process.Reports.Count);
        foreach (var (cause, file) in process.Reports)
        {
            writer.Write(cause);
            writer.Write(file);
        }
    }

    private void WriteAll()
    {
        SetApiKey(ApiKey ?? "");
        foreach (var attribute in Attributes)
            WriteAttribute(attribute);
        foreach (var folder in Folders)
            WriteFolder(folder);
        foreach (var list in Lists)
            WriteList(list);
        foreach (var contact in Contacts(_alive, 0, ascending: true))
            WriteContact(contact);
        foreach (var list in Lists)
            WriteMembers(Change.MembersAdded, list.Id, [.. list.Members.From(0, ascending: true)]);
        foreach (var group in ConsentGroups)
        {
            WriteConsentGroup(group);
            WriteMembers(Change.ConsentGiven, group.Id, [.. group.Members.From(0, ascending: true)]);
        }

        foreach (var process in Processes)
            WriteProcess(process);
        WriteDocuments();
        WriteCampaigns();
        if (Start(Change.NextIds) is { } writer)
        {
            writer.Write7BitEncodedInt(_nextContactId);
            writer.Write7BitEncodedInt(_nextAttributeId);
            writer.Write7BitEncodedInt(_nextGroupId);
        }
    }

    private void Replay(BinaryReader reader)
    {
        // The journal is not set yet: what is applied here is not written again.
        var change = (Change)reader.ReadByte();
        switch (change)
        {
            case Change.Key:
                ApiKey = reader.ReadString();
                break;
            case Change.Attribute:
                Put(ReadAttribute(reader));
                break;
            case Change.AttributeRemoved when Attribute(reader.Read7BitEncodedInt()) is { } attribute:
                Remove(attribute);
                break;
            case Change.Folder:
                Put(new ContactFolder(reader.Read7BitEncodedInt(), reader.ReadString()));
                break;
            case Change.FolderRemoved when Folder(reader.Read7BitEncodedInt()) is { } folder:
                Remove(folder);
                break;
            case Change.List:
                var id = reader.Read7BitEncodedInt();
                var read = new ContactList(id, reader.ReadString(), reader.Read7BitEncodedInt(), reader.ReadInt64());
                Put(List(id) is { } before ? read with { Members = before.Members } : read);
                break;
            case Change.ListRemoved when List(reader.Read7BitEncodedInt()) is { } list:
                Remove(list);
                break;
            case Change.Contact:
                _replayedContacts++;
                Put(ReadContact(reader));
                break;
            case Change.ContactRemoved when Contact(reader.Read7BitEncodedInt()) is { } contact:
                Remove(contact);
                break;
            case Change.MembersAdded:
            case Change.MembersRemoved:
                ReplayMembers(reader, change == Change.MembersAdded);
                break;
            case Change.Process:
                Put(ReadProcess(reader));
                break;
            case Change.ConsentGroup:
                ReplayConsentGroup(reader);
                break;
            case Change.ConsentGroupRemoved when ConsentGroup(reader.Read7BitEncodedInt()) is { } group:
                Remove(group);
                break;
            case Change.ConsentGiven:
                ReplayConsents(reader);
                break;
            case Change.Campaign:
                ReplayCampaign(reader);
                break;
            case Change.CampaignRemoved:
                ReplayCampaignRemoved(reader);
                break;
            case Change.NextIds:
                _nextContactId = reader.Read7BitEncodedInt();
                _nextAttributeId = reader.Read7BitEncodedInt();
                _nextGroupId = reader.Read7BitEncodedInt();
                break;
            case Change.Document:
                ReplayDocument(reader);
                break;
            case Change.DocumentRemoved:
                ReplayDocumentRemoved(reader);
                break;
            default:
                throw new IOException($"The journal holds a change of kind {change} that this version cannot apply. Use a new folder.");
        }
    }

    private void ReplayMembers(BinaryReader reader, bool added)
    {
        var list = List(reader.Read7BitEncodedInt());
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var id = reader.Read7BitEncodedInt();
            if (added)
                list?.Members.Add(id);
            else
                list?.Members.Remove(id);
        }
    }

    private static Contact ReadContact(BinaryReader reader)
    {
        var id = reader.Read7BitEncodedInt();
        var email = reader.ReadString();
        var extId = reader.ReadString();
        var sms = reader.Read7BitEncodedInt64();
        var whatsApp = reader.Read7BitEncodedInt64();
        var landline = reader.Read7BitEncodedInt64();
        var createdAt = reader.ReadInt64();
        var modifiedAt = reader.ReadInt64();
        var flags = reader.ReadByte();
        var attributes = reader.ReadBytes(reader.Read7BitEncodedInt());
        var senders = ReadTexts(reader);
        return new Contact
        {
            Id = id,
            Email = email.Length == 0 ? null : email,
            ExtId = extId.Length == 0 ? null : extId,
            Sms = sms,
            WhatsApp = whatsApp,
            Landline = landline,
            CreatedAt = createdAt,
            ModifiedAt = modifiedAt,
            EmailBlacklisted = (flags & 1) != 0,
            SmsBlacklisted = (flags & 2) != 0,
            Attributes = attributes,
            SmtpBlacklistSender = senders.Length == 0 ? null : senders,
        };
    }

    private static AttributeDefinition ReadAttribute(BinaryReader reader)
    {
        var id = reader.Read7BitEncodedInt();
        var name = reader.ReadString();
        var category = reader.ReadString();
        var type = reader.ReadString();
        var formula = reader.ReadString();
        var options = ReadTexts(reader);
        var enumeration = new AttributeOption[reader.Read7BitEncodedInt()];
        for (var i = 0; i < enumeration.Length; i++)
            enumeration[i] = new AttributeOption(reader.ReadInt64(), reader.ReadString());
        return new AttributeDefinition(id, name, category, type.Length == 0 ? null : type)
        {
            Formula = formula.Length == 0 ? null : formula,
            Options = options,
            Enumeration = enumeration,
        };
    }

    private static BackgroundProcess ReadProcess(BinaryReader reader)
    {
        var process = new BackgroundProcess(
            reader.Read7BitEncodedInt(),
            reader.ReadString(),
            reader.ReadInt64(),
            reader.ReadInt64(),
            reader.ReadInt64()
        );
        var failed = reader.ReadBoolean();
        var endedAt = reader.ReadInt64();
        var reports = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            reports[reader.ReadString()] = reader.ReadString();
        return process with { Failed = failed, EndedAt = endedAt < 0 ? null : endedAt, Reports = reports };
    }

    private static void WriteTexts(BinaryWriter writer, string[] texts)
    {
        writer.Write7BitEncodedInt(texts.Length);
        foreach (var text in texts)
            writer.Write(text);
    }

    private static string[] ReadTexts(BinaryReader reader)
    {
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = reader.ReadString();
        return texts;
    }
}
