using System.Buffers;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

/// <summary>Packs rows as clients do: maps, back to back.</summary>
internal static class Rows
{
    public static byte[] Pack(params IReadOnlyDictionary<string, object?>[] rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        foreach (var row in rows)
            Write(ref writer, row);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] PackGzip(params IReadOnlyDictionary<string, object?>[] rows) => TdServer.Gzip(Pack(rows));

    public static Dictionary<string, object?> Row(params (string Key, object? Value)[] fields) =>
        fields.ToDictionary(field => field.Key, field => field.Value);

    private static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case bool flag:
                writer.Write(flag);
                break;
            case int number:
                writer.Write(number);
                break;
            case long number:
                writer.Write(number);
                break;
            case ulong number:
                writer.Write(number);
                break;
            case double number:
                writer.Write(number);
                break;
            case string text:
                writer.Write(text);
                break;
            case IReadOnlyDictionary<string, object?> map:
                writer.WriteMapHeader(map.Count);
                foreach (var (key, item) in map)
                {
                    writer.Write(key);
                    Write(ref writer, item);
                }

                break;
            case object?[] items:
                writer.WriteArrayHeader(items.Length);
                foreach (var item in items)
                    Write(ref writer, item);
                break;
            default:
                throw new ArgumentException(value.GetType().Name, nameof(value));
        }
    }
}
