using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Definition of an attribute of companies or deals.</summary>
/// <param name="Id">Id of an attribute of the account; <see langword="null"/> for one of Brevo's own.</param>
/// <param name="Name">Name in values.</param>
/// <param name="Type">Type of the values, in Brevo's word.</param>
/// <param name="Label">Name that users see.</param>
internal sealed record CrmAttribute(string? Id, string Name, string Type, string Label)
{
    public (string Key, string Label)[] Options { get; init; } = [];

    public string? Description { get; init; }

    public bool IsRequired { get; init; }

    public bool IsReadOnly { get; init; }

    public byte[] ToJson() =>
        JsonParts.Object(json =>
        {
            json.WriteString("name", Name);
            json.WriteString("type", Type);
            json.WriteString("label", Label);
            if (Description is not null)
                json.WriteString("description", Description);
            WriteOptions(json, "options");
        });

    public static CrmAttribute From(Document document)
    {
        using var content = document.Parse();
        var root = content.RootElement;
        return new CrmAttribute(
            document.Key,
            root.GetProperty("name").GetString()!,
            root.GetProperty("type").GetString()!,
            root.GetProperty("label").GetString()!
        )
        {
            Description = BrevoRequest.Text(root, "description"),
            Options =
            [
                .. root.GetProperty("options")
                    .EnumerateArray()
                    .Select(static option => (option.GetProperty("key").GetString()!, option.GetProperty("value").GetString()!)),
            ],
        };
    }

    public void WriteOptions(Utf8JsonWriter json, string member)
    {
        json.WriteStartArray(member);
        foreach (var (key, label) in Options)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", label);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
