using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Creates campaigns, changes them, and moves them from state to state. Everything here runs under the store's lock.</summary>
internal static class CampaignLife
{
    public static Campaign Find(BrevoStore store, CampaignKind kind, long id) =>
        store.Campaign(kind, id) ?? throw BrevoError.NotFound("Campaign ID does not exist");

    public static Campaign Create(BrevoStore store, CampaignKind kind, JsonElement body, Action<JsonElement> check, long now)
    {
        check(body);
        var campaign = new Campaign(kind, store.NextCampaignId(kind), now, CampaignJson.Overlay(null, body))
        {
            ModifiedAt = now,
            Status = CampaignStates.Draft,
        };
        return Store(store, Schedule(store, campaign, body, now));
    }

    public static void Update(BrevoStore store, Campaign campaign, JsonElement body, Action<JsonElement> check, long now)
    {
        if (!body.EnumerateObject().Any())
            throw BrevoError.Missing("At least one parameter is required to update the campaign");
        if (campaign.IsOver())
            throw new BrevoError(400, "campaign_sent", "Campaign has already been sent");
        var changed = campaign with { Json = CampaignJson.Overlay(campaign.Json, body), ModifiedAt = now };
        using (var json = changed.Parse())
            check(json.RootElement);
        Store(store, Schedule(store, changed, body, now));
    }

    public static void SendNow(BrevoStore store, Campaign campaign, long now)
    {
        if (campaign.IsOver())
            throw new BrevoError(400, "campaign_sent", "Campaign has already been sent");
        if (campaign.Status == CampaignStates.Cancelled)
            throw BrevoError.Invalid("Campaign is cancelled");
        NeedAudience(store, campaign);
        Store(store, campaign with { Status = CampaignStates.Queued, ScheduledAt = now, ModifiedAt = now });
    }

    public static void Delete(BrevoStore store, Campaign campaign)
    {
        if (campaign.IsWaiting() || campaign.IsOver())
            throw new BrevoError(403, "permission_denied", "Only campaigns which have not been scheduled can be deleted");
        store.Remove(campaign);
    }

    public static void ChangeStatus(BrevoStore store, Campaign campaign, string? status, long now)
    {
        switch (status)
        {
            case "queued" when campaign.ScheduledAt > now && !campaign.IsOver():
                NeedAudience(store, campaign);
                Move(CampaignStates.Queued, campaign.ScheduledAt);
                break;
            case "queued" or "sent":
                SendNow(store, campaign, now);
                break;
            case "suspended" when campaign.IsWaiting():
                Move(CampaignStates.Suspended, campaign.ScheduledAt);
                break;
            case "cancel" when campaign.IsWaiting() || campaign.Status == CampaignStates.Suspended:
                Move(CampaignStates.Cancelled, null);
                break;
            case "draft" when !campaign.IsOver():
                Move(CampaignStates.Draft, null);
                break;
            case "archive" when campaign.IsOver():
                Move(CampaignStates.Archive, campaign.ScheduledAt);
                break;
            case "darchive" when campaign.IsOver():
                Move(CampaignStates.Sent, campaign.ScheduledAt);
                break;
            case "suspended" when campaign.Status == CampaignStates.Suspended:
            case "cancel" when campaign.Status == CampaignStates.Cancelled:
                break;
            case "replicate":
                Replicate(store, campaign, now);
                break;
            case "suspended" or "cancel" or "draft" or "archive" or "darchive":
                throw BrevoError.Invalid($"Campaign in status {campaign.Status} cannot be changed to {status}");
            case "replicateTemplate":
                throw BrevoError.Invalid("replicateTemplate is available only for template type campaigns");
            case null:
                throw BrevoError.Missing("status is missing");
            default:
                throw BrevoError.Invalid("Status is not valid");
        }

        void Move(string to, long? scheduledAt) => Store(store, campaign with { Status = to, ScheduledAt = scheduledAt, ModifiedAt = now });
    }

    /// <summary>The time in a body in milliseconds since 1970; one without a zone is UTC.</summary>
    public static long? Moment(JsonElement body, string name)
    {
        if (BrevoRequest.Text(body, name) is not { Length: > 0 } text)
            return null;
        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment.ToUnixTimeMilliseconds()
            : throw BrevoError.Invalid($"{name} should be a UTC date-time, YYYY-MM-DDTHH:mm:ss.SSSZ");
    }

    public static Campaign Store(BrevoStore store, Campaign campaign)
    {
        store.Put(campaign);
        return campaign;
    }

    private static Campaign Schedule(BrevoStore store, Campaign campaign, JsonElement body, long now)
    {
        using (var json = campaign.Parse())
        {
            if (CampaignAudience.Read(json.RootElement, campaign.Kind) is { } audience)
                audience.Check(store);
        }

        if (Moment(body, "scheduledAt") is not { } at)
            return campaign;
        if (at <= now)
            throw BrevoError.Invalid("scheduledAt should be in the future");
        NeedAudience(store, campaign);
        return campaign with { Status = CampaignStates.Queued, ScheduledAt = at };
    }

    private static void NeedAudience(BrevoStore store, Campaign campaign) =>
        (CampaignAudience.Of(campaign) ?? throw BrevoError.Missing("recipients are missing")).Check(store);

    private static void Replicate(BrevoStore store, Campaign campaign, long now)
    {
        using var json = campaign.Parse();
        var name = $"Copy of {BrevoRequest.Text(json.RootElement, "name")}";
        Store(
            store,
            new Campaign(campaign.Kind, store.NextCampaignId(campaign.Kind), now, CampaignJson.Overlay(null, json.RootElement, name))
            {
                ModifiedAt = now,
                Status = CampaignStates.Draft,
            }
        );
    }
}
