using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Writes <c>statistics</c>: every part is there, and only the one that was asked for is filled.</summary>
internal static class EmailCampaignStatistics
{
    public static void Write(
        Utf8JsonWriter json,
        IReadOnlyList<MessageEvent> events,
        string? asked,
        BrevoEmulatorChoices choices,
        bool single
    )
    {
        json.WriteStartObject("statistics");
        WriteGlobal(json, asked == "globalStats" ? events : []);
        json.WriteNumber("mirrorClick", 0);
        json.WriteNumber("remaining", 0);
        WriteLinks(json, asked == "linksStats" ? events : [], choices);
        WriteDomains(json, asked == "statsByDomain" ? events : []);
        if (single)
        {
            WriteDevices(json, asked == "statsByDevice" ? events : []);
            json.WriteStartObject("statsByBrowser");
            WriteUnknown(json, asked == "statsByBrowser" ? events : []);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteGlobal(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events)
    {
        json.WriteStartObject("globalStats");
        CampaignFigures.Of(events).WriteEmail(json);
        json.WriteEndObject();
        json.WriteStartArray("campaignStats");
        foreach (
            var list in events
                .Where(static happened => happened.ListId is not null)
                .GroupBy(static happened => happened.ListId!.Value)
                .OrderBy(static list => list.Key)
        )
        {
            json.WriteStartObject();
            CampaignFigures.Of(list).WriteEmail(json, list.Key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events, BrevoEmulatorChoices choices)
    {
        json.WriteStartObject("linksStats");
        var links = events
            .Where(static happened => happened is { Kind: MessageEventKind.Clicked, Link: not null })
            .GroupBy(static happened => happened.Link!, StringComparer.Ordinal);
        foreach (var link in links)
        {
            if (!choices.LinkStatisticsAsObjects)
            {
                json.WriteNumber(link.Key, link.Count());
                continue;
            }

            json.WriteStartObject(link.Key);
            json.WriteNumber("nbClick", link.Count());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDomains(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events)
    {
        json.WriteStartObject("statsByDomain");
        foreach (var domain in events.GroupBy(static happened => DomainOf(happened.Email), StringComparer.Ordinal))
        {
            json.WriteStartObject(domain.Key);
            CampaignFigures.Of(domain).WriteEmail(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDevices(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events)
    {
        json.WriteStartObject("statsByDevice");
        foreach (var device in (string[])["desktop", "mobile", "tablet"])
        {
            json.WriteStartObject(device);
            json.WriteEndObject();
        }

        json.WriteStartObject("unknown");
        WriteUnknown(json, events);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Recorded events know neither device nor browser.</summary>
    private static void WriteUnknown(Utf8JsonWriter json, IReadOnlyList<MessageEvent> events)
    {
        var figures = CampaignFigures.Of(events);
        if (figures.Openers + figures.Count(MessageEventKind.Clicked) == 0)
            return;
        json.WriteStartObject("unknown");
        figures.WriteEngagement(json);
        json.WriteEndObject();
    }

    private static string DomainOf(string? email) => email is null ? "" : email[(email.LastIndexOf('@') + 1)..];
}
