using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(ExternalFeed))]
[JsonSerializable(typeof(ExternalFeedListAnswer))]
[JsonSerializable(typeof(CreateExternalFeedRequest))]
[JsonSerializable(typeof(UpdateExternalFeedRequest))]
[JsonSerializable(typeof(ExternalFeedCreatedAnswer))]
internal sealed partial class ExternalFeedsJsonContext : JsonSerializerContext;
