using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BrevoTd.Connector.Testing;

/// <summary>
/// Identities and secrets for tests: each is unique and is remembered, and the whole run is searched for it. Tests whose data are constants need not come
/// here: the search also knows everything that looks like an e-mail address, a phone number or a key, and every credential that a client sent.
/// </summary>
internal static class Canaries
{
    private static readonly ConcurrentDictionary<string, string> s_known = new(StringComparer.OrdinalIgnoreCase);
    private static int s_count;

    /// <summary>What was handed out or learned, and what it is.</summary>
    public static IReadOnlyDictionary<string, string> Known => s_known;

    /// <summary>An e-mail address, with characters that are spelt differently in a path, in a form and in JSON.</summary>
    public static string Email() => Learn($"canary+{Number()}&q@example.com", "e-mail");

    /// <summary>A phone number in E.164 form, out of a block that is kept free for fiction.</summary>
    public static string Phone() => Learn($"+3363998{Next() % 10_000:D4}", "phone");

    /// <summary>A key of Brevo's.</summary>
    public static string ApiKey() => Learn($"xkeysib-canary{Number()}", "key");

    /// <summary>A key of Treasure Data's, in its form of a number and forty hexadecimal digits.</summary>
    public static string TreasureDataKey() => Learn($"1/ca0a27{Next():x34}", "key");

    /// <summary>A token, a client secret, or whatever else nobody may see.</summary>
    public static string Token() => Learn($"canary.token/{Number()}", "token");

    /// <summary>Adds a value that came about elsewhere. One too short to be told from ordinary text is not taken.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Learn(string? value, string what)
    {
        if (value is { Length: >= 12 } || (value is { Length: >= 5 } && !value.All(char.IsAsciiLetter)))
        {
            s_known.TryAdd(value, what);
        }

        return value;
    }

    private static int Next() => Interlocked.Increment(ref s_count);

    private static string Number() => Next().ToString("D6", CultureInfo.InvariantCulture);
}
