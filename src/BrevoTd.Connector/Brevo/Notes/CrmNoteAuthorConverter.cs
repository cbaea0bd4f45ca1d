using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads the author of a note from an object, or from the bare id that files of the CRM have in its place.</summary>
internal sealed class CrmNoteAuthorConverter : JsonConverter<CrmNoteAuthor>
{
    public override CrmNoteAuthor? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new CrmNoteAuthor { Id = reader.GetString()! }
            : JsonSerializer.Deserialize(ref reader, NotesJsonContext.Default.CrmNoteAuthor);

    public override void Write(Utf8JsonWriter writer, CrmNoteAuthor value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, NotesJsonContext.Default.CrmNoteAuthor);
}
