namespace BrevoTd.Connector.TreasureData;

/// <summary>Words for values that were read in vain. No value ever gets in here.</summary>
internal static class TdColumnErrors
{
    private const string ReadOrNull = "Read it with the method that ends in OrNull, or replace null in the SQL (COALESCE).";

    public static TdColumnException Unreadable(
        string column,
        TdColumnProblem problem,
        TdValueKind kind,
        string wanted,
        long rowNumber,
        string nullRemedy = ReadOrNull
    )
    {
        var place = rowNumber > 0 ? $"Column '{column}' of row {rowNumber}" : $"Column '{column}'";
        var message = problem switch
        {
            TdColumnProblem.Null => $"{place} is null and was read as {wanted}. {nullRemedy}",
            TdColumnProblem.WrongKind =>
                $"{place} holds {Name(kind)} and was read as {wanted}. Read it as what it is, or CAST it in the SQL.",
            _ => $"{place} holds {Name(kind)} that cannot be read as {wanted}.{Why(kind, wanted)}",
        };
        return new TdColumnException(message, problem, column, kind, rowNumber);
    }

    public static string Name(TdValueKind kind) =>
        kind switch
        {
            TdValueKind.Null => "null",
            TdValueKind.Boolean => "a boolean",
            TdValueKind.Integer => "an integer",
            TdValueKind.UnsignedInteger => "an integer of 2^63 or more",
            TdValueKind.Float32 or TdValueKind.Float64 => "a floating-point number",
            TdValueKind.Text => "text",
            TdValueKind.Binary => "bytes",
            TdValueKind.Array => "a list",
            TdValueKind.Map => "a map",
            _ => "a MessagePack extension",
        };

    private static string Why(TdValueKind kind, string wanted) =>
        kind switch
        {
            TdValueKind.Text or TdValueKind.Binary when wanted == "text" => " Its bytes are not UTF-8; Utf8() gives them as they are.",
            TdValueKind.Integer when wanted == "a truth value" => " Only 0 and 1 are.",
            TdValueKind.Text when wanted == "a truth value" => " Only 'true' and 'false' are.",
            TdValueKind.UnsignedInteger => " Decimal() can read it.",
            _ => "",
        };
}
