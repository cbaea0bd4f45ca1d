using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BrevoTd.Connector.Http;

/// <summary>Request bodies that can be sent more than once.</summary>
internal static class ServiceContent
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    public static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = s_json;
        return content;
    }
}
