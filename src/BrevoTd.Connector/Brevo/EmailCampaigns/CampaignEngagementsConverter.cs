using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads a map from the name of a system or browser to its figures as a list of named figures.</summary>
internal sealed class CampaignEngagementsConverter : JsonConverter<IReadOnlyList<CampaignEngagement>>
{
    private static readonly CampaignMapConverter<CampaignEngagement> s_map = new();

    public override IReadOnlyList<CampaignEngagement> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var map = s_map.Read(ref reader, typeof(IReadOnlyDictionary<string, CampaignEngagement>), options);
        return [.. map.Select(static entry => entry.Value with { Name = entry.Key })];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<CampaignEngagement> value, JsonSerializerOptions options) =>
        s_map.Write(writer, value.ToDictionary(static entry => entry.Name ?? "", StringComparer.Ordinal), options);
}
