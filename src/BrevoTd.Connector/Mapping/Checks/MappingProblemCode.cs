namespace BrevoTd.Connector.Mapping;

/// <summary>The kinds of problems a map can have, with stable codes. An open set: later versions add to it.</summary>
/// <param name="Value">The code, such as <c>MAP001</c>.</param>
public readonly record struct MappingProblemCode(string Value)
{
    /// <summary>The map reads a column that the query does not return.</summary>
    public static MappingProblemCode ColumnMissing { get; } = new("MAP001");

    /// <summary>A column has another type than the rule reads.</summary>
    public static MappingProblemCode ColumnType { get; } = new("MAP002");

    /// <summary>Brevo has no such attribute; an import would ignore it without a word.</summary>
    public static MappingProblemCode AttributeUnknown { get; } = new("MAP003");

    /// <summary>An attribute has another type than the rule writes; an import would ignore the value without a word.</summary>
    public static MappingProblemCode AttributeType { get; } = new("MAP004");

    /// <summary>An attribute is computed by Brevo and cannot be written.</summary>
    public static MappingProblemCode AttributeReadOnly { get; } = new("MAP005");

    /// <summary>Two rules write the same target.</summary>
    public static MappingProblemCode DuplicateTarget { get; } = new("MAP006");

    /// <summary>A name is empty or cannot be used as a target.</summary>
    public static MappingProblemCode InvalidName { get; } = new("MAP007");

    /// <summary>No rule writes what the target needs: an identifier of a contact, the time of a row.</summary>
    public static MappingProblemCode TargetMissing { get; } = new("MAP008");

    /// <summary>A rule reads a column, but the records are no rows.</summary>
    public static MappingProblemCode ColumnOnObject { get; } = new("MAP009");

    /// <summary>A region of <c>ToE164</c> is unknown.</summary>
    public static MappingProblemCode UnknownRegion { get; } = new("MAP010");

    /// <summary>Steps of a rule contradict each other.</summary>
    public static MappingProblemCode Contradiction { get; } = new("MAP011");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
