using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>DuckDB's error texts in Trino's words.</summary>
internal static partial class ErrorText
{
    public static SqlFailedException ToException(string error)
    {
        var text = error;
        // DuckDB points at its own text of the statement, which is not the user's.
        var excerpt = text.IndexOf("\n\nLINE ", StringComparison.Ordinal);
        if (excerpt >= 0)
            text = text[..excerpt];
        var kind = text.IndexOf("Error: ", StringComparison.Ordinal);
        if (kind is >= 0 and < 32)
            text = text[(kind + "Error: ".Length)..];
        var isPlan =
            error.StartsWith("Binder Error", StringComparison.Ordinal) || error.StartsWith("Parser Error", StringComparison.Ordinal);
        return new SqlFailedException(isPlan ? $"The statement is not supported by the emulator: {text}" : Translate(text));
    }

    private static string Translate(string text)
    {
        if (IntegerOverflow().Match(text) is { Success: true } overflow)
        {
            var type = overflow.Groups["bits"].Value switch
            {
                "8" => "tinyint",
                "16" => "smallint",
                "32" => "integer",
                _ => "bigint",
            };
            var operation = overflow.Groups["op"].Value;
            return $"{type} {operation} overflow: {overflow.Groups["values"].Value}";
        }
        if (OutOfRange().Match(text) is { Success: true } range)
        {
            // A sum is the only place where DuckDB counts further than Trino does.
            var source = range.Groups["from"].Value;
            return source == "INT128"
                ? $"bigint addition overflow: {range.Groups["value"].Value}"
                : $"Out of range for {TypeName(range.Groups["to"].Value)}: {range.Groups["value"].Value}";
        }
        if (DecimalRange().Match(text) is { Success: true } number)
            return $"Cannot cast '{number.Groups["value"].Value}' to DECIMAL({number.Groups["p"].Value},{number.Groups["s"].Value})";
        if (text.StartsWith("Overflow in", StringComparison.Ordinal) && text.Contains("DECIMAL", StringComparison.Ordinal))
            return "Decimal overflow";
        if (text.StartsWith("More than one row returned by a subquery", StringComparison.Ordinal))
            return "Scalar sub-query has returned multiple rows";
        if (text.StartsWith("Map keys must be unique", StringComparison.Ordinal))
            return "Duplicate map keys are not allowed";
        if (text.StartsWith("Map keys can not be NULL", StringComparison.Ordinal))
            return "map key cannot be null";
        return text.Contains("key list does not align", StringComparison.Ordinal) ? "Key and value arrays must be the same length" : text;
    }

    private static string TypeName(string type) =>
        type switch
        {
            "INT8" => "tinyint",
            "INT16" => "smallint",
            "INT32" => "integer",
            "INT64" => "bigint",
            _ => type.ToLowerInvariant(),
        };

    [GeneratedRegex(@"^Overflow in (?<op>\w+) of INT(?<bits>\d+) \((?<values>.*)\)!?", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerOverflow();

    [GeneratedRegex(
        @"^Type (?<from>\w+) with value (?<value>\S+) can't be cast because the value is out of range for the destination type (?<to>\w+)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OutOfRange();

    [GeneratedRegex(
        @"^(Could not cast value|Casting value) ""?(?<value>[^\s""]+)""? to (type )?DECIMAL\((?<p>\d+),(?<s>\d+)\)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DecimalRange();
}
