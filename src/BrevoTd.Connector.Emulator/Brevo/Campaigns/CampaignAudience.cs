using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Whom a campaign goes to.</summary>
internal sealed record CampaignAudience(long[] Lists, long[] ExcludedLists, long[] Segments, long[] ExcludedSegments)
{
    /// <summary>Reads and checks <c>recipients</c> of a request; <see langword="null"/> when there are none.</summary>
    public static CampaignAudience? Read(JsonElement body, CampaignKind kind)
    {
        if (BrevoRequest.Member(body, "recipients") is not { } recipients)
            return null;
        if (recipients.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("recipients should be an object");
        var whatsApp = kind == CampaignKind.WhatsApp;
        var lists = BrevoRequest.Numbers(recipients, "listIds") ?? [];
        var excluded = BrevoRequest.Numbers(recipients, whatsApp ? "excludedListIds" : "exclusionListIds") ?? [];
        var segments = BrevoRequest.Numbers(recipients, whatsApp ? "segments" : "segmentIds") ?? [];
        var excludedSegments = kind == CampaignKind.Email ? BrevoRequest.Numbers(recipients, "exclusionSegmentIds") ?? [] : [];
        return new CampaignAudience(lists, excluded, kind == CampaignKind.Sms ? [] : segments, excludedSegments);
    }

    /// <summary>The audience of a stored campaign.</summary>
    public static CampaignAudience? Of(Campaign campaign)
    {
        using var json = campaign.Parse();
        return Read(json.RootElement, campaign.Kind);
    }

    public void Check(BrevoStore store)
    {
        if (Lists.Length == 0 && Segments.Length == 0)
            throw BrevoError.Missing("listIds or segmentIds is missing in recipients");
        if (Lists.Concat(ExcludedLists).Any(id => store.List(id) is null))
            throw BrevoError.Invalid("List ID does not exist");
        if (Segments.Concat(ExcludedSegments).Any(id => store.Segment(id) is null))
            throw BrevoError.Invalid("Segment ID does not exist");
    }

    /// <summary>Each contact once, with the list that brought it in; who is excluded, blocklisted or cannot be reached is left out.</summary>
    public IEnumerable<(Contact Contact, int? ListId)> Select(BrevoStore store, CampaignKind kind)
    {
        var excluded = new IdSet();
        foreach (var list in ExcludedLists.Select(store.List).OfType<ContactList>())
            excluded.UnionWith(list.Members);
        foreach (var segment in ExcludedSegments.Select(store.Segment).OfType<Segment>())
            excluded.UnionWith(store.MembersOf(segment));
        var sources = Lists
            .Select(store.List)
            .OfType<ContactList>()
            .Select(static list => (list.Members, (int?)list.Id))
            .Concat(Segments.Select(store.Segment).OfType<Segment>().Select(segment => (store.MembersOf(segment), (int?)null)));
        var taken = new IdSet();
        foreach (var (members, listId) in sources)
        {
            foreach (var contact in store.Contacts(members, 0, ascending: true))
            {
                if (!excluded.Contains(contact.Id) && IsReachable(contact, kind) && taken.Add(contact.Id))
                    yield return (contact, listId);
            }
        }
    }

    private static bool IsReachable(Contact contact, CampaignKind kind) =>
        kind switch
        {
            CampaignKind.Email => contact.Email is not null && !contact.EmailBlacklisted,
            CampaignKind.Sms => contact.Sms != 0 && !contact.SmsBlacklisted,
            _ => contact.WhatsApp != 0,
        };
}
