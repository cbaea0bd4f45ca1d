namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Consent groups and segments.</summary>
internal sealed partial class BrevoStore
{
    private readonly SortedDictionary<int, ConsentGroup> _consentGroups = [];
    private readonly List<Segment> _segments = [];
    private int _nextConsentGroupId = 1;

    /// <summary>Whether the account has the feature.</summary>
    public bool HasConsentGroups { get; init; }

    public ICollection<ConsentGroup> ConsentGroups => _consentGroups.Values;

    public ICollection<Segment> Segments => _segments;

    public int NextConsentGroupId() => _nextConsentGroupId++;

    public ConsentGroup? ConsentGroup(long id) => id is > 0 and <= int.MaxValue ? _consentGroups.GetValueOrDefault((int)id) : null;

    public Segment? Segment(long id) => _segments.Find(segment => segment.Id == id);

    public void Put(ConsentGroup group)
    {
        _consentGroups[group.Id] = group;
        _nextConsentGroupId = Math.Max(_nextConsentGroupId, group.Id + 1);
        WriteConsentGroup(group);
    }

    public void Remove(ConsentGroup group)
    {
        _consentGroups.Remove(group.Id);
        WriteId(Change.ConsentGroupRemoved, group.Id);
    }

    public void AddMembers(ConsentGroup group, IEnumerable<int> contactIds) =>
        WriteMembers(Change.ConsentGiven, group.Id, [.. contactIds.Where(group.Members.Add)]);

    public Segment AddSegment(string name, string category, long now, Func<BrevoEmulatorContact, bool> condition)
    {
        var segment = new Segment(_segments.Count + 1, name, category, now, condition);
        _segments.Add(segment);
        return segment;
    }

    /// <summary>Who is in a segment now.</summary>
    public IdSet MembersOf(Segment segment) =>
        Select($"segment {segment.Id}", AllContacts, contact => segment.Condition(BrevoEmulatorContact.From(contact, this)));

    private void WriteConsentGroup(ConsentGroup group)
    {
        if (Start(Change.ConsentGroup) is not { } writer)
            return;
        writer.Write7BitEncodedInt(group.Id);
        writer.Write(group.Name);
        writer.Write(group.SignupMode);
        writer.Write(group.CreatedAt);
        writer.Write(group.UpdatedAt);
        writer.Write(group.Description ?? "");
    }

    private void ReplayConsentGroup(BinaryReader reader)
    {
        var id = reader.Read7BitEncodedInt();
        var (name, mode, createdAt, updatedAt, description) = (
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadInt64(),
            reader.ReadInt64(),
            reader.ReadString()
        );
        Put(
            new ConsentGroup(id, name, mode, createdAt)
            {
                UpdatedAt = updatedAt,
                Description = description.Length == 0 ? null : description,
                Members = ConsentGroup(id)?.Members ?? new IdSet(),
            }
        );
    }

    private void ReplayConsents(BinaryReader reader)
    {
        var group = ConsentGroup(reader.Read7BitEncodedInt());
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            group?.Members.Add(reader.Read7BitEncodedInt());
    }
}
