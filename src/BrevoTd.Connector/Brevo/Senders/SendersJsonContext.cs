using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(SenderListAnswer))]
[JsonSerializable(typeof(CreateSenderRequest))]
[JsonSerializable(typeof(UpdateSenderRequest))]
[JsonSerializable(typeof(CreateSenderResult))]
[JsonSerializable(typeof(DedicatedIpListAnswer))]
[JsonSerializable(typeof(SenderCodeBody))]
internal sealed partial class SendersJsonContext : JsonSerializerContext;
