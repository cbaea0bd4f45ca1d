namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>What arrived: its operation (<see langword="null"/> for a path that no document knows), unescaped path segments and query, and the body as bytes in Latin-1.</summary>
internal sealed record SentRequest(
    ManifestOperation? Operation,
    string Method,
    IReadOnlyList<string> Segments,
    IReadOnlyList<KeyValuePair<string, string>> Query,
    IReadOnlyDictionary<string, string> Headers,
    string? Media,
    string? Body
)
{
    public override string ToString() => $"{Method} /{string.Join('/', Segments)}";
}
