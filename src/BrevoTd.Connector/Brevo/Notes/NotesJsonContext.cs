using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CrmNote))]
[JsonSerializable(typeof(CrmNoteAuthor))]
[JsonSerializable(typeof(CreateCrmNoteRequest))]
[JsonSerializable(typeof(UpdateCrmNoteRequest))]
[JsonSerializable(typeof(IReadOnlyList<CrmNote>))]
internal sealed partial class NotesJsonContext : JsonSerializerContext;
