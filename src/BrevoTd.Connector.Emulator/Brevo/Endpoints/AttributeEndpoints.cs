using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Attribute definitions.</summary>
internal sealed class AttributeEndpoints(BrevoService service)
{
    private const int MaximumOptionLength = 200;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/contacts/attributes", List);
        routes.Map("POST", "/contacts/attributes/{attributeCategory}/{attributeName}", CreateAsync);
        routes.Map("PUT", "/contacts/attributes/{attributeCategory}/{attributeName}", UpdateAsync);
        routes.Map("DELETE", "/contacts/attributes/{attributeCategory}/{attributeName}", Delete);
        routes.Map(
            "DELETE",
            "/contacts/attributes/{attributeType}/{multipleChoiceAttribute}/{multipleChoiceAttributeOption}",
            DeleteOption
        );
    }

    /// <summary>Checks a new definition; throws what the service would answer.</summary>
    public static AttributeDefinition Define(
        BrevoStore store,
        string category,
        string name,
        string? type,
        AttributeOption[]? enumeration,
        string[]? options,
        string? formula
    )
    {
        name = name.ToUpperInvariant();
        CheckCategory(category);
        if (name.Length is 0 or > 50 || !name.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_' or '-'))
            throw BrevoError.Invalid("Attribute name should hold only letters, digits, _ and -");
        if (name == "EMAIL" || store.Attribute(name) is not null)
            throw BrevoError.Duplicate("Attribute name must be unique");
        switch (category)
        {
            case "calculated" or "global":
                if (string.IsNullOrEmpty(formula))
                    throw BrevoError.Missing("value is missing");
                return new AttributeDefinition(store.NextAttributeId(), name, category, null) { Formula = formula };
            case "category":
                if (type is not (null or "category"))
                    throw BrevoError.Invalid("Attribute type should be category");
                if (enumeration is not { Length: > 0 })
                    throw BrevoError.Missing("enumeration is missing");
                CheckLabels(enumeration.Select(static option => option.Label));
                return new AttributeDefinition(store.NextAttributeId(), name, category, "text") { Enumeration = enumeration };
            case "transactional":
                if (type is null)
                    throw BrevoError.Missing("type is missing");
                if (type is not ("text" or "date" or "float" or "boolean" or "id"))
                    throw BrevoError.Invalid("Attribute type is not valid for this category");
                return new AttributeDefinition(store.NextAttributeId(), name, category, type);
            default:
                if (type is null)
                    throw BrevoError.Missing("type is missing");
                if (type is not ("text" or "date" or "float" or "boolean" or "multiple-choice" or "user"))
                    throw BrevoError.Invalid("Attribute type is not valid for this category");
                CheckLabels(options ?? []);
                return new AttributeDefinition(store.NextAttributeId(), name, category, type)
                {
                    Options = type == "multiple-choice" ? [.. (options ?? []).Distinct(StringComparer.Ordinal)] : [],
                };
        }
    }

    private BrevoAnswer List(HttpContext context) =>
        service.Store.Read(store =>
            BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("attributes");
                    foreach (var attribute in store.Attributes)
                        Write(json, attribute);
                    json.WriteEndArray();
                }
            )
        );

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        var category = BrevoRequest.Segment(context, 2);
        var name = BrevoRequest.Segment(context, 3);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var type = BrevoRequest.Text(body, "type");
        var enumeration = Enumeration(body);
        var options = BrevoRequest.Texts(body, "multiCategoryOptions");
        var formula = BrevoRequest.Text(body, "value");
        return service.Store.Update(store =>
        {
            store.Put(Define(store, category, name, type, enumeration, options, formula));
            return BrevoAnswer.CreatedWithoutBody;
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var category = BrevoRequest.Segment(context, 2);
        var name = BrevoRequest.Segment(context, 3);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var enumeration = Enumeration(body);
        var options = BrevoRequest.Texts(body, "multiCategoryOptions");
        var formula = BrevoRequest.Text(body, "value");
        return service.Store.Update(store =>
        {
            var attribute = Find(store, category, name);
            CheckLabels((enumeration ?? []).Select(static option => option.Label).Concat(options ?? []));
            store.Put(
                attribute switch
                {
                    { Category: "category" } => attribute with
                    {
                        Enumeration = enumeration ?? throw BrevoError.Missing("enumeration is missing"),
                    },
                    { Category: "calculated" or "global" } => attribute with
                    {
                        Formula = formula ?? throw BrevoError.Missing("value is missing"),
                    },
                    { Type: "multiple-choice" } => attribute with
                    {
                        Options =
                        [
                            .. attribute.Options.Union(
                                options ?? throw BrevoError.Missing("multiCategoryOptions is missing"),
                                StringComparer.Ordinal
                            ),
                        ],
                    },
                    _ => throw BrevoError.Invalid("Attribute can not be updated"),
                }
            );
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var category = BrevoRequest.Segment(context, 2);
        var name = BrevoRequest.Segment(context, 3);
        return service.Store.Update(store =>
        {
            var attribute = Find(store, category, name);
            if (attribute.Key is not null)
                throw BrevoError.Invalid("Attribute can not be deleted");
            store.Remove(attribute);
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer DeleteOption(HttpContext context)
    {
        if (BrevoRequest.Segment(context, 2) != "multiple-choice")
            throw BrevoError.Invalid("Attribute type should be multiple-choice");
        var name = BrevoRequest.Segment(context, 3);
        var option = BrevoRequest.Segment(context, 4);
        return service.Store.Update(store =>
        {
            if (
                store.Attribute(name.ToUpperInvariant()) is not { Type: "multiple-choice" } attribute
                || !attribute.Options.Contains(option)
            )
                throw BrevoError.NotFound("Attribute not found");
            store.Put(attribute with { Options = [.. attribute.Options.Where(other => other != option)] });
            return BrevoAnswer.NoContent;
        });
    }

    private static AttributeDefinition Find(BrevoStore store, string category, string name)
    {
        CheckCategory(category);
        return store.Attribute(name.ToUpperInvariant()) is { } attribute && attribute.Category == category
            ? attribute
            : throw BrevoError.NotFound("Attribute not found");
    }

    private static void CheckCategory(string category)
    {
        if (!AttributeDefinition.Categories.Contains(category))
            throw BrevoError.Invalid("Attribute category is not valid");
    }

    private static void CheckLabels(IEnumerable<string> labels)
    {
        if (labels.Any(static label => label.Length > MaximumOptionLength))
            throw BrevoError.OutOfRange($"Options can not exceed {MaximumOptionLength} characters");
    }

    private static AttributeOption[]? Enumeration(JsonElement body)
    {
        if (BrevoRequest.Member(body, "enumeration") is not { } enumeration)
            return null;
        if (enumeration.ValueKind != JsonValueKind.Array)
            throw BrevoError.Invalid("enumeration should be an array");
        return
        [
            .. enumeration
                .EnumerateArray()
                .Select(static option =>
                    option.ValueKind == JsonValueKind.Object
                        ? new AttributeOption(
                            BrevoRequest.Number(option, "value") ?? throw BrevoError.Missing("enumeration value is missing"),
                            BrevoRequest.Text(option, "label") ?? throw BrevoError.Missing("enumeration label is missing")
                        )
                        : throw BrevoError.Invalid("enumeration should hold objects")
                ),
        ];
    }

    private static void Write(Utf8JsonWriter json, AttributeDefinition attribute)
    {
        json.WriteStartObject();
        json.WriteString("name", attribute.Name);
        json.WriteString("category", attribute.Category);
        if (attribute.Type is not null)
            json.WriteString("type", attribute.Type);
        if (attribute.Formula is not null)
            json.WriteString("calculatedValue", attribute.Formula);
        if (attribute.Enumeration.Length > 0)
        {
            json.WriteStartArray("enumeration");
            foreach (var option in attribute.Enumeration)
            {
                json.WriteStartObject();
                json.WriteNumber("value", option.Value);
                json.WriteString("label", option.Label);
                json.WriteString("valueStr", option.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (attribute.Type == "multiple-choice")
        {
            json.WriteStartArray("multiCategoryOptions");
            foreach (var option in attribute.Options)
                json.WriteStringValue(option);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
