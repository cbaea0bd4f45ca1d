using System.Text;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Reads a CSV file whose shape nobody has promised: any of four separators, with or without a byte order mark, quoted fields with line breaks, any line ending.
/// </summary>
internal static class ReportCsv
{
    private const string Separators = ";,\t|";
    private const int SampleLines = 20;

    /// <summary>The lines of the file as fields; blank lines are left out.</summary>
    /// <exception cref="FormatException">The content is a page of HTML or XML.</exception>
    public static List<string[]> Parse(ReadOnlyMemory<byte> content)
    {
        var text = Decode(content.Span);
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]) && text[start] != '\t')
        {
            start++;
        }

        if (start < text.Length && text[start] == '<')
        {
            throw new FormatException("The file is a page of HTML or XML instead of CSV.");
        }

        if (text.AsSpan(start).StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > start + 4)
        {
            var endOfLine = text.AsSpan(start).IndexOfAny('\r', '\n');
            return Parse(text, endOfLine < 0 ? text.Length : start + endOfLine, text[start + 4], int.MaxValue);
        }

        return Parse(text, start, FindSeparator(text, start), int.MaxValue);
    }

    private static string Decode(ReadOnlySpan<byte> content) =>
        content switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            _ => Encoding.UTF8.GetString(content),
        };

    /// <summary>The separator that cuts the first lines into equally many fields, and into most.</summary>
    internal static char FindSeparator(string text, int start)
    {
        var best = (Separator: Separators[0], Score: 0);
        foreach (var separator in Separators)
        {
            var lines = Parse(text, start, separator, SampleLines);
            if (lines.Count == 0)
            {
                continue;
            }

            var fields = lines[0].Length;
            var alike = lines.Count(line => line.Length == fields);
            var score = fields == 1 ? 0 : (alike == lines.Count ? 1_000_000 : 0) + alike * 1_000 + fields;
            if (score > best.Score)
            {
                best = (separator, score);
            }
        }

        return best.Separator;
    }

    private static List<string[]> Parse(string text, int position, char separator, int maxLines)
    {
        var lines = new List<string[]>();
        var fields = new List<string>();
        while (position < text.Length && lines.Count < maxLines)
        {
            fields.Add(ReadField(text, ref position, separator));
            if (position < text.Length && text[position] == separator)
            {
                position++;
                if (position < text.Length)
                {
                    continue;
                }

                fields.Add("");
            }

            SkipLineEnd(text, ref position);
            if (fields.Exists(static field => field.Length > 0))
            {
                lines.Add([.. fields]);
            }

            fields.Clear();
        }

        return lines;
    }

    private static string ReadField(string text, ref int position, char separator)
    {
        if (position >= text.Length || text[position] != '"')
        {
            var start = position;
            while (position < text.Length && text[position] != separator && text[position] is not ('\r' or '\n'))
            {
                position++;
            }

            return text[start..position].Trim();
        }

        var field = new StringBuilder();
        position++;
        while (position < text.Length)
        {
            if (text[position] != '"')
            {
                field.Append(text[position++]);
            }
            else if (position + 1 < text.Length && text[position + 1] == '"')
            {
                field.Append('"');
                position += 2;
            }
            else
            {
                position++;
                break;
            }
        }

        // Whatever stands between the closing quote and the separator belongs to the field of a careless writer.
        while (position < text.Length && text[position] != separator && text[position] is not ('\r' or '\n'))
        {
            field.Append(text[position++]);
        }

        return field.ToString().Trim();
    }

    private static void SkipLineEnd(string text, ref int position)
    {
        if (position < text.Length && text[position] == '\r')
        {
            position++;
        }

        if (position < text.Length && text[position] == '\n')
        {
            position++;
        }
    }
}
