using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Paths of names and indices: <c>$.a.b[0]["c d"]</c>. Wildcards, filters and recursion are refused.</summary>
internal static class JsonPath
{
    private static readonly ConcurrentDictionary<string, string[]> s_cache = new(StringComparer.Ordinal);

    public static JsonElement? Find(JsonElement root, string path)
    {
        var at = root;
        foreach (var step in Steps(path))
        {
            if (at.ValueKind == JsonValueKind.Object)
            {
                if (!at.TryGetProperty(step, out at))
                    return null;
            }
            else if (
                at.ValueKind == JsonValueKind.Array
                && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < at.GetArrayLength()
            )
            {
                at = at[index];
            }
            else
            {
                return null;
            }
        }
        return at;
    }

    private static string[] Steps(string path)
    {
        if (s_cache.TryGetValue(path, out var known))
            return known;
        var steps = Parse(path);
        if (s_cache.Count > 1_000)
            s_cache.Clear();
        return s_cache.GetOrAdd(path, steps);
    }

    private static string[] Parse(string path)
    {
        if (!path.StartsWith('$'))
            throw Invalid(path);
        var steps = new List<string>();
        for (var i = 1; i < path.Length; )
        {
            if (path[i] == '.')
            {
                i++;
                if (i < path.Length && path[i] is '.' or '*')
                    throw Unsupported(path);
                steps.Add(ReadName(path, ref i));
            }
            else if (path[i] == '[')
            {
                i++;
                if (i < path.Length && path[i] is '*' or '?' or '(' or '@')
                    throw Unsupported(path);
                steps.Add(i < path.Length && path[i] is '"' or '\'' ? ReadQuoted(path, ref i) : ReadName(path, ref i));
                if (i < path.Length && path[i] is ':' or ',')
                    throw Unsupported(path);
                if (i >= path.Length || path[i] != ']')
                    throw Invalid(path);
                i++;
            }
            else
            {
                throw Invalid(path);
            }
        }
        return [.. steps];
    }

    private static string ReadName(string path, ref int i)
    {
        var start = i;
        while (i < path.Length && (char.IsLetterOrDigit(path[i]) || path[i] is '_' or '-' or '$' or '/' or '@' or '|' or '#'))
            i++;
        return i > start ? path[start..i] : throw Invalid(path);
    }

    private static string ReadQuoted(string path, ref int i)
    {
        var quote = path[i++];
        var name = new StringBuilder();
        while (i < path.Length && path[i] != quote)
        {
            if (path[i] == '\\' && i + 1 < path.Length)
                i++;
            name.Append(path[i++]);
        }
        if (i >= path.Length)
            throw Invalid(path);
        i++;
        return name.ToString();
    }

    private static SqlFailedException Invalid(string path) => new($"Invalid JSON path: '{path}'");

    private static SqlFailedException Unsupported(string path) => new($"JSON path '{path}' is not supported by the emulator");
}
