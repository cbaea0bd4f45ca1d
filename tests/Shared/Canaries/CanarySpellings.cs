using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Testing;

/// <summary>
/// Reads a text in every way in which a value may hide in it: percent-encoded (also as in forms), escaped for JSON, in base64 of either alphabet at any
/// offset, and as digits between which phone punctuation was left out; and one inside the other.
/// </summary>
internal static partial class CanarySpellings
{
    private const int MaxDepth = 3;
    private const int MinPrintable = 6;

    /// <summary>The readings of a text, each with the way to it; the text itself is the first.</summary>
    public static IEnumerable<(string Form, string Text)> Read(string text)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { text };
        var waiting = new Queue<(string Form, string Text, int Depth)>();
        waiting.Enqueue(("raw", text, 0));
        while (waiting.TryDequeue(out var reading))
        {
            yield return (reading.Form, reading.Text);
            if (reading.Depth == MaxDepth)
            {
                continue;
            }

            foreach (var (form, next) in Decode(reading.Text))
            {
                if (seen.Add(next))
                {
                    waiting.Enqueue((reading.Depth == 0 ? form : $"{form} in {reading.Form}", next, reading.Depth + 1));
                }
            }
        }
    }

    /// <summary>The digits of a text without what people write between those of a phone number.</summary>
    public static string Digits(string text) => PhonePunctuation().Replace(text, "");

    private static List<(string Form, string Text)> Decode(string text)
    {
        var decoded = new List<(string Form, string Text)>();
        if (text.Contains('%', StringComparison.Ordinal))
        {
            decoded.Add(("percent-encoded", Uri.UnescapeDataString(text)));
            decoded.Add(("form-encoded", Uri.UnescapeDataString(text.Replace('+', ' '))));
        }

        if (text.Contains('\\', StringComparison.Ordinal))
        {
            decoded.Add(("JSON-escaped", JsonEscape().Replace(text, Unescape)));
        }

        foreach (var run in Base64Run().EnumerateMatches(text))
        {
            for (var offset = 0; offset < 4 && run.Length - offset >= 8; offset++)
            {
                foreach (var printable in FromBase64(text.AsSpan(run.Index + offset, run.Length - offset)))
                {
                    decoded.Add(("base64", printable));
                }
            }
        }

        return decoded;
    }

    private static string Unescape(Match match) =>
        match.ValueSpan[1] switch
        {
            'u' or 'U' => ((char)int.Parse(match.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
            'n' or 'r' or 't' or 'b' or 'f' => " ",
            var other => other.ToString(),
        };

    /// <summary>What is text in the bytes behind characters of base64: ordinary words give noise, and noise is not text for long.</summary>
    private static List<string> FromBase64(ReadOnlySpan<char> encoded)
    {
        var found = new List<string>();
        var text = new StringBuilder();
        var bits = 0;
        var count = 0;
        foreach (var c in encoded)
        {
            bits = (bits << 6) | Value(c);
            count += 6;
            if (count < 8)
            {
                continue;
            }

            count -= 8;
            var value = (char)((bits >> count) & 0xFF);
            if (value is >= ' ' and < '\x7F')
            {
                text.Append(value);
                continue;
            }

            Take(found, text);
        }

        Take(found, text);
        return found;
    }

    private static void Take(List<string> found, StringBuilder text)
    {
        if (text.Length >= MinPrintable)
        {
            found.Add(text.ToString());
        }

        text.Clear();
    }

    private static int Value(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= 'a' and <= 'z' => c - 'a' + 26,
            >= '0' and <= '9' => c - '0' + 52,
            '+' or '-' => 62,
            _ => 63,
        };

    [GeneratedRegex("""[A-Za-z0-9+/_\-]{8,}""", RegexOptions.CultureInvariant)]
    private static partial Regex Base64Run();

    [GeneratedRegex("""\\(?:[uU][0-9A-Fa-f]{4}|["\\/nrtbf])""", RegexOptions.CultureInvariant)]
    private static partial Regex JsonEscape();

    [GeneratedRegex("""(?<=[0-9])[ .()\-/\u00A0]{1,3}(?=[0-9])""", RegexOptions.CultureInvariant)]
    private static partial Regex PhonePunctuation();
}
