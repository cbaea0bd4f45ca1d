namespace BrevoTd.Connector.Http;

/// <summary>What a registration has beside its options, known before anything is created: options may be validated first.</summary>
internal sealed class ServiceClientParts
{
    /// <summary>Whether the registration brings a credential source, so that <see cref="ServiceClientOptions.ApiKey"/> may be missing.</summary>
    public bool HasCredentialSource { get; set; }

    /// <summary>Whether that source is the Toolbelt's file, whose key must be there when the client is created.</summary>
    public bool IsKeyFromToolbelt { get; set; }

    /// <summary>The environment variable that the key may stand in; <see langword="null"/> when the environment is not looked at.</summary>
    public string? KeyVariable { get; set; }
}
