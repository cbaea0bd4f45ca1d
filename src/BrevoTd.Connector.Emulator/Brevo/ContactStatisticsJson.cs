using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Writes what messages of campaigns came to, computed from recorded events.</summary>
internal static class ContactStatisticsJson
{
    /// <summary>The members of one contact's statistics; kinds without an event are left out.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="events">Events of one contact's e-mail campaigns, oldest first.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events)
    {
        WriteKind(json, "messagesSent", events, MessageEventKind.Sent, counts: false);
        WriteKind(json, "delivered", events, MessageEventKind.Delivered, counts: false);
        WriteKind(json, "opened", events, MessageEventKind.Opened, counts: true);
        WriteClicks(json, events);
        WriteKind(json, "softBounces", events, MessageEventKind.SoftBounce, counts: false);
        WriteKind(json, "hardBounces", events, MessageEventKind.HardBounce, counts: false);
        WriteKind(json, "complaints", events, MessageEventKind.Spam, counts: false);
        WriteUnsubscriptions(json, events);
    }

    /// <summary><c>campaignStats</c> of a list: one entry for each campaign with an event.</summary>
    public static void WriteCampaigns(Utf8JsonWriter json, IEnumerable<MessageEvent> events)
    {
        json.WriteStartArray("campaignStats");
        foreach (
            var campaign in events
                .Where(static happened => happened is { CampaignId: not null, Channel: MessageChannel.Email })
                .GroupBy(static happened => happened.CampaignId!.Value)
                .OrderBy(static group => group.Key)
        )
        {
            json.WriteStartObject();
            json.WriteNumber("campaignId", campaign.Key);
            json.WriteStartObject("stats");
            WriteFigures(json, [.. campaign]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The figures of one campaign.</summary>
    public static void WriteFigures(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events)
    {
        var delivered = Count(MessageEventKind.Delivered);
        var viewers = Recipients(MessageEventKind.Opened);
        json.WriteNumber("uniqueClicks", Recipients(MessageEventKind.Clicked));
        json.WriteNumber("clickers", Count(MessageEventKind.Clicked));
        json.WriteNumber("complaints", Count(MessageEventKind.Spam));
        json.WriteNumber("delivered", delivered);
        json.WriteNumber("sent", Count(MessageEventKind.Sent));
        json.WriteNumber("softBounces", Count(MessageEventKind.SoftBounce));
        json.WriteNumber("hardBounces", Count(MessageEventKind.HardBounce));
        json.WriteNumber("uniqueViews", viewers);
        json.WriteNumber("unsubscriptions", Recipients(MessageEventKind.Unsubscribed));
        json.WriteNumber("viewed", Count(MessageEventKind.Opened) + Count(MessageEventKind.ProxyOpened));
        json.WriteNumber("trackableViews", viewers);
        json.WriteNumber("appleMppOpens", Count(MessageEventKind.ProxyOpened));
        json.WriteNumber("opensRate", delivered == 0 ? 0 : Math.Round(100.0 * viewers / delivered, 2));
        json.WriteNumber("deferred", Count(MessageEventKind.Deferred));

        int Count(MessageEventKind kind) => events.Count(happened => happened.Kind == kind);
        int Recipients(MessageEventKind kind) =>
            events
                .Where(happened => happened.Kind == kind)
                .Select(static happened => happened.Email)
                .Distinct(StringComparer.Ordinal)
                .Count();
    }

    private static void WriteKind(Utf8JsonWriter json, string name, IReadOnlyList<MessageEvent> events, MessageEventKind kind, bool counts)
    {
        var campaigns = events.Where(happened => happened.Kind == kind).GroupBy(static happened => happened.CampaignId!.Value).ToList();
        if (campaigns.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var campaign in campaigns)
        {
            var last = campaign.Last();
            json.WriteStartObject();
            json.WriteNumber("campaignId", campaign.Key);
            if (counts)
                json.WriteNumber("count", campaign.Count());
            WriteMoment(json, last);
            if (counts)
                json.WriteString("ip", last.Ip ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteClicks(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events)
    {
        var campaigns = events
            .Where(static happened => happened.Kind == MessageEventKind.Clicked)
            .GroupBy(static happened => happened.CampaignId!.Value)
            .ToList();
        if (campaigns.Count == 0)
            return;
        json.WriteStartArray("clicked");
        foreach (var campaign in campaigns)
        {
            json.WriteStartObject();
            json.WriteNumber("campaignId", campaign.Key);
            json.WriteStartArray("links");
            foreach (var link in campaign.GroupBy(static happened => happened.Link ?? "", StringComparer.Ordinal))
            {
                var last = link.Last();
                json.WriteStartObject();
                json.WriteNumber("count", link.Count());
                WriteMoment(json, last);
                json.WriteString("ip", last.Ip ?? "");
                json.WriteString("url", link.Key);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUnsubscriptions(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events)
    {
        var byUser = events.Where(static happened => happened.Kind == MessageEventKind.Unsubscribed).ToList();
        var byAdmin = events.Where(static happened => happened.Kind == MessageEventKind.AdminUnsubscribed).ToList();
        if (byUser.Count + byAdmin.Count == 0)
            return;
        json.WriteStartObject("unsubscriptions");
        json.WriteStartArray("userUnsubscription");
        foreach (var happened in byUser)
        {
            json.WriteStartObject();
            json.WriteNumber("campaignId", happened.CampaignId!.Value);
            WriteMoment(json, happened);
            json.WriteString("ip", happened.Ip ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("adminUnsubscription");
        foreach (var happened in byAdmin)
        {
            json.WriteStartObject();
            WriteMoment(json, happened);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMoment(Utf8JsonWriter json, MessageEvent happened) =>
        json.WriteString("eventTime", ContactJson.Moment(happened.At));
}
