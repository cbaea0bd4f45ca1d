namespace BrevoTd.Connector.Mapping;

/// <summary>The entries of all columns of a group.</summary>
internal sealed class ColumnGroupEntry<T>(PlanEntry<T>[] entries, Field field) : PlanEntry<T>(field)
{
    public override int MaxFields => entries.Length;

    public override void Write(in T record, EncodeContext context)
    {
        foreach (var entry in entries)
        {
            entry.Write(in record, context);
        }
    }
}

/// <summary>A column of a group that cannot be written: every record fails with the reason, because leaving the column out would lose it without a word.</summary>
internal sealed class RefusedEntry<T>(Field field, MappingFailureCode code, string message) : PlanEntry<T>(field)
{
    public override int MaxFields => 0;

    public override void Write(in T record, EncodeContext context) => _ = context.Missing(Field, context.Fail(code, message, "column"));
}
