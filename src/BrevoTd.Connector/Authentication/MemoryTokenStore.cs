using System.Collections.Concurrent;

namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Keeps tokens in this process only; the default. Enough for <c>client_credentials</c>. A rotated refresh token is gone with the process: use a lasting store for the
/// other grants.
/// </summary>
public sealed class MemoryTokenStore : ITokenStore
{
    private readonly ConcurrentDictionary<string, TokenSet> _sets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<TokenSet?> LoadAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_sets.GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(string key, TokenSet tokens, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(tokens);
        cancellationToken.ThrowIfCancellationRequested();
        _sets[key] = tokens;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        _sets.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }
}
