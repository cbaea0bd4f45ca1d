using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The one pipeline of the emulator's account.</summary>
internal static class CrmPipeline
{
    public const string Id = "6093d296ad1e9c5cf2140a58";

    public static IReadOnlyList<(string Id, string Name)> Stages { get; } =
    [
        ("9e577ff7-8e42-4ab3-be26-2b5e01b42518", "New"),
        ("068d8f61-4e6e-4c0a-8f3e-21a0b9a7c001", "Qualifying"),
        ("068d8f61-4e6e-4c0a-8f3e-21a0b9a7c002", "Proposal sent"),
        ("068d8f61-4e6e-4c0a-8f3e-21a0b9a7c003", "Won"),
        ("068d8f61-4e6e-4c0a-8f3e-21a0b9a7c004", "Lost"),
    ];

    public static void Write(Utf8JsonWriter json)
    {
        json.WriteString("pipeline", Id);
        json.WriteString("pipeline_name", "Sales Pipeline");
        json.WriteStartArray("stages");
        foreach (var (id, name) in Stages)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
