namespace BrevoTd.Connector.Mapping;

/// <summary>
/// The kinds of problems a map can have, with codes that never change their meaning. docs/mapping-errors.md has a section for each: cause, example, remedy. An open set: later
/// versions add to it.
/// </summary>
/// <param name="Value">The code, such as <c>MAP001</c>.</param>
public readonly record struct MappingProblemCode(string Value)
{
    internal const string Page = "docs/mapping-errors.md";

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

    /// <summary>Steps of a rule contradict each other, or what the rule writes.</summary>
    public static MappingProblemCode Contradiction { get; } = new("MAP011");

    /// <summary>A value known from the map is none of a category attribute's options; Brevo would ignore it without a word.</summary>
    public static MappingProblemCode OptionUnknown { get; } = new("MAP012");

    /// <summary>Something in the map can never apply: it has no effect on any record.</summary>
    public static MappingProblemCode NeverApplies { get; } = new("MAP013");

    /// <summary>An argument of a step cannot be used, or is refused by the steps behind it.</summary>
    public static MappingProblemCode InvalidArgument { get; } = new("MAP014");

    /// <summary>The query returns several columns of the name that a rule reads.</summary>
    public static MappingProblemCode ColumnAmbiguous { get; } = new("MAP015");

    /// <summary>A rule has no way back, so the map cannot be reversed.</summary>
    public static MappingProblemCode NotReversible { get; } = new("MAP016");

    /// <summary>Where docs/mapping-errors.md explains the code: <c>docs/mapping-errors.md#map001</c>.</summary>
    public string HelpLink => $"{Page}#{Value?.ToLowerInvariant()}";

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
