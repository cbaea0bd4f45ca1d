using System.Text;

namespace BrevoTd.Connector.Http;

/// <summary>What stands between two slashes of a path.</summary>
internal static class PathSegment
{
    /// <summary>
    /// Escapes a value that is a segment of a path. One that is empty, <c>.</c> or <c>..</c> would make the path that of something else, such as the whole
    /// listing in place of one thing.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for the exception, which never shows the value.</param>
    /// <param name="parameter">Parameter of the public method.</param>
    public static string Of(string? value, string what, string parameter)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"The {what} is empty. Pass it as Brevo gave it.", parameter);
        }

        if (value is "." or "..")
        {
            throw new ArgumentException($"The {what} is a dot or two, which in an address means another place.", parameter);
        }

        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                throw new ArgumentException(
                    $"The {what} contains a control character or half of a character. Pass it as Brevo gave it.",
                    parameter
                );
            }
        }

        return Uri.EscapeDataString(value);
    }
}
