namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule reads, in words.</summary>
internal static class SourceText
{
    public static string Of(ColumnUse? column, string? constant) =>
        constant is not null ? StepArgument.Text(constant)
        : column is null ? "function"
        : $"{column.Name}{column.Path} ({ValueKinds.Name(column.Kind)})";
}
