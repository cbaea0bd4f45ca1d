using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Sql;

internal static class StringFunctions
{
    public static void Register(FunctionHost host)
    {
        host.Add<string, string>("td_upper", s => s.ToUpperInvariant());
        host.Add<string, string>("td_lower", s => s.ToLowerInvariant());
        host.Add<string, string, string>("td_trim", Trim);
        host.Add<string, string, string, string>("td_trim_set", TrimSet);
        host.Add<string, long, string>("td_substr", (s, start) => Substring(s, start, long.MaxValue));
        host.Add<string, long, long, string>("td_substr_length", Substring);
        host.Add<string, string, long, long>("td_strpos", Position);
        host.Add<string, string, string, string>("td_replace", Replace);
        host.Add<string, string>("td_reverse", s => Text(Enumerable.Reverse(CodePoints(s))));
        host.Add<string, long, string, string>("td_lpad", (s, size, pad) => Pad(s, size, pad, left: true));
        host.Add<string, long, string, string>("td_rpad", (s, size, pad) => Pad(s, size, pad, left: false));
        host.Add<string, string, List<string>>("td_split", (s, d) => Split(s, d, int.MaxValue));
        host.Add<string, string, long, List<string>>("td_split_limit", Split);
        host.Add<string, string, long, string?>("td_split_part", SplitPart);
        host.Add<string, string, string, string>("td_split_to_map", SplitToMap);
        host.Add<long, string>("td_chr", Character);
        host.Add<string, long>("td_codepoint", CodePoint);
        host.Add<string, string, long>("td_levenshtein", Levenshtein);
        host.Add<string, string, long>("td_hamming", Hamming);
        host.Add<string, string, string, string>("td_translate", Translate);
    }

    public static void Add(FunctionList list)
    {
        list.Begin("String");
        list.Add("length(varchar) -> bigint", "CAST(length({0}) AS BIGINT)").Note = "Code points; bytes for varbinary.";
        list.Add("length(varbinary) -> bigint", "CAST(octet_length({0}) AS BIGINT)");
        list.Add("lower(varchar) -> =0", "td_lower({0})");
        list.Add("upper(varchar) -> =0", "td_upper({0})");
        list.Add("trim(varchar) -> =0", "td_trim({0}, 'lr')").Note = "Also `trim(BOTH chars FROM text)`.";
        list.Add("trim(varchar, varchar) -> =0", "td_trim_set({0}, {1}, 'lr')");
        list.Add("ltrim(varchar) -> =0", "td_trim({0}, 'l')");
        list.Add("ltrim(varchar, varchar) -> =0", "td_trim_set({0}, {1}, 'l')");
        list.Add("rtrim(varchar) -> =0", "td_trim({0}, 'r')");
        list.Add("rtrim(varchar, varchar) -> =0", "td_trim_set({0}, {1}, 'r')");
        list.Special("concat", "concat(varchar, varchar, …), concat(array, array, …), concat(varbinary, …)", Concat).Note =
            "NULL when an argument is NULL.";
        list.Add(
            "concat_ws(varchar, array(varchar)) -> varchar",
            "(CASE WHEN {0} IS NOT NULL THEN array_to_string(list_filter({1}, lambda {e}: {e} IS NOT NULL), {0}) END)"
        );
        list.Add(
            "concat_ws(varchar, varchar, ...) -> varchar",
            site => $"concat_ws({string.Join(", ", site.Arguments.Select(a => a.Sql))})"
        ).Note = "Leaves out NULLs; NULL when the separator is.";
        list.Add("substr(varchar, bigint) -> =0", "td_substr({0}, {1})").Note = "Empty for a start of 0 or beyond either end.";
        list.Add("substr(varchar, bigint, bigint) -> =0", "td_substr_length({0}, {1}, {2})");
        list.Alias("substring", "substr");
        list.Add("strpos(varchar, varchar) -> bigint", "td_strpos({0}, {1}, 1)").Note = "Also `position(text IN text)`.";
        list.Add("strpos(varchar, varchar, bigint) -> bigint", "td_strpos({0}, {1}, {2})");
        list.Add("replace(varchar, varchar) -> varchar", "td_replace({0}, {1}, '')");
        list.Add("replace(varchar, varchar, varchar) -> varchar", "td_replace({0}, {1}, {2})");
        list.Add("lpad(varchar, bigint, varchar) -> varchar", "td_lpad({0}, {1}, {2})");
        list.Add("rpad(varchar, bigint, varchar) -> varchar", "td_rpad({0}, {1}, {2})");
        list.Add("split(varchar, varchar) -> array(varchar)", "td_split({0}, {1})");
        list.Add("split(varchar, varchar, bigint) -> array(varchar)", "td_split_limit({0}, {1}, {2})");
        list.Add("split_part(varchar, varchar, bigint) -> varchar", "td_split_part({0}, {1}, {2})").Note =
            "NULL beyond the last part; an index below 1 fails.";
        list.Add(
            "split_to_map(varchar, varchar, varchar) -> map(varchar, varchar)",
            "CAST(CAST(td_split_to_map({0}, {1}, {2}) AS JSON) AS MAP(VARCHAR, VARCHAR))"
        );
        list.Add("starts_with(varchar, varchar) -> boolean", "starts_with({0}, {1})");
        list.Add("chr(bigint) -> varchar", "td_chr({0})", _ => TrinoType.VarcharOf(1));
        list.Add("codepoint(varchar) -> integer", "CAST(td_codepoint({0}) AS INTEGER)");
        list.Add("levenshtein_distance(varchar, varchar) -> bigint", "td_levenshtein({0}, {1})");
        list.Add("hamming_distance(varchar, varchar) -> bigint", "td_hamming({0}, {1})");
        list.Add("translate(varchar, varchar, varchar) -> varchar", "td_translate({0}, {1}, {2})");
        list.Add("reverse(varchar) -> =0", "td_reverse({0})").Note = "By code points; also reverses arrays.";
        list.Add("reverse(array(T)) -> array(T)", "list_reverse({0})");
    }

    private static Bound Concat(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count < 2)
            throw call.At.Error("There must be two or more concatenation arguments");
        return call.Arguments.Select(a => binder.Bind(a, scope)).Aggregate((a, b) => binder.Concat(a, b, call.At));
    }

    private static List<Rune> CodePoints(string text) => [.. text.EnumerateRunes()];

    private static string Text(IEnumerable<Rune> runes)
    {
        var text = new StringBuilder();
        foreach (var rune in runes)
            text.Append(rune.ToString());
        return text.ToString();
    }

    /// <summary>Java's whitespace, which leaves out spaces that do not break.</summary>
    private static bool IsSpace(char c) =>
        c
            is (>= '\t' and <= '\r')
                or (>= '\u001c' and <= ' ')
                or '\u1680'
                or (>= '\u2000' and <= '\u200a' and not '\u2007')
                or '\u2028'
                or '\u2029'
                or '\u205f'
                or '\u3000';

    private static string Trim(string text, string sides)
    {
        var (start, end) = (0, text.Length);
        while (sides.Contains('l', StringComparison.Ordinal) && start < end && IsSpace(text[start]))
            start++;
        while (sides.Contains('r', StringComparison.Ordinal) && end > start && IsSpace(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static string TrimSet(string text, string characters, string sides)
    {
        var set = CodePoints(characters).ToHashSet();
        var runes = CodePoints(text);
        var (start, end) = (0, runes.Count);
        while (sides.Contains('l', StringComparison.Ordinal) && start < end && set.Contains(runes[start]))
            start++;
        while (sides.Contains('r', StringComparison.Ordinal) && end > start && set.Contains(runes[end - 1]))
            end--;
        return Text(runes.Take(end).Skip(start));
    }

    private static string Substring(string text, long start, long length)
    {
        var runes = CodePoints(text);
        if (start < 0)
            start += runes.Count + 1;
        if (start < 1 || start > runes.Count || length <= 0)
            return "";
        return Text(runes.Skip((int)start - 1).Take((int)Math.Min(length, runes.Count)));
    }

    private static long Position(string text, string part, long instance)
    {
        if (instance == 0)
            throw new SqlFailedException("'instance' must not be a zero");
        if (part.Length == 0)
            return 1;
        var at = instance > 0 ? -1 : text.Length;
        for (var i = Math.Abs(instance); i > 0; i--)
        {
            if (instance < 0 && at <= 0)
                return 0;
            at = instance > 0 ? text.IndexOf(part, at + 1, StringComparison.Ordinal) : LastBefore(text, part, at);
            if (at < 0)
                return 0;
        }
        return text[..at].EnumerateRunes().Count() + 1;
    }

    private static int LastBefore(string text, string part, int before) =>
        text[..Math.Min(text.Length, before + part.Length - 1)].LastIndexOf(part, StringComparison.Ordinal);

    private static string Replace(string text, string search, string replacement)
    {
        if (search.Length > 0)
            return text.Replace(search, replacement, StringComparison.Ordinal);
        // Nothing is found before each code point and at the end.
        return replacement + string.Concat(text.EnumerateRunes().Select(r => r.ToString() + replacement));
    }

    private static string Pad(string text, long size, string pad, bool left)
    {
        if (size is < 0 or > int.MaxValue)
            throw new SqlFailedException("Target length must be in the range [0..2147483647]");
        if (pad.Length == 0)
            throw new SqlFailedException("Padding string must not be empty");
        var runes = CodePoints(text);
        if (runes.Count >= size)
            return Text(runes.Take((int)size));
        var fill = CodePoints(pad);
        var padding = Enumerable.Range(0, (int)size - runes.Count).Select(i => fill[i % fill.Count]);
        return Text(left ? padding.Concat(runes) : runes.Concat(padding));
    }

    private static List<string> Split(string text, string delimiter, long limit)
    {
        if (limit <= 0)
            throw new SqlFailedException("Limit must be positive");
        if (delimiter.Length == 0)
            throw new SqlFailedException("The delimiter may not be the empty string");
        return [.. text.Split(delimiter, (int)Math.Min(limit, int.MaxValue))];
    }

    private static string? SplitPart(string text, string delimiter, long index)
    {
        if (index <= 0)
            throw new SqlFailedException("Index must be greater than zero");
        if (delimiter.Length == 0)
        {
            var count = text.EnumerateRunes().Count();
            return index > count + 1 ? null : Substring(text, index, 1);
        }
        var parts = text.Split(delimiter);
        return index > parts.Length ? null : parts[index - 1];
    }

    private static string SplitToMap(string text, string entryDelimiter, string keyDelimiter)
    {
        if (entryDelimiter.Length == 0 || keyDelimiter.Length == 0)
            throw new SqlFailedException(entryDelimiter.Length == 0 ? "entryDelimiter is empty" : "keyValueDelimiter is empty");
        if (entryDelimiter == keyDelimiter)
            throw new SqlFailedException("entryDelimiter and keyValueDelimiter must not be the same");
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            json.WriteStartObject();
            foreach (var entry in text.Length == 0 ? [] : TrimLast(text.Split(entryDelimiter)))
            {
                var parts = entry.Split(keyDelimiter);
                if (parts.Length != 2)
                    throw new SqlFailedException($"Key-value delimiter must appear exactly once in each entry. Bad input: '{entry}'");
                if (!keys.Add(parts[0]))
                    throw new SqlFailedException($"Duplicate keys ({parts[0]}) are not allowed");
                json.WriteString(parts[0], parts[1]);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());

        static string[] TrimLast(string[] entries) => entries.Length > 1 && entries[^1].Length == 0 ? entries[..^1] : entries;
    }

    private static string Character(long code) =>
        code is >= 0 and <= 0x10FFFF && Rune.IsValid((int)code)
            ? new Rune((int)code).ToString()
            : throw new SqlFailedException($"Not a valid Unicode code point: {code.ToString(CultureInfo.InvariantCulture)}");

    private static long CodePoint(string text)
    {
        var runes = CodePoints(text);
        return runes.Count == 1 ? runes[0].Value : throw new SqlFailedException("Input string must be a single character string");
    }

    private static long Levenshtein(string left, string right)
    {
        var (a, b) = (CodePoints(left), CodePoints(right));
        var row = Enumerable.Range(0, b.Count + 1).ToArray();
        for (var i = 1; i <= a.Count; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Count; j++)
            {
                var change = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }

    private static long Hamming(string left, string right)
    {
        var (a, b) = (CodePoints(left), CodePoints(right));
        return a.Count == b.Count
            ? a.Zip(b).Count(p => p.First != p.Second)
            : throw new SqlFailedException("The input strings to hamming_distance function must have the same length");
    }

    private static string Translate(string text, string from, string to)
    {
        var (source, target) = (CodePoints(from), CodePoints(to));
        var result = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var at = source.IndexOf(rune);
            if (at < 0)
                result.Append(rune.ToString());
            else if (at < target.Count)
                result.Append(target[at].ToString());
        }
        return result.ToString();
    }
}
