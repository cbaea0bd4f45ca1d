using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A column's name, encoded once for all rows.</summary>
internal readonly struct TdColumnKey
{
    /// <summary>Encodes a name.</summary>
    /// <exception cref="ArgumentException">The name is empty or not valid UTF-16.</exception>
    public TdColumnKey(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(name.Length + 5);
        var writer = new MessagePackWriter(buffer);
        TdTextEncoder.Write(ref writer, name, name);
        writer.Flush();
        Name = name;
        Encoded = buffer.WrittenMemory.ToArray();
        IsTime = name == TdRowTime.DefaultColumn;
    }

    public string Name { get; }

    /// <summary>The name in MessagePack; <see langword="null"/> in a key that is none.</summary>
    public byte[]? Encoded { get; }

    /// <summary>Whether the column is the one that partitions the table.</summary>
    public bool IsTime { get; }
}
