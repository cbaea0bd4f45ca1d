using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record ConsentGroupListAnswer
{
    public IReadOnlyList<ConsentGroup>? ConsentGroups { get; init; }

    /// <summary>What other listings call <c>count</c>.</summary>
    public long? Total { get; init; }
}

/// <summary>Bodies of consent groups; options as in <see cref="BrevoJsonContext"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(ConsentGroup))]
[JsonSerializable(typeof(ConsentGroupListAnswer))]
[JsonSerializable(typeof(CreateConsentGroupRequest))]
[JsonSerializable(typeof(UpdateConsentGroupRequest))]
internal sealed partial class ConsentGroupsJsonContext : JsonSerializerContext;
