using System.Buffers.Binary;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Mapping;

/// <summary>Holds the elements of one list as MessagePack, whatever they came as. Reused for every record.</summary>
internal sealed class ElementBuffer
{
    private const int MaxHeader = 5;
    private const byte Array32 = 0xDD;

    private readonly RecordBuffer _buffer = new();

    /// <summary>Counts the lists; an element of another version is out of date.</summary>
    public int Version { get; private set; }

    public byte[] Bytes => _buffer.Array;

    /// <summary>Hands the elements of a MessagePack list on.</summary>
    public void ReadToken(ReadOnlySpan<byte> list, EncodeContext context, ItemWriter<ListElement> items)
    {
        _buffer.Clear();
        _buffer.Write(list);
        Read(context, items);
    }

    /// <summary>Hands the elements of JSON text on.</summary>
    /// <returns>Whether the text is a list of JSON.</returns>
    public bool TryReadJson(ReadOnlySpan<byte> json, EncodeContext context, ItemWriter<ListElement> items)
    {
        _buffer.Clear();
        if (!JsonToMessagePack.TryWrite(json, _buffer) || TdToken.Kind(_buffer.Written) != TdValueKind.Array)
        {
            return false;
        }

        Read(context, items);
        return true;
    }

    /// <summary>Hands the parts of a text on, without white space around them; empty ones are left out.</summary>
    public void ReadParts(ReadOnlySpan<byte> text, ReadOnlySpan<byte> separator, EncodeContext context, ItemWriter<ListElement> items)
    {
        _buffer.Clear();
        var header = _buffer.Reserve(MaxHeader);
        header[0] = Array32;
        _buffer.Count = MaxHeader;
        var count = 0u;
        while (true)
        {
            var end = text.IndexOf(separator);
            var part = Utf8Text.Trim(end < 0 ? text : text[..end]);
            if (!part.IsEmpty)
            {
                _ = MessagePackPrimitives.TryWriteStringHeader(_buffer.Reserve(MaxHeader), (uint)part.Length, out var written);
                _buffer.Count += written;
                _buffer.Write(part);
                count++;
            }

            if (end < 0)
            {
                break;
            }

            text = text[(end + separator.Length)..];
        }

        BinaryPrimitives.WriteUInt32BigEndian(_buffer.Range(1, MaxHeader - 1), count);
        Read(context, items);
    }

    private void Read(EncodeContext context, ItemWriter<ListElement> items)
    {
        Version++;
        var list = _buffer.Written;
        if (TdToken.Children(list, map: false, out var count, out var content) != TdColumnProblem.None)
        {
            return;
        }

        var start = list.Length - content.Length;
        for (var i = 0; i < count; i++)
        {
            var end = start;
            _ = TdTokenScanner.Skip(_buffer.Written, ref end);
            items.Write(new ListElement(this, start, end - start), context);
            start = end;
        }

        Version++;
    }
}
