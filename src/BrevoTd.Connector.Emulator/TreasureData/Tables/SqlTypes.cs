namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The types of schemas and those of SQL, each in the other's words.</summary>
internal static class SqlTypes
{
    /// <summary>float is double in SQL: the reference lists no real among the types that results have (§5.2).</summary>
    public static string ToSql(ColumnType type) =>
        type.IsArray ? $"array({ToSql(type.Element!)})"
        : type.IsMap ? $"map({ToSql(type.Key!)},{ToSql(type.Element!)})"
        : type.Name switch
        {
            "int" => "integer",
            "long" => "bigint",
            "float" or "double" => "double",
            _ => "varchar",
        };

    public static string ToSql(string schemaType) => ColumnType.TryParse(schemaType, out var type) ? ToSql(type) : "varchar";

    /// <summary>The schema's word for a column that a statement made; types that the grammar lacks are shown as string.</summary>
    public static string ToSchema(string sqlType)
    {
        if (TryArguments(sqlType, "array", out var arguments))
            return $"array<{ToSchema(arguments[0])}>";
        if (TryArguments(sqlType, "map", out arguments))
            return $"map<{ToSchema(arguments[0])},{ToSchema(arguments[1])}>";
        return sqlType switch
        {
            "tinyint" or "smallint" or "integer" => "int",
            "bigint" => "long",
            "real" => "float",
            "double" => "double",
            _ when sqlType.StartsWith("decimal", StringComparison.Ordinal) => "double",
            _ => "string",
        };
    }

    private static bool TryArguments(string type, string name, out List<string> arguments)
    {
        arguments = [];
        if (!type.StartsWith(name + "(", StringComparison.Ordinal) || !type.EndsWith(')'))
            return false;
        var depth = 0;
        var start = name.Length + 1;
        for (var i = start; i < type.Length; i++)
        {
            if (type[i] == '(')
                depth++;
            if ((type[i] == ',' && depth == 0) || (type[i] == ')' && depth == 0))
            {
                arguments.Add(type[start..i].Trim());
                start = i + 1;
            }

            if (type[i] == ')')
                depth--;
        }

        return true;
    }
}
