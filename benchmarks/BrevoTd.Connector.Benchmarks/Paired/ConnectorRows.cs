using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>The same rows through the connector.</summary>
internal static class ConnectorRows
{
    public static async ValueTask ReadAsync(TdRowReader reader, BodySink sink)
    {
        var sum = default(RowSum);
        while (await reader.ReadAsync())
        {
            ReadRow(reader.Current, ref sum);
            sum.EndRow(sink);
        }

        sum.End(sink);
    }

    public static async ValueTask ReadByNameAsync(TdRowReader reader, BodySink sink)
    {
        var sum = default(RowSum);
        while (await reader.ReadAsync())
        {
            ReadByName(reader.Current, ref sum);
            sum.EndRow(sink);
        }

        sum.End(sink);
    }

    private static void ReadRow(TdRow row, ref RowSum sum)
    {
        AddText(row, 0, ref sum);
        AddText(row, 1, ref sum);
        AddText(row, 2, ref sum);
        AddText(row, 3, ref sum);
        AddText(row, 4, ref sum);
        sum.Add(row.Int64(5));
        sum.Add(row.Int64(6));
        if (row.DoubleOrNull(7) is { } ltv)
        {
            sum.Add(ltv);
        }
        else
        {
            sum.AddNull();
        }

        sum.Add(row.Boolean(8));
        AddText(row, 9, ref sum);
    }

    /// <summary>By name and as strings: as little care as reading dictionaries takes.</summary>
    private static void ReadByName(TdRow row, ref RowSum sum)
    {
        HandWrittenRows.Add(ref sum, row.TextOrNull("email"));
        HandWrittenRows.Add(ref sum, row.TextOrNull("first_name"));
        HandWrittenRows.Add(ref sum, row.TextOrNull("last_name"));
        HandWrittenRows.Add(ref sum, row.TextOrNull("city"));
        HandWrittenRows.Add(ref sum, row.TextOrNull("country"));
        sum.Add(row.Int64("customer_id"));
        sum.Add(row.Int64("visits"));
        if (row.DoubleOrNull("ltv") is { } ltv)
        {
            sum.Add(ltv);
        }
        else
        {
            sum.AddNull();
        }

        sum.Add(row.Boolean("vip"));
        HandWrittenRows.Add(ref sum, row.TextOrNull("born"));
    }

    private static void AddText(TdRow row, int ordinal, ref RowSum sum)
    {
        if (row.TryGetUtf8(ordinal, out var text))
        {
            sum.Add(text);
        }
        else if (row.IsNull(ordinal))
        {
            sum.AddNull();
        }
        else
        {
            throw new InvalidDataException("Not a text.");
        }
    }
}
