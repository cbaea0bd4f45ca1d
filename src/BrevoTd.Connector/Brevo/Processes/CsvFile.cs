using System.Runtime.CompilerServices;
using System.Text;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Reads a CSV file line by line while it arrives: any of four separators, found in the first lines; UTF-8 or UTF-16; quoted fields with line breaks; any line
/// ending. The first line names the columns.
/// </summary>
internal static class CsvFile
{
    private const int SampleChars = 16 * 1024;
    private const int MaxLineChars = 16 * 1024 * 1024;

    /// <exception cref="FormatException">The content is a page of HTML or XML, a ZIP archive, or one line without an end.</exception>
    public static async IAsyncEnumerable<CsvRow> ReadAsync(
        Stream content,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, SampleChars);
        var buffer = new char[2 * SampleChars];
        var end = await FillAsync(reader, buffer, 0, SampleChars, cancellationToken).ConfigureAwait(false);
        var (start, separator) = Open(buffer.AsSpan(0, end), isWhole: end < SampleChars);
        string[]? columns = null;
        Dictionary<string, int>? places = null;
        var isEnd = false;
        while (true)
        {
            var length = LineLength(buffer.AsSpan(start, end - start), separator, isEnd, out var lineEnd);
            if (length < 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                if (end == buffer.Length)
                {
                    Array.Resize(
                        ref buffer,
                        end < MaxLineChars ? 2 * end : throw new FormatException("A line of the file has no end: it is not CSV.")
                    );
                }

                var filled = await FillAsync(reader, buffer, end, buffer.Length - end, cancellationToken).ConfigureAwait(false);
                isEnd = filled == end;
                end = filled;
                continue;
            }

            if (length == 0 && lineEnd == 0)
            {
                yield break;
            }

            var fields = Fields(buffer.AsSpan(start, length), separator);
            start += length + lineEnd;
            if (fields is [""])
            {
                continue;
            }

            if (columns is null)
            {
                columns = Array.ConvertAll(fields, static field => field.Trim());
                places = CsvRow.PlacesOf(columns);
            }
            else
            {
                yield return new CsvRow(columns, places!, fields);
            }
        }
    }

    private static async ValueTask<int> FillAsync(
        StreamReader reader,
        char[] buffer,
        int end,
        int wanted,
        CancellationToken cancellationToken
    )
    {
        while (wanted > 0)
        {
            var read = await reader.ReadAsync(buffer.AsMemory(end, wanted), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            end += read;
            wanted -= read;
        }

        return end;
    }

    /// <summary>Where the lines start, and what separates their fields.</summary>
    private static (int Start, char Separator) Open(ReadOnlySpan<char> sample, bool isWhole)
    {
        var start = 0;
        while (start < sample.Length && char.IsWhiteSpace(sample[start]) && sample[start] != '\t')
        {
            start++;
        }

        var text = sample[start..];
        if (text.StartsWith("<"))
        {
            throw new FormatException("The file is a page of HTML or XML instead of CSV.");
        }

        if (text.StartsWith("PK\u0003\u0004"))
        {
            throw new FormatException("The file is a ZIP archive: open it as a stream, and read the CSV files in it.");
        }

        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4)
        {
            var line = text.IndexOfAny('\r', '\n');
            return (start + (line < 0 ? text.Length : line), text[4]);
        }

        // A line that the sample cuts off would look different from the others.
        var whole = isWhole ? text : text[..(text.LastIndexOf('\n') is > 0 and var last ? last : text.Length)];
        return (start, ReportCsv.FindSeparator(whole.ToString(), 0));
    }

    /// <summary>How many characters the first line has without its end; -1 when more of it is to come.</summary>
    private static int LineLength(ReadOnlySpan<char> text, char separator, bool isEnd, out int lineEnd)
    {
        lineEnd = 0;
        var isFieldStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when isFieldStart:
                    i = ClosingQuote(text, i, isEnd);
                    if (i < 0)
                    {
                        return isEnd ? text.Length : -1;
                    }

                    isFieldStart = false;
                    break;
                case '\n':
                    lineEnd = 1;
                    return i;
                case '\r' when i + 1 < text.Length || isEnd:
                    lineEnd = i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1;
                    return i;
                case '\r':
                    return -1;
                default:
                    isFieldStart = text[i] == separator;
                    break;
            }
        }

        return isEnd ? text.Length : -1;
    }

    private static int ClosingQuote(ReadOnlySpan<char> text, int opening, bool isEnd)
    {
        for (var i = opening + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                continue;
            }

            if (i + 1 == text.Length)
            {
                return isEnd ? i : -1;
            }

            if (text[i + 1] != '"')
            {
                return i;
            }

            i++;
        }

        return -1;
    }

    private static string[] Fields(ReadOnlySpan<char> line, char separator)
    {
        var fields = new List<string>();
        while (true)
        {
            var length = FieldLength(line, separator);
            fields.Add(Field(line[..length]));
            if (length == line.Length)
            {
                return [.. fields];
            }

            line = line[(length + 1)..];
        }
    }

    private static int FieldLength(ReadOnlySpan<char> line, char separator)
    {
        var from = line.StartsWith("\"") && ClosingQuote(line, 0, isEnd: true) is > 0 and var closing ? closing : 0;
        var length = line[from..].IndexOf(separator);
        return length < 0 ? line.Length : from + length;
    }

    private static string Field(ReadOnlySpan<char> raw)
    {
        if (!raw.StartsWith("\""))
        {
            return raw.ToString();
        }

        // Whatever stands between the closing quote and the separator belongs to the field of a careless writer.
        var closing = ClosingQuote(raw, 0, isEnd: true);
        var inside = closing < 0 ? raw[1..] : raw[1..closing];
        var rest = closing < 0 ? default : raw[(closing + 1)..].TrimEnd();
        return inside.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) + rest.ToString();
    }
}
