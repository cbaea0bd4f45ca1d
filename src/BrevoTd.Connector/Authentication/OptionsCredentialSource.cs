namespace BrevoTd.Connector.Authentication;

/// <summary>The default source: the API key that stands in the options now, so a reloaded configuration is used at once.</summary>
internal sealed class OptionsCredentialSource(Func<string?> currentKey) : ICredentialSource
{
    public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Current());

    /// <summary>Nothing is fetched: only a configuration that was reloaded since has another key.</summary>
    public ValueTask<bool> RenewAsync(CredentialRequest request, Credential rejected, CancellationToken cancellationToken = default)
    {
        var current = Current();
        return ValueTask.FromResult(!current.IsEmpty && current != rejected);
    }

    private Credential Current()
    {
        var key = currentKey();
        return string.IsNullOrEmpty(key) ? default
            : Credential.IsUsable(key) ? Credential.ApiKey(key)
            : throw new InvalidOperationException($"ApiKey {Credential.UnusableText}.");
    }
}
