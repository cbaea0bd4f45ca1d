using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Calls of the CDP API. Its two styles live on one host: the older one below <c>/audiences</c> speaks plain JSON, the newer one below
/// <c>/entities</c> JSON:API; both answer to the same media type.
/// </summary>
internal sealed class CdpRequests(TreasureDataClientOptions options)
{
    private const string MediaType = "application/vnd.treasuredata.v1+json";

    private static readonly MediaTypeHeaderValue s_entityMediaType = new(MediaType);

    public ServiceRequest Of(ServiceOperation operation, string path, HttpContent? content = null, Look? look = null) =>
        new(operation, path)
        {
            BaseAddress = TreasureDataSites.CdpAddress(options),
            Accept = MediaType,
            Content = content,
            Look = look,
        };

    /// <summary>A body for the newer style.</summary>
    public static ByteArrayContent Entity<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = s_entityMediaType;
        return content;
    }

    /// <summary>A body without members, for calls that take no parameters.</summary>
    public static ByteArrayContent Nothing()
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = new("application/json");
        return content;
    }

    /// <summary>A path with days, the last of which is included.</summary>
    public static string Days(string path, DateOnly? from, DateOnly? to) =>
        from > to
            ? throw new ArgumentException("The first day is after the last one.", nameof(from))
            : new QueryString(path).Add("from", from).Add("to", to).ToString();
}
