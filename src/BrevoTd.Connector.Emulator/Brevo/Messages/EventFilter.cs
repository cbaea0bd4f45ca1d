using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What the logs and reports of the channels share.</summary>
internal static class EventFilter
{
    /// <summary>What happened to transactional messages of a channel on some days, oldest first.</summary>
    public static IEnumerable<MessageEvent> Of(BrevoService service, MessageChannel channel, EventDays days)
    {
        // Whatever has come due is sent first, so that its events are there.
        _ = service.Messages.Scheduled;
        return service
            .MessageEvents.All()
            .Where(e => e.Channel == channel && e is { MessageId: not null, CampaignId: null } && days.Contains(e.At))
            .OrderBy(static e => e.At);
    }

    /// <summary>The parameter <c>event</c>, checked: <c>bounces</c> stands for both kinds.</summary>
    public static Func<MessageEvent, bool> Event(HttpContext context, IReadOnlyDictionary<MessageEventKind, string> names)
    {
        if (BrevoRequest.Text(context, "event") is not { } name)
            return static _ => true;
        if (name == "bounces")
            return static e => e.Kind is MessageEventKind.HardBounce or MessageEventKind.SoftBounce;
        return names.Values.Contains(name) ? e => names.GetValueOrDefault(e.Kind) == name : throw BrevoError.Invalid("event is not valid");
    }

    /// <summary>The parameter <c>tags</c>: an array as JSON text, or a single tag.</summary>
    public static Func<MessageEvent, bool> Tags(HttpContext context)
    {
        if (BrevoRequest.Text(context, "tags") is not { } text)
            return static _ => true;
        List<string> tags = [text];
        if (text.StartsWith('['))
        {
            try
            {
                using var array = JsonDocument.Parse(text);
                tags = [.. array.RootElement.EnumerateArray().Select(static tag => tag.ToString())];
            }
            catch (JsonException)
            {
                throw BrevoError.Invalid("tags should be a serialized array");
            }
        }

        return e => e.Tags.Any(tags.Contains);
    }

    /// <summary>The parameter <c>tag</c>.</summary>
    public static Func<MessageEvent, bool> Tag(HttpContext context) =>
        BrevoRequest.Text(context, "tag") is { } tag ? e => e.Tags.Contains(tag) : static _ => true;

    public static void WriteTag(Utf8JsonWriter json, MessageEvent e)
    {
        if (e.Tags is [var tag, ..])
            json.WriteString("tag", tag);
    }

    public static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
