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

        var names = new List<string>(columns.Length);
        foreach (var column in columns)
        {
            names.Add(column.Name);
        }

        var near = Find(name, names);
        if (near.Count > 0)
        {
            return $"Did you mean {string.Join(" or ", near.Select(static candidate => $"'{candidate}'"))}? Names are compared with regard to case.";
        }

        var listed = new List<string>();
        foreach (var column in columns[..Math.Min(columns.Length, MaxListed)])
        {
            listed.Add($"'{column.Name}'");
        }

        var more = columns.Length > MaxListed ? $" and {columns.Length - MaxListed} more" : "";
        return $"The schema has {string.Join(", ", listed)}{more}.";
    }

    /// <summary>Names that differ from the given one in case or in a few letters, nearest first.</summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates)
    {
        var near = new List<(int Distance, string Name)>();
        foreach (var candidate in candidates)
        {
            var distance = string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(candidate, name);
            if (distance <= (name.Length <= 3 ? 1 : Math.Max(2, name.Length / 4)))
            {
                near.Add((distance, candidate));
            }
        }

        near.Sort(static (a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : string.CompareOrdinal(a.Name, b.Name));
        return [.. near.Select(static entry => entry.Name).Distinct(StringComparer.Ordinal).Take(MaxSuggestions)];
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
