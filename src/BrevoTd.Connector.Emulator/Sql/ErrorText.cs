namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>DuckDB's error texts in Trino's words.</summary>
internal static class ErrorText
{
    public static SqlFailedException ToException(string error)
    {
        var text = error;
        // DuckDB points at its own text of the statement, which is not the user's.
        var excerpt = text.IndexOf("\n\nLINE ", StringComparison.Ordinal);
        if (excerpt >= 0)
            text = text[..excerpt];
        var kind = text.IndexOf("Error: ", StringComparison.Ordinal);
        return new SqlFailedException(kind is >= 0 and < 32 ? text[(kind + "Error: ".Length)..] : text);
    }
}
