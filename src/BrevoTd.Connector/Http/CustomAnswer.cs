using System.Net;

namespace BrevoTd.Connector.Http;

/// <summary>A whole answer of success to a <see cref="CustomRequest"/>, as the service sent it.</summary>
public sealed class CustomAnswer
{
    /// <summary>Makes an answer, for fakes.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="headers">Headers of the answer and of its body.</param>
    public CustomAnswer(
        HttpStatusCode status,
        ReadOnlyMemory<byte> body,
        IEnumerable<KeyValuePair<string, IEnumerable<string>>>? headers = null
    )
    {
        Status = status;
        Body = body;
        Headers = (headers ?? []).ToDictionary(
            static header => header.Key,
            static IReadOnlyList<string> (header) => [.. header.Value],
            StringComparer.OrdinalIgnoreCase
        );
    }

    /// <summary>HTTP status, 200 to 299.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The body, decompressed; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Headers of the answer and of its body, by names in any case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; }

    /// <summary>Status and length; the body may be anything.</summary>
    public override string ToString() => $"{(int)Status}, {Body.Length} bytes";
}
