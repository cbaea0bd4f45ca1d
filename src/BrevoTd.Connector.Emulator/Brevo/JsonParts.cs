using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Puts stored JSON together out of what requests carried.</summary>
internal static class JsonParts
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The members of what was stored, overlaid by those of the request that are not null.</summary>
    /// <param name="stored">What was stored, or <see langword="null"/>.</param>
    /// <param name="body">The request.</param>
    /// <param name="names">The members that are kept.</param>
    public static byte[] Overlay(Document? stored, JsonElement body, IReadOnlyCollection<string> names)
    {
        using var old = stored?.Parse();
        return Object(json =>
        {
            foreach (var name in names)
            {
                if ((BrevoRequest.Member(body, name) ?? (old is null ? null : BrevoRequest.Member(old.RootElement, name))) is { } value)
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }
            }
        });
    }

    /// <summary>Writes the members of a stored object into the present one.</summary>
    public static void WriteMembers(Utf8JsonWriter json, JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
            member.WriteTo(json);
    }
}
