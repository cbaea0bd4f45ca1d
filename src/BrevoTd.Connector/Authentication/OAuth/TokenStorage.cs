namespace BrevoTd.Connector.Authentication;

/// <summary>A token store as the library uses it: bounded in time, and speaking in one exception.</summary>
internal sealed class TokenStorage(ITokenStore store, string clientName, TimeProvider clock)
{
    /// <summary>Whether another process may write to it.</summary>
    public bool IsShared => store is not MemoryTokenStore;

    public string Key(BrevoOAuthOptions options) =>
        !string.IsNullOrEmpty(options.TokenKey) ? options.TokenKey
        : clientName.Length == 0 ? "brevo"
        : $"brevo:{clientName}";

    /// <exception cref="TokenStoreException">The store failed.</exception>
    public Task<TokenSet?> LoadAsync(string key, TimeSpan limit, CancellationToken cancellationToken = default) =>
        RunAsync(token => store.LoadAsync(key, token), "read", limit, cancellationToken);

    /// <exception cref="TokenStoreException">The store failed.</exception>
    public Task SaveAsync(string key, TokenSet tokens, TimeSpan limit, CancellationToken cancellationToken = default) =>
        RunAsync(
            async token =>
            {
                await store.SaveAsync(key, tokens, token).ConfigureAwait(false);
                return true;
            },
            "written",
            limit,
            cancellationToken
        );

    /// <exception cref="TokenStoreException">The store failed.</exception>
    public Task DeleteAsync(string key, TimeSpan limit, CancellationToken cancellationToken = default) =>
        RunAsync(
            async token =>
            {
                await store.DeleteAsync(key, token).ConfigureAwait(false);
                return true;
            },
            "emptied",
            limit,
            cancellationToken
        );

    private async Task<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> action,
        string what,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        using var time = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            // A store that does not look at its token would hold up everybody who waits for this renewal.
            return await action(both.Token).AsTask().WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            throw new TokenStoreException($"The token store could not be {what} within {limit.TotalSeconds:0.###} s. Check it.");
        }
        catch (TokenStoreException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw new TokenStoreException($"The token store could not be {what}: the inner exception says why.", e);
        }
    }
}
