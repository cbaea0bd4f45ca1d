using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>What the two services do between the two directions of a map.</summary>
internal static class RoundTrip
{
    /// <summary>A contact as Brevo gives it back after an import of that JSON: phone numbers without their plus.</summary>
    public static Contact AsContact(byte[] import)
    {
        using var json = JsonDocument.Parse(import);
        var attributes = new Dictionary<string, AttributeValue>();
        if (json.RootElement.TryGetProperty("attributes", out var written))
        {
            foreach (var attribute in written.EnumerateObject())
            {
                attributes[attribute.Name] = attribute.Value.ValueKind switch
                {
                    JsonValueKind.String => attribute.Name is "SMS" or "WHATSAPP" or "LANDLINE_NUMBER"
                        ? attribute.Value.GetString()!.TrimStart('+')
                        : attribute.Value.GetString(),
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => Number(attribute.Value),
                };
            }
        }

        return new Contact
        {
            Email = json.RootElement.TryGetProperty("email", out var email) ? email.GetString() : null,
            Attributes = attributes,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>A row as a query gives it back after an import of that row; columns that it did not have are null.</summary>
    public static TdRow AsRow(byte[] import, TdSchema schema)
    {
        var values = new Dictionary<string, byte[]>();
        var reader = new MessagePackReader(import);
        var count = reader.ReadMapHeader();
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString()!;
            values.Add(name, System.Buffers.BuffersExtensions.ToArray(reader.ReadRaw(new SerializationContext()).MsgPack));
        }

        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(schema.Count);
        foreach (var column in schema)
        {
            writer.WriteRaw(values.TryGetValue(column.Name, out var value) ? value : [0xC0]);
        }

        writer.Flush();
        return TdRow.FromMessagePack(schema, buffer.WrittenSpan);
    }

    private static AttributeValue Number(JsonElement number)
    {
        if (number.TryGetInt64(out var integer))
        {
            return integer;
        }

        return number.GetDouble();
    }
}
