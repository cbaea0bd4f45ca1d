using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>What surrounds the contacts of one import.</summary>
internal static class Bodies
{
    public static void Begin(ArrayBufferWriter<byte> body)
    {
        body.ResetWrittenCount();
        body.Write("{\"listIds\":[42],\"updateExistingContacts\":true,\"jsonBody\":"u8);
    }

    public static void End(ArrayBufferWriter<byte> body, BodySink sink)
    {
        body.Write("}"u8);
        sink.Take(body.WrittenSpan);
    }

    /// <summary>The connector's side: rows → map → bodies of 1,000.</summary>
    public static async ValueTask WriteContactsAsync(TdRowReader reader, ContactMap<TdRow> map, ArrayBufferWriter<byte> body, BodySink sink)
    {
        var encoder = map.CreateEncoder();
        var inBody = 0;
        Begin(body);
        while (await reader.ReadAsync())
        {
            Encode(encoder, reader.Current, reader.RowCount, body, inBody == 0 ? (byte)'[' : (byte)',');
            if (++inBody == RowsToBodies.BodySize)
            {
                EndContacts(body, sink);
                Begin(body);
                inBody = 0;
            }
        }

        if (inBody > 0)
        {
            EndContacts(body, sink);
        }
    }

    /// <summary>Writes one record behind a separator.</summary>
    public static void Encode<T>(RecordEncoder<T> encoder, T record, long number, ArrayBufferWriter<byte> body, byte separator)
    {
        body.GetSpan(1)[0] = separator;
        body.Advance(1);
        Check(encoder.Encode(record, number, body), number);
    }

    public static void Check(in EncodedRecord encoded, long number)
    {
        if (encoded.Outcome != EncodeOutcome.Encoded)
        {
            throw new InvalidOperationException($"Record {number} was not encoded: {string.Join("; ", encoded.Failures)}");
        }
    }

    private static void EndContacts(ArrayBufferWriter<byte> body, BodySink sink)
    {
        body.Write("]"u8);
        End(body, sink);
    }
}
