using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>Text is written byte for byte as Utf8JsonWriter with the relaxed encoder writes it.</summary>
public class JsonTextTests
{
    [Fact]
    public void Encode_EveryCharacter_IsWrittenAsUtf8JsonWriterDoes()
    {
        var encoder = ContactMap.From<string>(map => map.Email(x => x)).CreateEncoder();
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            // The planes beyond emoji are all treated alike; a sample is enough.
            if (value is >= 0xD800 and <= 0xDFFF || value > 0x20000 && value % 97 != 0)
            {
                continue;
            }

            var text = new Rune(value).ToString();
            Assert.Equal(Expected(text), Encode.With(encoder, text).Bytes);
        }
    }

    [Fact]
    public void Encode_SpecialCharacterAtEveryPlace_IsFound()
    {
        var encoder = ContactMap.From<string>(map => map.Email(x => x)).CreateEncoder();
        foreach (var special in new[] { '"', '\\', '\n', '\u0000', '\u001F', '\u007F', '\u0080', 'é', '\u2028', '花' })
        {
            for (var length = 1; length <= 50; length++)
            {
                for (var place = 0; place < length; place++)
                {
                    var text = string.Create(
                        length,
                        (special, place),
                        static (target, state) =>
                        {
                            target.Fill('x');
                            target[state.place] = state.special;
                        }
                    );
                    Assert.Equal(Expected(text), Encode.With(encoder, text).Bytes);
                }
            }
        }
    }

    private static byte[] Expected(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("email", text);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
