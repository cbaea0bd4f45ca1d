using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

internal static class RegexFunctions
{
    public static void Register(FunctionHost host)
    {
        host.Add<string, string, bool>("td_regexp_like", (s, p) => JavaRegex.Get(p).IsMatch(s));
        host.Add<string, string, long, string?>("td_regexp_extract", Extract);
        host.Add<string, string, long, List<string?>>("td_regexp_extract_all", ExtractAll);
        host.Add<string, string, string, string>("td_regexp_replace", Replace);
        host.Add<string, string, List<string>>("td_regexp_split", Split);
        host.Add<string, string, long>("td_regexp_count", (s, p) => JavaRegex.Get(p).Count(s));
        host.Add<string, string, long>("td_regexp_position", Position);
    }

    public static void Add(FunctionList list)
    {
        list.Begin("Regular expression");
        list.Add("regexp_like(varchar, varchar) -> boolean", "td_regexp_like({0}, {1})").Note =
            "Java's syntax. Refused: possessive quantifiers, classes inside classes, `&&` in a class, `\\h \\R \\X`, `\\p{…}` other than general "
            + "categories, the flags d, u, U. `\\d \\w \\s` are ASCII.";
        list.Add("regexp_extract(varchar, varchar) -> varchar", "td_regexp_extract({0}, {1}, 0)");
        list.Add("regexp_extract(varchar, varchar, bigint) -> varchar", "td_regexp_extract({0}, {1}, {2})");
        list.Add("regexp_extract_all(varchar, varchar) -> array(varchar)", "td_regexp_extract_all({0}, {1}, 0)");
        list.Add("regexp_extract_all(varchar, varchar, bigint) -> array(varchar)", "td_regexp_extract_all({0}, {1}, {2})");
        list.Add("regexp_replace(varchar, varchar) -> varchar", "td_regexp_replace({0}, {1}, '')");
        list.Add("regexp_replace(varchar, varchar, varchar) -> varchar", "td_regexp_replace({0}, {1}, {2})").Note =
            "`$1` and `${name}` in the replacement.";
        list.Refuse("regexp_replace(varchar, varchar, function(array(varchar),varchar)) -> varchar", "with a lambda");
        list.Add("regexp_split(varchar, varchar) -> array(varchar)", "td_regexp_split({0}, {1})");
        list.Add("regexp_count(varchar, varchar) -> bigint", "td_regexp_count({0}, {1})");
        list.Add("regexp_position(varchar, varchar) -> integer", "CAST(td_regexp_position({0}, {1}) AS INTEGER)");
    }

    private static string? Extract(string text, string pattern, long group)
    {
        var regex = JavaRegex.Get(pattern);
        CheckGroup(regex, group);
        var match = regex.Match(text);
        return match.Success && match.Groups[(int)group].Success ? match.Groups[(int)group].Value : null;
    }

    private static List<string?> ExtractAll(string text, string pattern, long group)
    {
        var regex = JavaRegex.Get(pattern);
        CheckGroup(regex, group);
        return [.. regex.Matches(text).Select(m => m.Groups[(int)group].Success ? m.Groups[(int)group].Value : null)];
    }

    private static void CheckGroup(Regex regex, long group)
    {
        var count = regex.GetGroupNumbers().Length - 1;
        if (group < 0)
            throw new SqlFailedException("Group cannot be negative");
        if (group > count)
            throw new SqlFailedException(
                string.Create(CultureInfo.InvariantCulture, $"Pattern has {count} groups. Cannot access group {group}")
            );
    }

    private static string Replace(string text, string pattern, string replacement)
    {
        var regex = JavaRegex.Get(pattern);
        var groups = regex.GetGroupNumbers().Length - 1;
        return regex.Replace(text, match => Expand(match, replacement, groups));
    }

    private static string Expand(Match match, string replacement, int groups)
    {
        var result = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            var c = replacement[i];
            if (c == '\\')
            {
                if (++i == replacement.Length)
                    throw Illegal(replacement);
                result.Append(replacement[i]);
            }
            else if (c != '$')
            {
                result.Append(c);
            }
            else if (i + 1 < replacement.Length && replacement[i + 1] == '{')
            {
                var end = replacement.IndexOf('}', i);
                if (end < 0)
                    throw Illegal(replacement);
                result.Append(match.Groups[replacement[(i + 2)..end]].Value);
                i = end;
            }
            else
            {
                var number =
                    i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1])
                        ? replacement[++i] - '0'
                        : throw Illegal(replacement);
                if (number > groups)
                    throw new SqlFailedException(
                        string.Create(CultureInfo.InvariantCulture, $"Illegal replacement sequence: unknown group {{ {number} }}")
                    );
                // Further digits belong to the number as long as there is such a group.
                while (
                    i + 1 < replacement.Length
                    && char.IsAsciiDigit(replacement[i + 1])
                    && (number * 10) + replacement[i + 1] - '0' <= groups
                )
                    number = (number * 10) + replacement[++i] - '0';
                result.Append(match.Groups[number].Value);
            }
        }
        return result.ToString();
    }

    private static SqlFailedException Illegal(string replacement) => new($"Illegal replacement sequence: {replacement}");

    private static List<string> Split(string text, string pattern)
    {
        var parts = new List<string>();
        var start = 0;
        foreach (Match match in JavaRegex.Get(pattern).Matches(text))
        {
            parts.Add(text[start..match.Index]);
            start = match.Index + match.Length;
        }
        parts.Add(text[start..]);
        return parts;
    }

    private static long Position(string text, string pattern)
    {
        var match = JavaRegex.Get(pattern).Match(text);
        return match.Success ? text[..match.Index].EnumerateRunes().Count() + 1 : -1;
    }
}
