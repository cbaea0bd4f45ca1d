using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Holds the elements of one list as MessagePack, whatever they came as. Reused for every record.</summary>
internal sealed class ElementBuffer
{
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
