using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Compares the values that a map itself brings along (defaults, values of look-ups) with the options of a category or multiple-choice attribute.</summary>
internal static class OptionCheck
{
    private const int MaxListed = 12;

    public static void Run(AttributeUse use, ContactAttribute attribute, List<MappingProblem> problems)
    {
        var options = OptionsOf(attribute);
        if (options.Count == 0)
        {
            return;
        }

        var accepted = new HashSet<string>(options.SelectMany(static option => option.Accepted), StringComparer.Ordinal);
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in use.KnownValues)
        {
            if (value.Written is { } written && !accepted.Contains(written) && unknown.Add(written))
            {
                problems.Add(
                    new MappingProblem(
                        MappingProblemCode.OptionUnknown,
                        use.Target,
                        use.Source,
                        $"{value.Step.Name} writes '{written}', which is none of the attribute's options, so that Brevo would ignore it. {Remedy(written, options, accepted)}"
                    )
                );
            }
        }
    }

    /// <summary>Brevo takes an option's number, its code or its label.</summary>
    private static List<(string Label, string[] Accepted)> OptionsOf(ContactAttribute attribute)
    {
        var options = new List<(string, string[])>();
        if (attribute.Category == AttributeCategory.Category)
        {
            foreach (var option in attribute.Enumeration ?? [])
            {
                // Where codes are no numbers, Brevo answers 0 for all of them.
                var number =
                    option.Value is { } value and not 0 || option.ValueText is "0"
                        ? option.Value?.ToString(CultureInfo.InvariantCulture)
                        : null;
                string[] accepted =
                [
                    .. new[] { option.Label, option.ValueText, number }.OfType<string>().Where(static text => text.Length > 0),
                ];
                if (accepted.Length > 0)
                {
                    options.Add((accepted[0], accepted));
                }
            }
        }
        else if (attribute.Type == AttributeType.MultipleChoice)
        {
            foreach (var option in attribute.MultiCategoryOptions ?? [])
            {
                options.Add((option, [option]));
            }
        }

        return options;
    }

    private static string Remedy(string written, List<(string Label, string[] Accepted)> options, HashSet<string> accepted)
    {
        var near = TdNearNames.Find(written, accepted);
        if (near.Count > 0 && string.Equals(near[0], written, StringComparison.OrdinalIgnoreCase))
        {
            near = [near[0]];
        }

        var hint =
            near.Count > 0
                ? $"Did you mean {string.Join(" or ", near.Select(static text => $"'{text}'"))}?"
                : $"It has {string.Join(", ", options.Take(MaxListed).Select(static option => $"'{option.Label}'"))}{(options.Count > MaxListed ? $" and {options.Count - MaxListed} more" : "")}.";
        return $"{hint} Write one of them, or add the option in Brevo.";
    }
}
