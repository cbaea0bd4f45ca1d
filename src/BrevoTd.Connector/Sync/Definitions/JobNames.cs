using System.Buffers;

namespace BrevoTd.Connector.Sync;

/// <summary>Names of jobs and steps become names in stores, tables and file systems.</summary>
internal static class JobNames
{
    private const int MaxLength = 50;

    private static readonly SearchValues<char> s_characters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"
    );

    public static string Require(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (name.Length > MaxLength || name.AsSpan().IndexOfAnyExcept(s_characters) >= 0)
        {
            throw new ArgumentException(
                $"'{name}' cannot be the name of a job or step: use letters, digits, '.', '-' and '_', at most {MaxLength} characters.",
                parameter
            );
        }

        return name;
    }
}
