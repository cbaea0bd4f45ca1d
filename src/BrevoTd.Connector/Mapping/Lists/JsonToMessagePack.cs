using System.Buffers.Binary;
using System.Text.Json;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Turns JSON text into MessagePack, so that lists are read in one way whatever they came as. A number with more digits than a <see cref="double"/> keeps becomes the text of its digits.
/// </summary>
internal static class JsonToMessagePack
{
    private const int MaxDepth = 64;
    private const int MaxHeader = 5;
    private const int MaxNumber = 9;
    private const int ExactDigits = 15;
    private const byte Map32 = 0xDF;
    private const byte Array32 = 0xDD;

    /// <returns>Whether the text is JSON. If not, what was written is to be discarded.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> json, RecordBuffer output)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            return reader.Read() && Write(ref reader, output) && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // Half of an escaped surrogate pair.
            return false;
        }
    }

    private static bool Write(ref Utf8JsonReader reader, RecordBuffer output)
    {
        // Where the headers of the lists and maps around the position stand, and how many values they have so far.
        Span<int> headers = stackalloc int[MaxDepth + 1];
        Span<int> counts = stackalloc int[MaxDepth + 1];
        var depth = 0;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                case JsonTokenType.StartObject:
                    headers[depth] = output.Count;
                    counts[depth] = 0;
                    depth++;
                    output.Reserve(MaxHeader)[0] = reader.TokenType == JsonTokenType.StartObject ? Map32 : Array32;
                    output.Count += MaxHeader;
                    continue;
                case JsonTokenType.EndArray:
                case JsonTokenType.EndObject:
                    depth--;
                    BinaryPrimitives.WriteUInt32BigEndian(output.Range(headers[depth] + 1, MaxHeader - 1), (uint)counts[depth]);
                    break;
                case JsonTokenType.PropertyName:
                    WriteText(ref reader, output);
                    continue;
                case JsonTokenType.String:
                    WriteText(ref reader, output);
                    break;
                case JsonTokenType.Number:
                    WriteNumber(ref reader, output);
                    break;
                case JsonTokenType.True:
                    output.Write((byte)0xC3);
                    break;
                case JsonTokenType.False:
                    output.Write((byte)0xC2);
                    break;
                default:
                    output.Write((byte)0xC0);
                    break;
            }

            if (depth == 0)
            {
                return true;
            }

            counts[depth - 1]++;
        } while (reader.Read());

        return false;
    }

    private static void WriteText(ref Utf8JsonReader reader, RecordBuffer output)
    {
        // The header's length depends on the text's; the longest header is always allowed.
        var start = output.Count;
        var room = output.Reserve(reader.ValueSpan.Length + MaxHeader);
        var written = reader.CopyString(room[MaxHeader..]);
        room[0] = 0xDB;
        BinaryPrimitives.WriteUInt32BigEndian(room[1..], (uint)written);
        output.Count = start + MaxHeader + written;
    }

    private static void WriteNumber(ref Utf8JsonReader reader, RecordBuffer output)
    {
        var room = output.Reserve(MaxNumber);
        int written;
        if (reader.TryGetInt64(out var integer))
        {
            _ = MessagePackPrimitives.TryWrite(room, integer, out written);
        }
        else if (reader.TryGetUInt64(out var unsigned))
        {
            _ = MessagePackPrimitives.TryWrite(room, unsigned, out written);
        }
        else if (Digits(reader.ValueSpan) <= ExactDigits && reader.TryGetDouble(out var number))
        {
            _ = MessagePackPrimitives.TryWrite(room, number, out written);
        }
        else
        {
            WriteText(reader.ValueSpan, output);
            return;
        }

        output.Count += written;
    }

    private static void WriteText(ReadOnlySpan<byte> utf8, RecordBuffer output)
    {
        _ = MessagePackPrimitives.TryWriteStringHeader(output.Reserve(MaxHeader), (uint)utf8.Length, out var header);
        output.Count += header;
        output.Write(utf8);
    }

    private static int Digits(ReadOnlySpan<byte> number)
    {
        var digits = 0;
        foreach (var character in number)
        {
            if (character is (byte)'e' or (byte)'E')
            {
                break;
            }

            digits += char.IsAsciiDigit((char)character) ? 1 : 0;
        }

        return digits;
    }
}
