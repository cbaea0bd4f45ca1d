namespace BrevoTd.Connector.Authentication;

/// <summary>The options' key where there is one, else another source.</summary>
internal sealed class FallbackCredentialSource(Func<string?> currentKey, ICredentialSource otherwise)
    : ICredentialSource,
        IAsyncDisposable,
        IDisposable
{
    private readonly OptionsCredentialSource _options = new(currentKey);

    private ICredentialSource Source => string.IsNullOrEmpty(currentKey()) ? otherwise : _options;

    public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default) =>
        Source.GetCredentialAsync(request, cancellationToken);

    public ValueTask<bool> RenewAsync(CredentialRequest request, Credential rejected, CancellationToken cancellationToken = default) =>
        Source.RenewAsync(request, rejected, cancellationToken);

    public void Dispose() => (otherwise as IDisposable)?.Dispose();

    public async ValueTask DisposeAsync()
    {
        if (otherwise is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            Dispose();
        }
    }
}
