using System.Buffers;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>Rows as Treasure Data delivers them, from .NET values; <see cref="Raw"/> puts bytes of one's own in.</summary>
internal static class TestRows
{
    public static TdSchema Schema(params string[] columns) =>
        new(
            columns.Select(static column =>
            {
                var parts = column.Split(' ', 2);
                return new TdColumn(parts[0], parts.Length > 1 ? parts[1] : "varchar");
            })
        );

    public static TdRow Of(TdSchema schema, params object?[] values) => TdRow.FromMessagePack(schema, Bytes(values));

    public static byte[] Bytes(params object?[] values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(values.Length);
        foreach (var value in values)
        {
            switch (value)
            {
                case null:
                    writer.WriteNil();
                    break;
                case string text:
                    writer.Write(text);
                    break;
                case byte[] utf8:
                    writer.WriteString(utf8);
                    break;
                case bool truth:
                    writer.Write(truth);
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
                case string[] list:
                    writer.WriteArrayHeader(list.Length);
                    foreach (var item in list)
                    {
                        writer.Write(item);
                    }

                    break;
                default:
                    throw new ArgumentException($"No row holds a {value.GetType()}.");
            }
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
