using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Quotas;

/// <summary>Lets clients of one account share one limiter. There is one registry for each container, and one for all clients made by <c>Create</c>.</summary>
internal sealed class QuotaRegistry
{
    private readonly ConcurrentDictionary<string, Lazy<IQuotaLimiter>> _limiters = new(StringComparer.Ordinal);

    /// <summary>For clients without a container: a script that makes several of them for one account has one quota.</summary>
    public static QuotaRegistry Process { get; } = new();

    public IQuotaLimiter GetOrAdd(string key, Func<IQuotaLimiter> create) => _limiters.GetOrAdd(key, _ => new(create)).Value;

    /// <summary>Whose quota it is: the account's name, else the key (as a hash: keys are not kept), else the registration.</summary>
    public static string Account(string? account, string? apiKey, string registration) =>
        !string.IsNullOrEmpty(account) ? "account:" + account
        : !string.IsNullOrEmpty(apiKey) ? "key:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(apiKey)))
        : "registration:" + registration;
}
