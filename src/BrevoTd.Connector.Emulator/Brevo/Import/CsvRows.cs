using System.Text;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The rows of a <c>fileBody</c>: a header line, semicolons, fields in double quotes where they need them.</summary>
internal static class CsvRows
{
    public static List<ImportRow> Read(string text)
    {
        var rows = new List<ImportRow>();
        string[]? header = null;
        foreach (var fields in ReadLines(text, ';'))
        {
            if (header is null)
            {
                header = [.. fields.Select(static field => field.Trim())];
                continue;
            }

            // An empty line is no row.
            if (fields is [""])
                continue;
            string? email = null;
            var attributes = new List<(string, RawValue)>(header.Length);
            for (var i = 0; i < Math.Min(header.Length, fields.Count); i++)
            {
                if (header[i].Equals("EMAIL", StringComparison.OrdinalIgnoreCase))
                    email = fields[i];
                else
                    attributes.Add((header[i], new RawValue(RawKind.Text, fields[i])));
            }

            rows.Add(new ImportRow(email, attributes));
        }

        return rows;
    }

    /// <summary>The fields of each line, the first included.</summary>
    public static IEnumerable<List<string>> ReadLines(string text, char separator)
    {
        text = text.TrimStart('\uFEFF');
        var line = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                    field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[++i]);
                else
                    quoted = false;
                continue;
            }

            switch (c)
            {
                case '"' when field.Length == 0:
                    quoted = true;
                    break;
                case var _ when c == separator:
                    line.Add(field.ToString());
                    field.Clear();
                    break;
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\n':
                    line.Add(field.ToString());
                    field.Clear();
                    yield return line;
                    line = [];
                    break;
                default:
                    field.Append(c);
                    break;
            }
        }

        if (field.Length > 0 || line.Count > 0)
        {
            line.Add(field.ToString());
            yield return line;
        }
    }
}
