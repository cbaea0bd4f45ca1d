namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo demands of an attribute's definition, checked before it is sent. Categories and types that are not known here are left to Brevo.</summary>
internal static class AttributeRules
{
    private const int MaxOptionLength = 200;

    private static readonly AttributeType[] s_normal =
    [
        AttributeType.Text,
        AttributeType.Date,
        AttributeType.Float,
        AttributeType.Boolean,
        AttributeType.MultipleChoice,
        AttributeType.User,
    ];

    private static readonly AttributeType[] s_transactional =
    [
        AttributeType.Text,
        AttributeType.Date,
        AttributeType.Float,
        AttributeType.Boolean,
        AttributeType.Id,
    ];

    private static readonly AttributeType[] s_known = [.. s_normal, AttributeType.Id, AttributeType.Category];

    public static void Check(AttributeCategory category, CreateAttributeRequest request, string parameter)
    {
        if (category == AttributeCategory.Calculated || category == AttributeCategory.Global)
        {
            Require(
                !string.IsNullOrWhiteSpace(request.Value),
                $"An attribute of the category '{category}' is computed: set Value to its formula.",
                parameter
            );
            Require(
                request is { Type: null, Enumeration: null, MultiCategoryOptions: null },
                $"An attribute of the category '{category}' has a formula only: leave Type and options out.",
                parameter
            );
            return;
        }

        Require(
            request is { Value: null, IsRecurring: null },
            $"Value and IsRecurring belong to calculated and global attributes: leave them out of one of the category '{category}'.",
            parameter
        );
        if (category == AttributeCategory.Normal)
        {
            CheckType(category, request.Type, s_normal, parameter);
        }
        else if (category == AttributeCategory.Transactional)
        {
            CheckType(category, request.Type, s_transactional, parameter);
        }
        else if (category == AttributeCategory.Category)
        {
            Require(
                request.Enumeration is { Count: > 0 },
                "An attribute of the category 'category' needs its options: set Enumeration.",
                parameter
            );
        }

        Require(
            request.Enumeration is null || category != AttributeCategory.Normal && category != AttributeCategory.Transactional,
            "Enumeration belongs to the category 'category'. The options of a multiple-choice attribute stand in MultiCategoryOptions.",
            parameter
        );
        Require(
            request.Type == AttributeType.MultipleChoice
                ? request.MultiCategoryOptions is { Count: > 0 }
                : request.MultiCategoryOptions is null,
            "An attribute of the type 'multiple-choice' needs MultiCategoryOptions, and no other type has them.",
            parameter
        );
        CheckOptions(request.Enumeration, request.MultiCategoryOptions, parameter);
    }

    public static void Check(AttributeCategory category, UpdateAttributeRequest request, string parameter)
    {
        Require(
            category != AttributeCategory.Transactional,
            "Brevo does not change transactional attributes. Delete the attribute and create it anew, which loses its values.",
            parameter
        );
        var set = (request.Value is null ? 0 : 1) + (request.Enumeration is null ? 0 : 1) + (request.MultiCategoryOptions is null ? 0 : 1);
        Require(set == 1, $"A change is exactly one of Value, Enumeration and MultiCategoryOptions, and {set} are set.", parameter);
        var fits =
            category == AttributeCategory.Category ? request.Enumeration is not null
            : category == AttributeCategory.Normal ? request.MultiCategoryOptions is not null
            : category != AttributeCategory.Calculated && category != AttributeCategory.Global || request.Value is not null;
        Require(
            fits,
            "A category attribute changes by Enumeration, a multiple-choice one by MultiCategoryOptions, a calculated or global one by Value.",
            parameter
        );
        CheckOptions(request.Enumeration, request.MultiCategoryOptions, parameter);
    }

    private static void CheckType(AttributeCategory category, AttributeType? type, AttributeType[] allowed, string parameter)
    {
        Require(type is not null, $"An attribute of the category '{category}' needs a Type.", parameter);
        Require(
            !s_known.Contains(type!.Value) || allowed.Contains(type.Value),
            $"An attribute of the category '{category}' cannot have the type '{type}'. It takes {string.Join(", ", allowed)}.",
            parameter
        );
    }

    private static void CheckOptions(IReadOnlyList<AttributeOption>? options, IReadOnlyList<string>? choices, string parameter)
    {
        foreach (var option in options ?? [])
        {
            Require(
                option.Value is not null && !string.IsNullOrEmpty(option.Label),
                "Every option of an Enumeration needs a Value and a Label.",
                parameter
            );
        }

        foreach (var text in (options ?? []).Select(static option => option.Label!).Concat(choices ?? []))
        {
            Require(!string.IsNullOrEmpty(text), "An option must not be empty.", parameter);
            Require(
                text.Length <= MaxOptionLength,
                $"An option has {text.Length} characters and Brevo takes {MaxOptionLength}. Shorten it.",
                parameter
            );
        }
    }

    private static void Require(bool condition, string message, string parameter)
    {
        if (!condition)
        {
            throw new ArgumentException(message, parameter);
        }
    }
}
