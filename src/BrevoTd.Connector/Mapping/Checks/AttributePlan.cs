using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Mapping;

/// <summary>Which attributes a map needs, and what they must be.</summary>
internal static class AttributePlan
{
    public static string TargetOf(string name) => $"attributes.{name}";

    public static List<EnsuredAttribute> Of(MapDefinition definition, EnsureAttributesOptions options)
    {
        var wanted = new List<EnsuredAttribute>();
        foreach (var use in AttributeCheck.AttributesOf(definition, options.Schema))
        {
            wanted.Add(Want(use.Name, use.Kind, options));
        }

        foreach (var name in options.CategoryOptions.Keys.Concat(options.MultipleChoiceOptions.Keys))
        {
            if (!wanted.Exists(attribute => attribute.Name == name))
            {
                throw new ArgumentException($"The options name the attribute '{name}', which the map does not write.", nameof(options));
            }
        }

        return wanted;
    }

    public static CreateAttributeRequest Request(EnsuredAttribute attribute) =>
        new()
        {
            Type = attribute.Type,
            Enumeration =
                attribute.Category == AttributeCategory.Category
                    ? [.. attribute.Options.Select(static (label, index) => new AttributeOption { Value = index + 1, Label = label })]
                    : null,
            MultiCategoryOptions = attribute.Type == AttributeType.MultipleChoice ? attribute.Options : null,
        };

    /// <summary>The attribute as Brevo will list it.</summary>
    public static ContactAttribute AsListed(EnsuredAttribute attribute)
    {
        var request = Request(attribute);
        return new ContactAttribute
        {
            Name = attribute.Name,
            Category = attribute.Category,
            Type = attribute.Type,
            Enumeration = request.Enumeration,
            MultiCategoryOptions = request.MultiCategoryOptions,
        };
    }

    /// <summary>What the options ask for and an attribute that exists has otherwise.</summary>
    public static void Compare(IReadOnlyList<EnsuredAttribute> wanted, IReadOnlyList<ContactAttribute> known, List<MappingProblem> problems)
    {
        foreach (var attribute in wanted.Where(static attribute => attribute.Options.Count > 0))
        {
            if (
                known.FirstOrDefault(other => other.Name == attribute.Name) is not { } existing
                || problems.Exists(problem => problem.Target == TargetOf(attribute.Name))
            )
            {
                continue;
            }

            var isCategory = attribute.Category == AttributeCategory.Category;
            if (isCategory != (existing.Category == AttributeCategory.Category) || (!isCategory && existing.Type != attribute.Type))
            {
                problems.Add(
                    new MappingProblem(
                        MappingProblemCode.AttributeType,
                        TargetOf(attribute.Name),
                        Source: null,
                        $"The attribute is of type {existing.Type} and is to be of type {attribute.Type}. It is left as it is: delete it in Brevo first, with its values, or leave its options out."
                    )
                );
                continue;
            }

            var labels = isCategory
                ? (existing.Enumeration ?? []).Select(static option => option.Label).OfType<string>()
                : existing.MultiCategoryOptions ?? [];
            foreach (var missing in attribute.Options.Except(labels, StringComparer.Ordinal))
            {
                problems.Add(
                    new MappingProblem(
                        MappingProblemCode.OptionUnknown,
                        TargetOf(attribute.Name),
                        Source: null,
                        $"The attribute exists and has no option '{missing}'. Add it in Brevo (Attributes.UpdateAsync), or leave it out."
                    )
                );
            }
        }
    }

    /// <summary>Looks for attributes that are to be created and cannot be.</summary>
    /// <exception cref="ArgumentException">An attribute for a list has no options.</exception>
    public static void CheckMissing(IReadOnlyList<EnsuredAttribute> wanted, IReadOnlyList<ContactAttribute> known)
    {
        foreach (var attribute in wanted)
        {
            if (attribute.Type == AttributeType.MultipleChoice && attribute.Options.Count == 0 && !IsKnown(attribute, known))
            {
                throw new ArgumentException(
                    $"The map writes a list into the attribute '{attribute.Name}', which Brevo does not have. To create it, name its options in {nameof(EnsureAttributesOptions)}.{nameof(EnsureAttributesOptions.MultipleChoiceOptions)}."
                );
            }
        }
    }

    /// <summary>Whether there is such an attribute, in any case: another case is another attribute to Brevo's writes and perhaps the same to its storage. The check tells it, nobody wants both.</summary>
    public static bool IsKnown(EnsuredAttribute attribute, IReadOnlyList<ContactAttribute> known) =>
        known.Any(other => string.Equals(other.Name, attribute.Name, StringComparison.OrdinalIgnoreCase));

    private static EnsuredAttribute Want(string name, FieldKind kind, EnsureAttributesOptions options)
    {
        if (options.CategoryOptions.TryGetValue(name, out var labels))
        {
            return new EnsuredAttribute(name, AttributeCategory.Category, AttributeType.Category, Checked(name, labels));
        }

        return options.MultipleChoiceOptions.TryGetValue(name, out var choices)
            ? new EnsuredAttribute(name, AttributeCategory.Normal, AttributeType.MultipleChoice, Checked(name, choices))
            : new EnsuredAttribute(name, AttributeCategory.Normal, TypeOf(kind, options), []);
    }

    private static AttributeType TypeOf(FieldKind kind, EnsureAttributesOptions options) =>
        kind switch
        {
            FieldKind.Int64 or FieldKind.Double or FieldKind.Decimal or FieldKind.UnixTime => AttributeType.Float,
            FieldKind.Boolean => AttributeType.Boolean,
            FieldKind.List => AttributeType.MultipleChoice,
            FieldKind.Date => AttributeType.Date,
            FieldKind.Timestamp when options.TimestampsAsDates => AttributeType.Date,
            _ => AttributeType.Text,
        };

    private static IReadOnlyList<string> Checked(string name, IReadOnlyList<string> labels)
    {
        if (labels.Count == 0 || labels.Any(string.IsNullOrWhiteSpace) || labels.Distinct(StringComparer.Ordinal).Count() != labels.Count)
        {
            throw new ArgumentException(
                $"The options of the attribute '{name}' must be at least one, without gaps and without duplicates."
            );
        }

        return labels;
    }
}
