using System.Buffers;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Sync;

/// <summary>The names that stores are given.</summary>
internal static class SyncNames
{
    public const int MaxLength = 128;

    private static readonly SearchValues<char> s_characters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"
    );

    public static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(s_characters);

    public static string Check(string name, [CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        return IsValid(name)
            ? name
            : throw new ArgumentException(
                $"A name has 1 to {MaxLength} letters (a-z, A-Z), digits, '.', '-' and '_', and nothing else.",
                parameter
            );
    }

    public static void CheckLease(string job, string owner, TimeSpan duration)
    {
        Check(job);
        Check(owner);
        CheckDuration(duration);
    }

    public static void CheckDuration(TimeSpan duration) => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
}
