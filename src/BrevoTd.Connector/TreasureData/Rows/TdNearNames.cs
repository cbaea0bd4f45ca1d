namespace BrevoTd.Connector.TreasureData;

/// <summary>Finds the columns that somebody who misspelt a name may have meant.</summary>
internal static class TdNearNames
{
    private const int MaxSuggestions = 3;
    private const int MaxListed = 12;
    private const int MaxCompared = 128;

    public static string Hint(string name, ReadOnlySpan<TdColumn> columns)
    {
        if (columns.IsEmpty)
        {
            return "The schema has no columns.";
        }

        var near = new List<(int Distance, string Name)>();
        foreach (var column in columns)
        {
            var distance = string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(column.Name, name);
            if (distance <= Math.Max(1, name.Length / 4))
            {
                near.Add((distance, column.Name));
            }
        }

        if (near.Count > 0)
        {
            near.Sort(static (a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : string.CompareOrdinal(a.Name, b.Name));
            var names = near.Select(static entry => entry.Name).Distinct(StringComparer.Ordinal).Take(MaxSuggestions);
            return $"Did you mean {string.Join(" or ", names.Select(static candidate => $"'{candidate}'"))}? Names are compared with regard to case.";
        }

        var listed = new List<string>();
        foreach (var column in columns[..Math.Min(columns.Length, MaxListed)])
        {
            listed.Add($"'{column.Name}'");
        }

        var more = columns.Length > MaxListed ? $" and {columns.Length - MaxListed} more" : "";
        return $"The schema has {string.Join(", ", listed)}{more}.";
    }

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > MaxCompared || Math.Max(left.Length, right.Length) > MaxCompared)
        {
            return int.MaxValue;
        }

        Span<int> row = stackalloc int[MaxCompared + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }

        return row[right.Length];
    }
}
