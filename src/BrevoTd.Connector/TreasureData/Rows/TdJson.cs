using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Lists and maps as JSON, for consumers that know columns of simple types only.</summary>
internal static class TdJson
{
    private const int MaxDepth = 64;

    private static readonly JsonWriterOptions s_options = new()
    {
        // The text goes into a column, not into a page of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };

    /// <summary>Writes a value of any kind. NaN and infinity become text, bytes become Base64, keys become text.</summary>
    /// <returns><see cref="TdColumnProblem.Unreadable"/> for text that is not UTF-8, for extensions, and for nesting beyond 64 levels.</returns>
    public static TdColumnProblem TryToText(ReadOnlySpan<byte> token, out string? json)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(64, token.Length * 2));
        using var writer = new Utf8JsonWriter(buffer, s_options);
        if (!TryWrite(writer, token, depth: 0))
        {
            json = null;
            return TdColumnProblem.Unreadable;
        }

        writer.Flush();
        json = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return TdColumnProblem.None;
    }

    /// <summary>A value of any kind as JSON in UTF-8; <see langword="null"/> where <see cref="TryToText"/> would say <see cref="TdColumnProblem.Unreadable"/>.</summary>
    public static byte[]? ToUtf8(ReadOnlySpan<byte> token)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(64, token.Length * 2));
        using var writer = new Utf8JsonWriter(buffer, s_options);
        if (!TryWrite(writer, token, depth: 0))
        {
            return null;
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static bool TryWrite(Utf8JsonWriter writer, ReadOnlySpan<byte> token, int depth)
    {
        switch (TdToken.Kind(token))
        {
            case TdValueKind.Null:
                writer.WriteNullValue();
                return true;
            case TdValueKind.Boolean:
                _ = TdToken.Boolean(token, out var boolean);
                writer.WriteBooleanValue(boolean);
                return true;
            case TdValueKind.Integer:
                _ = TdToken.Int64(token, out var integer);
                writer.WriteNumberValue(integer);
                return true;
            case TdValueKind.UnsignedInteger:
                writer.WriteNumberValue(BinaryPrimitives.ReadUInt64BigEndian(token[1..]));
                return true;
            case TdValueKind.Float32:
            case TdValueKind.Float64:
                WriteNumber(writer, token);
                return true;
            case TdValueKind.Text:
                _ = TdToken.Utf8(token, out var utf8);
                if (!Utf8.IsValid(utf8))
                {
                    return false;
                }

                writer.WriteStringValue(utf8);
                return true;
            case TdValueKind.Binary:
                _ = TdToken.Utf8(token, out var bytes);
                writer.WriteBase64StringValue(bytes);
                return true;
            case TdValueKind.Array:
                return depth < MaxDepth && TryWriteArray(writer, token, depth + 1);
            case TdValueKind.Map:
                return depth < MaxDepth && TryWriteMap(writer, token, depth + 1);
            default:
                return false;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> token)
    {
        if (token[0] == 0xCA && BinaryPrimitives.ReadSingleBigEndian(token[1..]) is var single && float.IsFinite(single))
        {
            writer.WriteNumberValue(single);
            return;
        }

        _ = TdToken.Double(token, acceptText: false, out var number);
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static bool TryWriteArray(Utf8JsonWriter writer, ReadOnlySpan<byte> token, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in new TdValue(token, "", 0).Items())
        {
            if (!TryWrite(writer, item.Raw, depth))
            {
                return false;
            }
        }

        writer.WriteEndArray();
        return true;
    }

    private static bool TryWriteMap(Utf8JsonWriter writer, ReadOnlySpan<byte> token, int depth)
    {
        writer.WriteStartObject();
        foreach (var pair in new TdValue(token, "", 0).Pairs())
        {
            if (!TryWriteName(writer, pair.Key.Raw) || !TryWrite(writer, pair.Value.Raw, depth))
            {
                return false;
            }
        }

        writer.WriteEndObject();
        return true;
    }

    private static bool TryWriteName(Utf8JsonWriter writer, ReadOnlySpan<byte> token)
    {
        if (TdToken.Utf8(token, out var utf8) == TdColumnProblem.None)
        {
            if (!Utf8.IsValid(utf8))
            {
                return false;
            }

            writer.WritePropertyName(utf8);
            return true;
        }

        if (TdToken.Kind(token) is TdValueKind.Array or TdValueKind.Map || TryToText(token, out var text) != TdColumnProblem.None)
        {
            return false;
        }

        writer.WritePropertyName(text!.Trim('"'));
        return true;
    }
}
