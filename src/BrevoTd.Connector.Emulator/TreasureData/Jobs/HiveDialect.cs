using System.Text;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>
/// Statements of Hive that mean the same in Trino, for the clients that say "hive" unless told otherwise. Whatever the two take differently is
/// refused by name, so that nothing is answered differently from the service.
/// </summary>
internal static class HiveDialect
{
    public const string JobType = "hive";

    /// <summary>Functions that do the same in both.</summary>
    private static readonly HashSet<string> s_functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "abs",
        "avg",
        "coalesce",
        "concat",
        "count",
        "if",
        "length",
        "lower",
        "max",
        "min",
        "sum",
        "td_interval",
        "td_scheduled_time",
        "td_time_add",
        "td_time_format",
        "td_time_parse",
        "td_time_range",
        "upper",
    };

    /// <summary>Words that may stand before a parenthesis without being functions.</summary>
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "all",
        "and",
        "as",
        "by",
        "distinct",
        "else",
        "exists",
        "from",
        "having",
        "in",
        "join",
        "not",
        "on",
        "or",
        "select",
        "then",
        "union",
        "when",
        "where",
    };

    /// <summary>The statement in Trino's dialect.</summary>
    /// <exception cref="TdException">501: a part of it may mean something else in Trino.</exception>
    public static string ToTrino(string query)
    {
        var output = new StringBuilder(query.Length);
        var word = "";
        var isFirst = true;
        for (var i = 0; i < query.Length; )
        {
            var c = query[i];
            if (char.IsAsciiLetter(c) || c == '_')
            {
                var start = i;
                while (i < query.Length && (char.IsAsciiLetterOrDigit(query[i]) || query[i] == '_'))
                    i++;
                word = query[start..i];
                if (
                    isFirst
                    && !word.Equals("select", StringComparison.OrdinalIgnoreCase)
                    && !word.Equals("with", StringComparison.OrdinalIgnoreCase)
                )
                    throw Refuse(word.ToUpperInvariant());
                isFirst = false;
                output.Append(word);
                continue;
            }

            if (c is '\'' or '"' or '`')
            {
                i = AppendQuoted(output, query, i);
                word = "";
                continue;
            }

            if (c == '-' && i + 1 < query.Length && query[i + 1] == '-')
            {
                while (i < query.Length && query[i] != '\n')
                    i++;
                continue;
            }

            if (c is '/' or '%' or '[' or '{' or '$' or '|' or '&' or '^' or '~')
                throw Refuse(c.ToString());
            if (c == '(' && word.Length > 0 && !s_functions.Contains(word) && !s_words.Contains(word))
                throw Refuse($"the function {word}");
            if (!char.IsWhiteSpace(c))
                word = "";
            // Hive also writes == for =.
            if (c == '=' && i + 1 < query.Length && query[i + 1] == '=')
                i++;
            output.Append(c);
            i++;
        }

        return output.ToString();
    }

    /// <summary>Name and type of a result's column, as Hive calls them.</summary>
    public static string[] ToHive(string name, string type) =>
        [
            name.StartsWith("_col", StringComparison.Ordinal) ? "_c" + name["_col".Length..] : name,
            type.StartsWith("array(", StringComparison.Ordinal) || type.StartsWith("map(", StringComparison.Ordinal)
                ? type.Replace('(', '<').Replace(')', '>').Replace("varchar", "string", StringComparison.Ordinal)
                : type switch
                {
                    "varchar" => "string",
                    "integer" => "int",
                    "real" => "float",
                    _ => type,
                },
        ];

    /// <summary>Text in either quotes is text for Hive; names are in back quotes.</summary>
    private static int AppendQuoted(StringBuilder output, string query, int start)
    {
        var quote = query[start];
        var end = query.IndexOf(quote, start + 1);
        if (end < 0)
            throw TdException.Invalid("The query has a quote without an end");
        var text = query[(start + 1)..end];
        if (text.Contains('\\', StringComparison.Ordinal))
            throw Refuse("a backslash in text");
        var target = quote == '`' ? "\"" : "'";
        output.Append(target).Append(text.Replace(target, target + target, StringComparison.Ordinal)).Append(target);
        return end + 1;
    }

    private static TdException Refuse(string what) =>
        TdException.NotSupported(
            $"{what} in a Hive query",
            $"The emulator runs Hive queries only as far as they mean the same in Trino, and {what} may not. Use a query of type trino"
        );
}
