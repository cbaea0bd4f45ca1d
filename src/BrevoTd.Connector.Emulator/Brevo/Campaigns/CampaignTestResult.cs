using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Result of an A/B test. Contacts with an even id got version A and those with an odd one version B; the rates are the same on every run.
/// </summary>
internal static class CampaignTestResult
{
    private static readonly (string Name, MessageEventKind Kind)[] s_rates =
    [
        ("openers", MessageEventKind.Opened),
        ("clicks", MessageEventKind.Clicked),
        ("unsubscribed", MessageEventKind.Unsubscribed),
        ("hardBounces", MessageEventKind.HardBounce),
        ("softBounces", MessageEventKind.SoftBounce),
        ("complaints", MessageEventKind.Spam),
    ];

    public static void Write(Utf8JsonWriter json, Campaign campaign, JsonElement stored, IReadOnlyList<MessageEvent> events)
    {
        var clicks = BrevoRequest.Text(stored, "winnerCriteria") == "click";
        var (a, b) = (Version(events, 0), Version(events, 1));
        var (rateA, rateB) = (Rate(a, Deciding(clicks)), Rate(b, Deciding(clicks)));
        var winner =
            !campaign.IsOver() ? "notAvailable"
            : rateA == rateB ? "tie"
            : rateA > rateB ? "A"
            : "B";
        var best = rateB > rateA ? b : a;
        json.WriteString("winningVersion", winner);
        json.WriteString("winningCriteria", clicks ? "Click" : "Open");
        json.WriteString("winningSubjectLine", BrevoRequest.Text(stored, winner == "B" ? "subjectB" : "subjectA") ?? "");
        json.WriteString("openRate", Percent(Rate(best, MessageEventKind.Opened)));
        json.WriteString("clickRate", Percent(Rate(best, MessageEventKind.Clicked)));
        json.WriteString("winningVersionRate", Percent(Math.Max(rateA, rateB)));
        json.WriteStartObject("statistics");
        foreach (var (name, kind) in s_rates)
        {
            json.WriteStartObject(name);
            json.WriteString("Version A", Percent(Rate(a, kind)));
            json.WriteString("Version B", Percent(Rate(b, kind)));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("clickedLinks");
        WriteLinks(json, "Version A", a);
        WriteLinks(json, "Version B", b);
        json.WriteEndObject();
    }

    private static MessageEventKind Deciding(bool clicks) => clicks ? MessageEventKind.Clicked : MessageEventKind.Opened;

    private static List<MessageEvent> Version(IReadOnlyList<MessageEvent> events, int parity) =>
        [.. events.Where(happened => (happened.ContactId ?? 0) % 2 == parity)];

    private static double Rate(List<MessageEvent> events, MessageEventKind kind)
    {
        var figures = CampaignFigures.Of(events);
        return CampaignFigures.Percent(figures.Recipients(kind), figures.Recipients(MessageEventKind.Sent));
    }

    private static void WriteLinks(Utf8JsonWriter json, string name, List<MessageEvent> events)
    {
        List<MessageEvent> clicks = [.. events.Where(static happened => happened is { Kind: MessageEventKind.Clicked, Link: not null })];
        json.WriteStartArray(name);
        foreach (var link in clicks.GroupBy(static happened => happened.Link!, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("link", link.Key);
            json.WriteNumber("clicksCount", link.Count());
            json.WriteString("clickRate", Percent(CampaignFigures.Percent(link.Count(), clicks.Count)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Percent(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate}%");
}
