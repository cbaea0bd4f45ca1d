namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule reads, in words.</summary>
internal static class SourceText
{
    public const string Function = "function";

    public static string Of<T>(RuleNode<T> node) =>
        node.Column is { } column ? $"{column.Name} ({ValueKinds.Name(column.Kind)})" : Function;
}
