namespace BrevoTd.Connector.Authentication;

/// <summary>Who asks an <see cref="ICredentialSource"/> for a credential.</summary>
public sealed record CredentialRequest
{
    /// <summary>Name of the service: <c>Brevo</c> or <c>Treasure Data</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Name under which the client was registered; empty for the unnamed client.</summary>
    public required string ClientName { get; init; }
}
