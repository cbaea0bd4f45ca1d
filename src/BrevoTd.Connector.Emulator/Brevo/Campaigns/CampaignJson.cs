using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What campaigns are stored as, and what is written of it into every answer.</summary>
internal static class CampaignJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The members of a stored campaign, overlaid by those of a request; a null takes a member away.</summary>
    public static byte[] Overlay(byte[]? stored, JsonElement body, string? name = null)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var old = stored is null ? null : JsonDocument.Parse(stored);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            if (name is not null)
                json.WriteString("name", name);
            foreach (var member in body.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null && (name is null || member.Name != "name"))
                    member.WriteTo(json);
            }

            if (old is not null)
            {
                foreach (var member in old.RootElement.EnumerateObject())
                {
                    if (!body.TryGetProperty(member.Name, out _) && (name is null || member.Name != "name"))
                        member.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteText(Utf8JsonWriter json, string name, JsonElement stored, string member, string otherwise = "") =>
        json.WriteString(name, BrevoRequest.Text(stored, member) ?? otherwise);

    /// <summary>Writes a text only if it was set.</summary>
    public static void WriteIfSet(Utf8JsonWriter json, string name, JsonElement stored, string member)
    {
        if (BrevoRequest.Member(stored, member) is { } value)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    public static void WriteFlag(Utf8JsonWriter json, string name, JsonElement stored) =>
        json.WriteBoolean(name, BrevoRequest.Boolean(stored, name) ?? false);

    /// <summary>An empty text for a campaign that is not scheduled, as Brevo writes it.</summary>
    public static void WriteSchedule(Utf8JsonWriter json, Campaign campaign) =>
        json.WriteString("scheduledAt", campaign.ScheduledAt is { } at ? ContactJson.Moment(at) : "");

    public static void WriteTimes(Utf8JsonWriter json, Campaign campaign)
    {
        json.WriteString("createdAt", ContactJson.Moment(campaign.CreatedAt));
        json.WriteString("modifiedAt", ContactJson.Moment(campaign.ModifiedAt));
        if (campaign.SentAt is { } sent && campaign.Kind is CampaignKind.Email or CampaignKind.Sms)
            json.WriteString("sentDate", ContactJson.Moment(sent));
    }

    public static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<long> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteNumberValue(id);
        json.WriteEndArray();
    }
}
