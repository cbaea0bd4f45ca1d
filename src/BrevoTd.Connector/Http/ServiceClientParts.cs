namespace BrevoTd.Connector.Http;

/// <summary>What a registration has beside its options, known before anything is created: options may be validated first.</summary>
internal sealed class ServiceClientParts
{
    /// <summary>Whether the registration brings a credential source, so that <see cref="ServiceClientOptions.ApiKey"/> may be missing.</summary>
    public bool HasCredentialSource { get; set; }
}
