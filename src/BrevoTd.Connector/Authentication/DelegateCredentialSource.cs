namespace BrevoTd.Connector.Authentication;

/// <summary>A source that is one function.</summary>
internal sealed class DelegateCredentialSource(Func<CredentialRequest, CancellationToken, ValueTask<Credential>> fetch) : ICredentialSource
{
    public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default) =>
        fetch(request, cancellationToken);
}
