using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CrmFile))]
[JsonSerializable(typeof(CrmFileAddressAnswer))]
[JsonSerializable(typeof(IReadOnlyList<CrmFile>))]
internal sealed partial class FilesJsonContext : JsonSerializerContext;
