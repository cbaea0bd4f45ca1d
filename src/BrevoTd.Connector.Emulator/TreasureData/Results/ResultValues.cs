using System.Globalization;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Values of SQL results as MessagePack (reference §6.4).</summary>
internal static class ResultValues
{
    public static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case bool flag:
                writer.Write(flag);
                break;
            case long number:
                writer.Write(number);
                break;
            case double number:
                writer.Write(number);
                break;
            case string text:
                writer.Write(text);
                break;
            case decimal number:
                // The encoding of decimals is not documented; text keeps every digit.
                writer.Write(number.ToString(CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                writer.Write(bytes);
                break;
            case KeyValuePair<object, object?>[] map:
                writer.WriteMapHeader(map.Length);
                foreach (var (key, item) in map)
                {
                    Write(ref writer, key);
                    Write(ref writer, item);
                }

                break;
            case object?[] list:
                writer.WriteArrayHeader(list.Length);
                foreach (var item in list)
                    Write(ref writer, item);
                break;
            default:
                throw new InvalidOperationException($"No encoding for {value.GetType().Name} in a result.");
        }
    }
}
