using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>
/// Patterns in Java's syntax, run by .NET's engine, which knows nearly all of it. What .NET does not know or reads otherwise is refused.
/// </summary>
internal static class JavaRegex
{
    private static readonly ConcurrentDictionary<string, Regex> s_cache = new(StringComparer.Ordinal);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public static Regex Get(string pattern)
    {
        if (s_cache.TryGetValue(pattern, out var known))
            return known;
        Regex regex;
        try
        {
            regex = new Regex(Translate(pattern), RegexOptions.CultureInvariant, s_limit);
        }
        catch (ArgumentException error)
        {
            throw new SqlFailedException($"Invalid regular expression '{pattern}': {error.Message}", error);
        }
        // .NET numbers named groups behind all others.
        var names = regex.GetGroupNames();
        if (names.Any(n => !char.IsAsciiDigit(n[0])) && names.Count(n => char.IsAsciiDigit(n[0])) > 1)
            throw Unsupported(pattern, "named and numbered groups together");
        // A pattern that differs in every row must not fill the memory.
        if (s_cache.Count > 1_000)
            s_cache.Clear();
        return s_cache.GetOrAdd(pattern, regex);
    }

    private static string Translate(string pattern)
    {
        var result = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            var next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            if (c == '\\')
            {
                result.Append(TranslateEscape(pattern, ref i, inClass));
            }
            else if (inClass)
            {
                if (c == '[' || (c == '&' && next == '&'))
                    throw Unsupported(pattern, c == '[' ? "a character class inside another" : "&& in a character class");
                inClass = c != ']';
                result.Append(c);
            }
            else if (c == '[')
            {
                inClass = true;
                result.Append(c);
                if (next == '^')
                {
                    result.Append(next);
                    i++;
                }
                // A bracket that comes first belongs to the class.
                if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                {
                    result.Append("\\]");
                    i++;
                }
            }
            else if (c == '{' && next == ',')
            {
                throw Unsupported(pattern, "a quantifier without a lower bound");
            }
            else if (c is '*' or '+' or '?' or '}' && next == '+')
            {
                throw Unsupported(pattern, "a possessive quantifier");
            }
            else if (c == '(' && next == '?')
            {
                CheckFlags(pattern, i + 2);
                result.Append(c);
            }
            else if (c == '$')
            {
                // Without (?m), Java too takes the end before a last line feed.
                result.Append(c);
            }
            else
            {
                result.Append(c);
            }
        }
        return result.ToString();
    }

    private static void CheckFlags(string pattern, int at)
    {
        for (; at < pattern.Length && pattern[at] is not (')' or ':' or '<' or '=' or '!' or '>'); at++)
        {
            if (pattern[at] is 'd' or 'u' or 'U')
                throw Unsupported(pattern, $"the flag {pattern[at]}");
        }
    }

    private static string TranslateEscape(string pattern, ref int i, bool inClass)
    {
        if (i + 1 >= pattern.Length)
            throw new SqlFailedException($"Invalid regular expression '{pattern}': it ends with a backslash");
        var c = pattern[++i];
        switch (c)
        {
            case 'd':
                return inClass ? "0-9" : "[0-9]";
            case 'w':
                return inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]";
            case 's':
                return inClass ? @" \t\n\x0B\f\r" : @"[ \t\n\x0B\f\r]";
            case 'D' or 'W' or 'S' when inClass:
                throw Unsupported(pattern, $"\\{c} in a character class");
            case 'D':
                return "[^0-9]";
            case 'W':
                return "[^a-zA-Z0-9_]";
            case 'S':
                return @"[^ \t\n\x0B\f\r]";
            case 'h' or 'H' or 'R' or 'X' or 'V' or 'N':
                throw Unsupported(pattern, $"\\{c}");
            case 'v':
                return @"[\n\x0B\f\r\x85\u2028\u2029]";
            case 'z':
                return @"\z";
            case 'Q':
                var end = pattern.IndexOf(@"\E", i + 1, StringComparison.Ordinal);
                var literal = pattern[(i + 1)..(end < 0 ? pattern.Length : end)];
                i = end < 0 ? pattern.Length - 1 : end + 1;
                return Regex.Escape(literal);
            case 'p' or 'P' when i + 1 < pattern.Length && pattern[i + 1] == '{':
                var close = pattern.IndexOf('}', i);
                var name = close < 0 ? "" : pattern[(i + 2)..close];
                // Only general categories mean the same on both sides.
                if (name.Length is not (1 or 2) || !char.IsUpper(name[0]))
                    throw Unsupported(pattern, $"\\{c}{{{name}}}");
                i = close;
                return $"\\{c}{{{name}}}";
            default:
                return "\\" + c;
        }
    }

    private static SqlFailedException Unsupported(string pattern, string what) =>
        new($"Regular expression '{pattern}' has {what}, which is not supported by the emulator");
}
