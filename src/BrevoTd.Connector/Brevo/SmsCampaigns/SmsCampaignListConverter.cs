using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads a list that is a number in one answer and an object with id and name in another.</summary>
internal sealed class SmsCampaignListConverter : JsonConverter<SmsCampaignList>
{
    public override SmsCampaignList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new SmsCampaignList { Id = ReadId(ref reader) };
        }

        ContactListId? id = null;
        string? name = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isName = reader.ValueTextEquals("name"u8);
            reader.Read();
            if (isId)
            {
                id = ReadId(ref reader);
            }
            else if (isName && reader.TokenType == JsonTokenType.String)
            {
                name = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return new SmsCampaignList { Id = id, Name = name };
    }

    public override void Write(Utf8JsonWriter writer, SmsCampaignList value, JsonSerializerOptions options)
    {
        if (value.Name is null && value.Id is { } only)
        {
            writer.WriteNumberValue(only.Value);
            return;
        }

        writer.WriteStartObject();
        if (value.Id is { } id)
        {
            writer.WriteNumber("id", id.Value);
        }

        if (value.Name is { } name)
        {
            writer.WriteString("name", name);
        }

        writer.WriteEndObject();
    }

    private static ContactListId? ReadId(ref Utf8JsonReader reader) =>
        CampaignCountConverter.ReadCount(ref reader) is { } number ? new ContactListId(number) : null;
}
