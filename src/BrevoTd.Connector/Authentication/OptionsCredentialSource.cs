namespace BrevoTd.Connector.Authentication;

/// <summary>The default source: the API key that stands in the options now, so a reloaded configuration is used at once.</summary>
internal sealed class OptionsCredentialSource(Func<string?> currentKey) : ICredentialSource
{
    public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default)
    {
        var key = currentKey();
        return ValueTask.FromResult(string.IsNullOrEmpty(key) ? default : Credential.ApiKey(key));
    }
}
