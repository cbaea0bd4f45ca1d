using System.Buffers;

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
}
