using System.Net.Http.Headers;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What all calls to Treasure Data share.</summary>
internal static class TreasureDataService
{
    /// <summary>The service's name in exceptions.</summary>
    public const string Name = "Treasure Data";

    /// <summary>Rows as a gzip file, with the length in advance: the service wants it, and a chunked body would have none.</summary>
    /// <exception cref="ArgumentException">The content is not gzip.</exception>
    public static HttpContent Gzip(ReadOnlyMemory<byte> content, string parameter) =>
        content.Span is [0x1F, 0x8B, ..]
            ? new ReadOnlyMemoryContent(content)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream"), ContentLength = content.Length },
            }
            : throw new ArgumentException(
                "The content is not a gzip file. Compress the rows first, or let TdImportBody.Create do it.",
                parameter
            );

    /// <summary>A form without fields; posts without parameters are sent like that.</summary>
    public static HttpContent EmptyForm() => new FormUrlEncodedContent([]);
}
