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
    }

    public string Name { get; }

    public ReadOnlyMemory<byte> Encoded { get; }
}
