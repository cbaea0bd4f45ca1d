namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Campaigns of every channel.</summary>
internal sealed partial class BrevoStore
{
    private readonly SortedDictionary<CampaignKind, SortedDictionary<int, Campaign>> _campaigns = [];

    /// <summary>In the order of their creation.</summary>
    public ICollection<Campaign> Campaigns(CampaignKind kind) => CampaignsOf(kind).Values;

    public Campaign? Campaign(CampaignKind kind, long id) =>
        id is > 0 and <= int.MaxValue ? CampaignsOf(kind).GetValueOrDefault((int)id) : null;

    /// <summary>The id after the highest one that there is; the first one is 1.</summary>
    public int NextCampaignId(CampaignKind kind) => CampaignsOf(kind) is { Count: > 0 } some ? some.Keys.Max() + 1 : 1;

    /// <summary>Stores a new campaign, or a changed one in the place of the one with its id.</summary>
    public void Put(Campaign campaign)
    {
        CampaignsOf(campaign.Kind)[campaign.Id] = campaign;
        WriteCampaign(campaign);
    }

    public void Remove(Campaign campaign)
    {
        CampaignsOf(campaign.Kind).Remove(campaign.Id);
        if (Start(Change.CampaignRemoved) is not { } writer)
            return;
        writer.Write((byte)campaign.Kind);
        writer.Write7BitEncodedInt(campaign.Id);
    }

    private SortedDictionary<int, Campaign> CampaignsOf(CampaignKind kind)
    {
        if (!_campaigns.TryGetValue(kind, out var some))
            _campaigns[kind] = some = [];
        return some;
    }

    private void WriteCampaign(Campaign campaign)
    {
        if (Start(Change.Campaign) is not { } writer)
            return;
        writer.Write((byte)campaign.Kind);
        writer.Write7BitEncodedInt(campaign.Id);
        writer.Write(campaign.CreatedAt);
        writer.Write(campaign.ModifiedAt);
        writer.Write(campaign.Status);
        writer.Write(campaign.ScheduledAt ?? -1);
        writer.Write(campaign.SentAt ?? -1);
        writer.Write(campaign.TestSent);
        writer.Write7BitEncodedInt(campaign.RecipientCount);
        writer.Write7BitEncodedInt(campaign.Json.Length);
        writer.Write(campaign.Json);
    }

    private void WriteCampaigns()
    {
        foreach (var campaign in _campaigns.Values.SelectMany(static some => some.Values))
            WriteCampaign(campaign);
    }

    private void ReplayCampaign(BinaryReader reader)
    {
        var kind = (CampaignKind)reader.ReadByte();
        var id = reader.Read7BitEncodedInt();
        var createdAt = reader.ReadInt64();
        var modifiedAt = reader.ReadInt64();
        var status = reader.ReadString();
        var scheduledAt = reader.ReadInt64();
        var sentAt = reader.ReadInt64();
        var testSent = reader.ReadBoolean();
        var recipients = reader.Read7BitEncodedInt();
        Put(
            new Campaign(kind, id, createdAt, reader.ReadBytes(reader.Read7BitEncodedInt()))
            {
                ModifiedAt = modifiedAt,
                Status = status,
                ScheduledAt = scheduledAt < 0 ? null : scheduledAt,
                SentAt = sentAt < 0 ? null : sentAt,
                TestSent = testSent,
                RecipientCount = recipients,
            }
        );
    }

    private void ReplayCampaignRemoved(BinaryReader reader) =>
        CampaignsOf((CampaignKind)reader.ReadByte()).Remove(reader.Read7BitEncodedInt());
}
