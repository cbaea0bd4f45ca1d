namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule reads, in words.</summary>
internal static class SourceText
{
    public const string Function = "function";

    public static string Of(ColumnUse? column) =>
        column is null ? Function : $"{column.Name}{column.Path} ({ValueKinds.Name(column.Kind)})";
}
