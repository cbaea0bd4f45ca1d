using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrevoTd.Connector.Brevo;

/// <summary>How large values under names of one's own are as JSON, measured as the maps measure them.</summary>
internal static class PropertySize
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static int InBytes(IReadOnlyDictionary<string, PropertyValue> members) => Write(members).WrittenCount;

    public static int InCharacters(IReadOnlyDictionary<string, PropertyValue> members) =>
        Encoding.UTF8.GetCharCount(Write(members).WrittenSpan);

    private static ArrayBufferWriter<byte> Write(IReadOnlyDictionary<string, PropertyValue> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, s_options);
        PropertyValueConverter.Write(writer, members);
        writer.Flush();
        return buffer;
    }
}
