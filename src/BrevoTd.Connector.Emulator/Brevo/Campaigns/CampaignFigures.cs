using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Figures of a campaign, or of a part of it, counted from what was recorded.</summary>
internal sealed class CampaignFigures
{
    private readonly HashSet<(MessageEventKind, string)> _unique = [];
    private readonly Dictionary<MessageEventKind, int> _counts = [];
    private readonly Dictionary<MessageEventKind, int> _recipients = [];

    public static CampaignFigures Of(IEnumerable<MessageEvent> events)
    {
        var figures = new CampaignFigures();
        foreach (var happened in events)
            figures.Add(happened);
        return figures;
    }

    public void Add(MessageEvent happened)
    {
        _counts[happened.Kind] = Count(happened.Kind) + 1;
        if (_unique.Add((happened.Kind, happened.Email ?? happened.Phone ?? "")))
            _recipients[happened.Kind] = Recipients(happened.Kind) + 1;
    }

    /// <summary>How often something happened.</summary>
    public int Count(MessageEventKind kind) => _counts.GetValueOrDefault(kind);

    /// <summary>To how many recipients something happened.</summary>
    public int Recipients(MessageEventKind kind) => _recipients.GetValueOrDefault(kind);

    /// <summary>Recipients who opened, with a mail program or with Apple's proxy.</summary>
    public int Openers =>
        _unique
            .Where(static unique => unique.Item1 is MessageEventKind.Opened or MessageEventKind.ProxyOpened)
            .Select(static unique => unique.Item2)
            .Distinct(StringComparer.Ordinal)
            .Count();

    public static double Percent(int part, int whole) => whole == 0 ? 0 : Math.Round(100.0 * part / whole, 2);

    /// <summary>As <c>getCampaignStats</c>.</summary>
    public void WriteEmail(Utf8JsonWriter json, int? listId = null)
    {
        var delivered = Count(MessageEventKind.Delivered);
        var trackable = Recipients(MessageEventKind.Opened);
        if (listId is { } id)
            json.WriteNumber("listId", id);
        json.WriteNumber("uniqueClicks", Recipients(MessageEventKind.Clicked));
        json.WriteNumber("clickers", Count(MessageEventKind.Clicked));
        json.WriteNumber("complaints", Recipients(MessageEventKind.Spam));
        json.WriteNumber("delivered", delivered);
        json.WriteNumber("sent", Count(MessageEventKind.Sent));
        json.WriteNumber("softBounces", Recipients(MessageEventKind.SoftBounce));
        json.WriteNumber("hardBounces", Recipients(MessageEventKind.HardBounce));
        json.WriteNumber("uniqueViews", Openers);
        json.WriteNumber("unsubscriptions", Recipients(MessageEventKind.Unsubscribed));
        json.WriteNumber("viewed", Count(MessageEventKind.Opened) + Count(MessageEventKind.ProxyOpened));
        json.WriteNumber("trackableViews", trackable);
        json.WriteNumber("trackableViewsRate", Percent(trackable, delivered));
        json.WriteNumber("estimatedViews", trackable);
        json.WriteNumber("appleMppOpens", Count(MessageEventKind.ProxyOpened));
        json.WriteNumber("opensRate", Percent(Openers, Count(MessageEventKind.Sent)));
        json.WriteNumber("deferred", Count(MessageEventKind.Deferred));
        json.WriteNumber("returnBounce", Recipients(MessageEventKind.SoftBounce) + Recipients(MessageEventKind.HardBounce));
    }

    /// <summary>As <c>getDeviceBrowserStats</c>.</summary>
    public void WriteEngagement(Utf8JsonWriter json)
    {
        json.WriteNumber("clickers", Count(MessageEventKind.Clicked));
        json.WriteNumber("uniqueClicks", Recipients(MessageEventKind.Clicked));
        json.WriteNumber("viewed", Count(MessageEventKind.Opened) + Count(MessageEventKind.ProxyOpened));
        json.WriteNumber("uniqueViews", Openers);
    }

    public void WriteSms(Utf8JsonWriter json)
    {
        json.WriteNumber("delivered", Count(MessageEventKind.Delivered));
        json.WriteNumber("sent", Count(MessageEventKind.Sent));
        json.WriteNumber("processing", 0);
        json.WriteNumber("softBounces", Recipients(MessageEventKind.SoftBounce));
        json.WriteNumber("hardBounces", Recipients(MessageEventKind.HardBounce));
        json.WriteNumber("unsubscriptions", Recipients(MessageEventKind.Unsubscribed));
        json.WriteNumber("answered", Count(MessageEventKind.Replied));
    }

    public void WriteWhatsApp(Utf8JsonWriter json)
    {
        json.WriteNumber("sent", Count(MessageEventKind.Sent));
        json.WriteNumber("delivered", Count(MessageEventKind.Delivered));
        json.WriteNumber("read", Recipients(MessageEventKind.Opened));
        json.WriteNumber("unsubscribe", Recipients(MessageEventKind.Unsubscribed));
        json.WriteNumber("notSent", Recipients(MessageEventKind.SoftBounce) + Recipients(MessageEventKind.HardBounce));
    }
}
