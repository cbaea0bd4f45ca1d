using System.Net;

namespace BrevoTd.Connector.TreasureData;

/// <summary>One answer with a result, or with the rest of one.</summary>
internal sealed class ResultPart(HttpResponseMessage response, Stream body) : IDisposable
{
    public Stream Body { get; } = body;

    public HttpStatusCode Status { get; } = response.StatusCode;

    public bool IsPartial => Status == HttpStatusCode.PartialContent;

    /// <summary>Where the part begins in the whole; <see langword="null"/> if a partial answer does not tell.</summary>
    public long? From { get; } = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From : 0;

    /// <summary>Length of the whole; <see langword="null"/> if the answer does not tell.</summary>
    public long? Total { get; } =
        response.StatusCode == HttpStatusCode.PartialContent
            ? response.Content.Headers.ContentRange?.Length
            : response.Content.Headers.ContentLength;

    /// <summary>The object's strong tag; weak ones do not promise equal bytes.</summary>
    public string? StrongTag { get; } = response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    public void Dispose() => response.Dispose();
}
