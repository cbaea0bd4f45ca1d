namespace BrevoTd.Connector.Http;

/// <summary>What a service's error body says, in whichever of its shapes it came.</summary>
internal readonly record struct ServiceError
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    public IReadOnlyList<string>? DuplicateIdentifiers { get; init; }

    public string? ConflictsWith { get; init; }

    /// <summary>Whether the body is a page for people, which neither service sends: somebody in between answered.</summary>
    public bool IsHtml { get; init; }

    /// <summary>Whether the text speaks of an IP address: a block list, not the credential, is the cause then.</summary>
    public bool IsAboutAddress { get; init; }

    public override string ToString() => Code ?? "(no code)";
}
