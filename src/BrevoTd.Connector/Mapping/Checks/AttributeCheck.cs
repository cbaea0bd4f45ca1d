using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Compares the attributes that a map writes with those that Brevo has.</summary>
internal static class AttributeCheck
{
    /// <summary>The attributes of contacts that a map of something else writes along, in an object of their own.</summary>
    public static IEnumerable<AttributeUse> AttributesIn(MapDefinition definition, string path) =>
        definition
            .AllRules.Where(rule => rule.Parent.IsWithin(path) && !string.IsNullOrWhiteSpace(rule.WireName))
            .SelectMany(static rule => Of(rule, schema: null));

    /// <summary>
    /// The attributes of contacts that a map writes; those of groups of columns only where the columns are known. Identifiers exist in every account, listed or not.
    /// </summary>
    public static IEnumerable<AttributeUse> AttributesOf(MapDefinition definition, TdSchema? schema) =>
        definition
            .AllRules.Where(static rule => rule.Role == FieldRole.None && !rule.Parent.IsList && !string.IsNullOrWhiteSpace(rule.WireName))
            .SelectMany(rule => Of(rule, schema));

    public static void Run(IEnumerable<AttributeUse> uses, IReadOnlyList<ContactAttribute> attributes, List<MappingProblem> problems)
    {
        var byName = new Dictionary<string, ContactAttribute>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            if (attribute.Name is { } name)
            {
                byName[name] = attribute;
            }
        }

        foreach (var use in uses)
        {
            if (Find(use.Name, use.Kind, byName) is var (code, message))
            {
                problems.Add(new MappingProblem(code, use.Target, use.Source, message));
            }
            else if (byName.TryGetValue(use.Name, out var attribute))
            {
                OptionCheck.Run(use, attribute, problems);
            }
        }
    }

    private static IEnumerable<AttributeUse> Of(IRuleDefinition rule, TdSchema? schema) =>
        rule.Kind != FieldKind.Group ? [new AttributeUse(rule.Target, rule.Source, rule.WireName, rule.Kind, [.. rule.KnownValues()])]
        : schema is null ? []
        : rule.Expand(schema)
            .Where(static field => field.Refusal is null)
            .Select(static field => new AttributeUse(field.Target, field.Column, field.Name, field.Kind, []));

    private static (MappingProblemCode Code, string Message)? Find(string name, FieldKind kind, Dictionary<string, ContactAttribute> byName)
    {
        if (!byName.TryGetValue(name, out var attribute))
        {
            return (MappingProblemCode.AttributeUnknown, Unknown(name, byName.Keys));
        }

        if (attribute.Category == AttributeCategory.Calculated || attribute.Category == AttributeCategory.Global)
        {
            return (
                MappingProblemCode.AttributeReadOnly,
                $"Brevo computes the attribute ({attribute.Category}), it cannot be written. Remove the rule."
            );
        }

        // Brevo tells a category attribute by its category; its type is that of its options.
        var type = attribute.Category == AttributeCategory.Category ? AttributeType.Category : attribute.Type;
        return type is not { } known || Fits(kind, known)
            ? null
            : (
                MappingProblemCode.AttributeType,
                $"The attribute is of type {known} and the rule writes {ValueKinds.Name(kind)}, which Brevo would ignore. {Remedy(known)}"
            );
    }

    private static string Unknown(string name, IEnumerable<string> names)
    {
        var near = TdNearNames.Find(name, names);
        if (near.Count == 0)
        {
            return "Brevo has no such attribute, and would ignore it. Create it first (EnsureAttributesAsync), or remove the rule.";
        }

        var hint = string.Equals(near[0], name, StringComparison.OrdinalIgnoreCase)
            ? $"It is called '{near[0]}': write names in Brevo's own case."
            : $"Did you mean {string.Join(" or ", near.Select(static candidate => $"'{candidate}'"))}?";
        return $"Brevo has no such attribute, and would ignore it. {hint}";
    }

    /// <summary>Whether Brevo takes such a value. A type that is not known is not judged.</summary>
    private static bool Fits(FieldKind kind, AttributeType type)
    {
        if (type == AttributeType.Text)
        {
            return kind is FieldKind.Text or FieldKind.Date or FieldKind.Timestamp;
        }

        if (type == AttributeType.Float)
        {
            return kind is FieldKind.Int64 or FieldKind.Double or FieldKind.Decimal;
        }

        if (type == AttributeType.Boolean)
        {
            return kind is FieldKind.Boolean;
        }

        if (type == AttributeType.Date)
        {
            return kind is FieldKind.Date or FieldKind.Timestamp;
        }

        if (type == AttributeType.Category || type == AttributeType.Id || type == AttributeType.User)
        {
            return kind is FieldKind.Text or FieldKind.Int64;
        }

        return type != AttributeType.MultipleChoice || kind == FieldKind.List;
    }

    private static string Remedy(AttributeType type) =>
        type == AttributeType.Text ? "Read or compute text."
        : type == AttributeType.Float ? "Read it with Column.Int64, Column.Double or Column.Decimal, or convert it to a number."
        : type == AttributeType.Boolean ? "Read it with Column.Boolean, or convert it to a truth value."
        : type == AttributeType.Date ? "Read it with Column.Date, or convert it to a date."
        : type == AttributeType.MultipleChoice ? "It takes lists of texts: give the rule one, with Column.List or a function."
        : "Write the option's label as text, or its number.";
}
