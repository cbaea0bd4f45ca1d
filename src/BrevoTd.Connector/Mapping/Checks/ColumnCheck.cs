using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Compares the columns that a map reads with those of the query.</summary>
internal static class ColumnCheck
{
    public static void Run(MapDefinition definition, TdSchema schema, List<MappingProblem> problems)
    {
        foreach (var rule in definition.AllRules.Where(static rule => rule.ReadsQueryColumn || rule.Kind == FieldKind.Group))
        {
            if (rule.Kind == FieldKind.Group)
            {
                CheckGroup(rule, schema, problems);
            }

            foreach (var use in rule.Columns)
            {
                if (!string.IsNullOrWhiteSpace(use.Name) && Find(use, schema) is var (code, message))
                {
                    problems.Add(new MappingProblem(code, rule.Target, use.Name, message));
                }
            }
        }
    }

    /// <summary>Columns of a group that cannot be written fail every record.</summary>
    private static void CheckGroup(IRuleDefinition rule, TdSchema schema, List<MappingProblem> problems)
    {
        var fields = rule.Expand(schema).ToList();
        if (fields.Count == 0)
        {
            problems.Add(
                new MappingProblem(
                    MappingProblemCode.NeverApplies,
                    rule.Target,
                    rule.Source,
                    "The query has no column for this group. Correct the pattern (case matters), or remove the rule."
                )
            );
        }

        foreach (var field in fields.Where(static field => field.Refusal is not null))
        {
            var code = field.Code == MappingFailureCode.WrongType ? MappingProblemCode.ColumnType : MappingProblemCode.InvalidName;
            problems.Add(new MappingProblem(code, field.Target, field.Column, field.Refusal!));
        }
    }

    private static (MappingProblemCode Code, string Message)? Find(ColumnUse use, TdSchema schema)
    {
        if (!schema.TryGetOrdinal(use.Name, out var ordinal))
        {
            var code = schema.Contains(use.Name) ? MappingProblemCode.ColumnAmbiguous : MappingProblemCode.ColumnMissing;
            return (code, schema.MissingColumn(use.Name, rowNumber: 0).Message);
        }

        var column = schema[ordinal];
        if (!use.Path.IsEmpty)
        {
            return column.ColumnType is { IsNested: false, IsText: false }
                ? (
                    MappingProblemCode.ColumnType,
                    $"Column '{use.Name}' is {column.Type}, so there is nothing at '{use.Path}' inside it. Read the column itself, or one that is nested or JSON text."
                )
                : null;
        }

        return Fits(use.Kind, column.ColumnType)
            ? null
            : (
                MappingProblemCode.ColumnType,
                $"Column '{use.Name}' is {column.Type} and is read as {ValueKinds.Name(use.Kind)}. {Remedy(use.Kind, column.ColumnType)}"
            );
    }

    /// <summary>Whether rows of such a column can be read so. A type that is not known is not judged.</summary>
    private static bool Fits(FieldKind kind, TdColumnType type)
    {
        var isKnown =
            type.IsText
            || type.IsInteger
            || type.IsFloatingPoint
            || type.IsDecimal
            || type.IsBoolean
            || type.IsDate
            || type.IsTimestamp
            || type.IsNested;
        return !isKnown
            || kind switch
            {
                FieldKind.Text => type.IsText || type.IsDate || type.IsTimestamp,
                FieldKind.Int64 => type.IsInteger,
                FieldKind.Double => type.IsFloatingPoint || type.IsInteger || type.IsDecimal,
                FieldKind.Decimal => type.IsDecimal || type.IsInteger || type.IsFloatingPoint || type.IsText,
                FieldKind.Boolean => type.IsBoolean || type.IsInteger || type.IsText,
                FieldKind.Date => type.IsDate || type.IsText || type.IsTimestamp,
                // A list also comes as JSON text.
                FieldKind.List => type.IsNested || type.IsText,
                _ => type.IsTimestamp || type.IsText || type.IsInteger || type.IsDate,
            };
    }

    private static string Remedy(FieldKind kind, TdColumnType type)
    {
        var reader =
            type.IsText ? "Column.Text"
            : type.IsInteger ? "Column.Int64"
            : type.IsFloatingPoint ? "Column.Double"
            : type.IsDecimal ? "Column.Decimal"
            : type.IsBoolean ? "Column.Boolean"
            : type.IsDate ? "Column.Date"
            : type.IsTimestamp ? "Column.Timestamp"
            : null;
        var sqlType = kind switch
        {
            FieldKind.Text => "varchar",
            FieldKind.Int64 => "bigint",
            FieldKind.Double => "double",
            FieldKind.Decimal => "decimal",
            FieldKind.Boolean => "boolean",
            FieldKind.Date => "date",
            FieldKind.List => "json",
            _ => "timestamp",
        };
        return reader is null
            ? "Compute it with a function, record => …, or take it apart in the SQL."
            : $"Read it with {reader}, or CAST it to {sqlType} in the SQL.";
    }
}
