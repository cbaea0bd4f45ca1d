using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Turns stored rows into the text formats: JSON arrays, one per line; comma- or tab-separated values.</summary>
internal sealed class ResultText(ResultFormat format, IBufferWriter<byte> output) : IDisposable
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // NaN and Infinity are written the way the service's Ruby and Python sides read them, which is not strict JSON.
        SkipValidation = true,
    };

    private readonly Utf8JsonWriter _json = new(output, s_options);

    public void Dispose() => _json.Dispose();

    public void WriteHeader(IEnumerable<string> names)
    {
        var first = true;
        foreach (var name in names)
        {
            Separate(ref first);
            WriteField(name);
        }

        output.Write("\n"u8);
    }

    public void WriteRow(ref MessagePackReader reader)
    {
        if (format.Name == "json")
        {
            WriteJson(ref reader);
            _json.Flush();
            _json.Reset();
            output.Write("\n"u8);
            return;
        }

        var count = reader.ReadArrayHeader();
        var first = true;
        for (var i = 0; i < count; i++)
        {
            Separate(ref first);
            WriteCell(ref reader);
        }

        output.Write("\n"u8);
    }

    private void Separate(ref bool first)
    {
        if (!first)
        {
            output.Write(format.Name == "csv" ? ","u8 : "\t"u8);
        }

        first = false;
    }

    private void WriteCell(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                break;
            case MessagePackType.Boolean:
                output.Write(reader.ReadBoolean() ? "true"u8 : "false"u8);
                break;
            case MessagePackType.Integer:
                WriteAscii(ReadInteger(ref reader));
                break;
            case MessagePackType.Float:
                var number = reader.ReadDouble();
                if (double.IsFinite(number) || !format.NullifySpecial)
                {
                    WriteAscii(ColumnValues.NumberText(number));
                }

                break;
            case MessagePackType.String:
                WriteField(reader.ReadString()!);
                break;
            case MessagePackType.Binary:
                WriteField(Encoding.UTF8.GetString(reader.ReadBytes()!.Value));
                break;
            default:
                var nested = new ArrayBufferWriter<byte>();
                using (var json = new Utf8JsonWriter(nested, s_options))
                {
                    WriteJson(ref reader, json);
                }

                WriteField(Encoding.UTF8.GetString(nested.WrittenSpan));
                break;
        }
    }

    private void WriteAscii(string text) => Encoding.ASCII.GetBytes(text, output);

    private void WriteField(string text)
    {
        var separator = format.Name == "csv" ? ',' : '\t';
        if (text.AsSpan().IndexOfAny(separator, '"', '\n') < 0 && !text.Contains('\r', StringComparison.Ordinal))
        {
            Encoding.UTF8.GetBytes(text, output);
            return;
        }

        Encoding.UTF8.GetBytes($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", output);
    }

    private void WriteJson(ref MessagePackReader reader) => WriteJson(ref reader, _json);

    private void WriteJson(ref MessagePackReader reader, Utf8JsonWriter json)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                json.WriteNullValue();
                break;
            case MessagePackType.Boolean:
                json.WriteBooleanValue(reader.ReadBoolean());
                break;
            case MessagePackType.Integer:
                json.WriteRawValue(ReadInteger(ref reader), skipInputValidation: true);
                break;
            case MessagePackType.Float:
                var number = reader.ReadDouble();
                if (!double.IsFinite(number) && format.NullifySpecial)
                {
                    json.WriteNullValue();
                }
                else
                {
                    json.WriteRawValue(ColumnValues.NumberText(number), skipInputValidation: true);
                }

                break;
            case MessagePackType.Array:
                json.WriteStartArray();
                for (var left = reader.ReadArrayHeader(); left > 0; left--)
                {
                    WriteJson(ref reader, json);
                }

                json.WriteEndArray();
                break;
            case MessagePackType.Map:
                json.WriteStartObject();
                for (var left = reader.ReadMapHeader(); left > 0; left--)
                {
                    json.WritePropertyName(ReadKey(ref reader));
                    WriteJson(ref reader, json);
                }

                json.WriteEndObject();
                break;
            case MessagePackType.Binary:
                json.WriteStringValue(Encoding.UTF8.GetString(reader.ReadBytes()!.Value));
                break;
            default:
                json.WriteStringValue(reader.ReadString());
                break;
        }
    }

    private static string ReadKey(ref MessagePackReader reader) =>
        reader.NextMessagePackType switch
        {
            MessagePackType.Integer => ReadInteger(ref reader),
            MessagePackType.Float => ColumnValues.NumberText(reader.ReadDouble()),
            MessagePackType.Boolean => reader.ReadBoolean() ? "true" : "false",
            _ => reader.ReadString() ?? "null",
        };

    private static string ReadInteger(ref MessagePackReader reader) =>
        reader.NextCode == MessagePackCode.UInt64
            ? reader.ReadUInt64().ToString(CultureInfo.InvariantCulture)
            : reader.ReadInt64().ToString(CultureInfo.InvariantCulture);
}
