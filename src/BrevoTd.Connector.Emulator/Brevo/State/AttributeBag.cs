using System.Buffers.Binary;
using System.Text;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The attribute values of one contact in one array of bytes: about 10 bytes plus the text each.</summary>
internal static class AttributeBag
{
    public static IEnumerable<(int Id, AttributeValue Value)> Read(byte[] bag)
    {
        var at = 0;
        while (at < bag.Length)
        {
            var id = ReadNumber(bag, ref at);
            var kind = (AttributeKind)bag[at++];
            AttributeValue value;
            switch (kind)
            {
                case AttributeKind.Text:
                    value = new AttributeValue(kind, ReadText(bag, ref at));
                    break;
                case AttributeKind.Options:
                    var items = new string[ReadNumber(bag, ref at)];
                    for (var i = 0; i < items.Length; i++)
                        items[i] = ReadText(bag, ref at);
                    value = new AttributeValue(kind, Items: items);
                    break;
                default:
                    value = new AttributeValue(kind, Number: BinaryPrimitives.ReadDoubleLittleEndian(bag.AsSpan(at)));
                    at += 8;
                    break;
            }

            yield return (id, value);
        }
    }

    /// <summary>The bag with some values changed; <see langword="null"/> erases.</summary>
    public static byte[] Merge(byte[] bag, List<(int Id, AttributeValue? Value)> changes)
    {
        if (changes.Count == 0)
            return bag;
        var merged = new SortedDictionary<int, AttributeValue>();
        foreach (var (id, value) in Read(bag))
            merged[id] = value;
        foreach (var (id, value) in changes)
        {
            if (value is { } set)
                merged[id] = set;
            else
                merged.Remove(id);
        }

        using var stream = new MemoryStream(bag.Length + 64);
        foreach (var (id, value) in merged)
            Write(stream, id, value);
        return stream.ToArray();
    }

    private static void Write(MemoryStream stream, int id, in AttributeValue value)
    {
        WriteNumber(stream, id);
        stream.WriteByte((byte)value.Kind);
        switch (value.Kind)
        {
            case AttributeKind.Text:
                WriteText(stream, value.Text!);
                break;
            case AttributeKind.Options:
                WriteNumber(stream, value.Items!.Length);
                foreach (var item in value.Items)
                    WriteText(stream, item);
                break;
            default:
                Span<byte> number = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleLittleEndian(number, value.Number);
                stream.Write(number);
                break;
        }
    }

    private static void WriteText(MemoryStream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteNumber(stream, bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteNumber(MemoryStream stream, int number)
    {
        var left = (uint)number;
        while (left >= 0x80)
        {
            stream.WriteByte((byte)(left | 0x80));
            left >>= 7;
        }

        stream.WriteByte((byte)left);
    }

    private static string ReadText(byte[] bag, ref int at)
    {
        var length = ReadNumber(bag, ref at);
        var text = Encoding.UTF8.GetString(bag, at, length);
        at += length;
        return text;
    }

    private static int ReadNumber(byte[] bag, ref int at)
    {
        uint number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bag[at++];
            number |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
                return (int)number;
        }
    }
}
