using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Further bodies of contacts; options as in <see cref="BrevoJsonContext"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(ContactStatistics))]
[JsonSerializable(typeof(CreateDoubleOptInRequest))]
[JsonSerializable(typeof(ExportContactsRequest))]
internal sealed partial class ContactsJsonContext : JsonSerializerContext;
