using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>What the documents say about one value.</summary>
internal sealed class ManifestSchema
{
    private ManifestSchema(JsonObject source)
    {
        Type = source["t"]?.GetValue<string>();
        Format = source["f"]?.GetValue<string>();
        IsRequired = source["required"]?.GetValue<bool>() == true;
        IsCommaSeparated = source["comma"]?.GetValue<bool>() == true;
        MaxItems = source["mi"]?.GetValue<int>();
        Maximum = source["mx"]?.GetValue<double>();
        MaxLength = source["ml"]?.GetValue<int>();
        Values = [.. (source["e"] as JsonArray ?? []).Select(value => value!.ToString())];
        Required = [.. (source["req"] as JsonArray ?? []).Select(name => name!.GetValue<string>())];
        Members = (source["p"] as JsonObject ?? []).ToDictionary(member => member.Key, member => Of(member.Value), StringComparer.Ordinal);
        Items = source["i"] is JsonObject items ? Of(items) : null;
        Map = source["map"] is JsonObject map ? Of(map) : null;
        Alternatives = [.. (source["any"] as JsonArray ?? []).Select(Of)];
    }

    /// <summary>Type as in JSON Schema; <see langword="null"/> where anything goes.</summary>
    public string? Type { get; }

    public string? Format { get; }

    /// <summary>Whether a parameter must be sent.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether several values of a query parameter stand in one, separated by commas.</summary>
    public bool IsCommaSeparated { get; }

    public int? MaxItems { get; }

    public double? Maximum { get; }

    public int? MaxLength { get; }

    /// <summary>Known values; empty where any is.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Names of the members that must be there.</summary>
    public IReadOnlyList<string> Required { get; }

    public IReadOnlyDictionary<string, ManifestSchema> Members { get; }

    public ManifestSchema? Items { get; }

    /// <summary>Values under names that the caller chooses.</summary>
    public ManifestSchema? Map { get; }

    public IReadOnlyList<ManifestSchema> Alternatives { get; }

    /// <summary>Whether nothing is said about the value.</summary>
    public bool IsOpen => Type is null or "object" && Members.Count == 0 && Alternatives.Count == 0 && Items is null;

    public static ManifestSchema Of(JsonNode? source) => new(source!.AsObject());
}
