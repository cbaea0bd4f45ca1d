using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Writes an <see cref="Optional{T}"/> of <see cref="WebhookAuthentication"/>; the property leaves it out when it has no value (<c>WhenWritingDefault</c>).</summary>
internal sealed class OptionalAuthenticationConverter : JsonConverter<Optional<WebhookAuthentication>>
{
    public override Optional<WebhookAuthentication> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize(ref reader, WebhooksJsonContext.Default.WebhookAuthentication));

    public override void Write(Utf8JsonWriter writer, Optional<WebhookAuthentication> value, JsonSerializerOptions options)
    {
        if (value.Value is { } authentication)
        {
            JsonSerializer.Serialize(writer, authentication, WebhooksJsonContext.Default.WebhookAuthentication);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
