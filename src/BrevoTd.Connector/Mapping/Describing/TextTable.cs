using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>Lays texts out in columns, for a terminal or as Markdown.</summary>
internal static class TextTable
{
    public static string Aligned(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = new int[head.Count];
        foreach (var row in rows.Prepend(head))
        {
            for (var i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }

        var text = new StringBuilder();
        Line(text, head, widths);
        Line(text, [.. widths.Select(static width => new string('-', width))], widths);
        foreach (var row in rows)
        {
            Line(text, row, widths);
        }

        return text.ToString().TrimEnd('\n');
    }

    public static string Markdown(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        MarkdownLine(text, head);
        MarkdownLine(text, [.. head.Select(static _ => "---")]);
        foreach (var row in rows)
        {
            MarkdownLine(text, [.. row.Select(Escape)]);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        var start = text.Length;
        for (var i = 0; i < cells.Count; i++)
        {
            _ = text.Append(i == 0 ? "" : "  ").Append(cells[i].PadRight(widths[i]));
        }

        while (text.Length > start && text[^1] == ' ')
        {
            text.Length--;
        }

        _ = text.Append('\n');
    }

    private static void MarkdownLine(StringBuilder text, IReadOnlyList<string> cells) =>
        _ = text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escape(string cell) =>
        cell.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");
}
