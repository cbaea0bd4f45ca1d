using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Brevo;

/// <summary>A key that is equal for payloads with equal members, whatever their order and the white space between them.</summary>
internal static class WebhookContentKey
{
    private const int KeyBytes = 16;

    public static string Of(JsonElement payload)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        try
        {
            Write(payload, bytes);
        }
        catch (InvalidOperationException)
        {
            // A member's name is no Unicode text, so that members cannot be put in order.
            bytes = new ArrayBufferWriter<byte>(1024);
            bytes.Write(JsonMarshal.GetRawUtf8Value(payload));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return Convert.ToHexString(hash[..KeyBytes]).ToLowerInvariant();
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> bytes)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                bytes.Write("{"u8);
                foreach (var member in value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    Encoding.UTF8.GetBytes(JsonEncodedText.Encode(member.Name).Value, bytes);
                    bytes.Write(":"u8);
                    Write(member.Value, bytes);
                    bytes.Write(","u8);
                }

                bytes.Write("}"u8);
                break;
            case JsonValueKind.Array:
                bytes.Write("["u8);
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, bytes);
                    bytes.Write(","u8);
                }

                bytes.Write("]"u8);
                break;
            default:
                bytes.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }
}
