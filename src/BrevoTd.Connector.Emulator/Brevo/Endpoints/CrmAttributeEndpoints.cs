using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Definitions of the attributes of companies and deals.</summary>
internal sealed class CrmAttributeEndpoints(BrevoService service)
{
    private const int MaximumLabelLength = 50;

    private static readonly string[] s_types = ["text", "user", "number", "single-select", "date", "boolean", "multi-choice"];

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/crm/attributes/companies", _ => List(CrmSchema.Companies));
        routes.Map("GET", "/crm/attributes/deals", _ => List(CrmSchema.Deals));
        routes.Map("POST", "/crm/attributes", CreateAsync);
        routes.Map("PATCH", "/crm/attributes/{id}", UpdateAsync);
        routes.Map("DELETE", "/crm/attributes/{id}", Delete);
    }

    private BrevoAnswer List(string objectType) =>
        service.Store.Read(store =>
            BrevoAnswer.Items(
                200,
                json =>
                {
                    foreach (var attribute in CrmSchema.Of(store, objectType))
                    {
                        json.WriteStartObject();
                        json.WriteString("internalName", attribute.Name);
                        json.WriteString("attributeTypeName", attribute.Type);
                        json.WriteString("label", attribute.Label);
                        attribute.WriteOptions(json, "attributeOptions");
                        json.WriteBoolean("isRequired", attribute.IsRequired);
                        json.WriteBoolean("isValueReadonly", attribute.IsReadOnly);
                        json.WriteEndObject();
                    }
                }
            )
        );

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var objectType = BrevoRequest.Text(body, "objectType");
        if (objectType is not (CrmSchema.Companies or CrmSchema.Deals))
            throw BrevoError.Invalid("objectType should be companies or deals");
        var type = BrevoRequest.Text(body, "attributeType");
        if (!s_types.Contains(type))
            throw BrevoError.Invalid("attributeType is not valid");
        var label = BrevoRequest.Text(body, "label");
        var description = BrevoRequest.Text(body, "description");
        var options = BrevoRequest.Texts(body, "optionsLabels") ?? [];
        if (type is "single-select" or "multi-choice" && options.Length == 0)
            throw BrevoError.Missing("optionsLabels is missing");
        return service.Store.Update(store =>
        {
            CheckLabel(store, objectType, label, null);
            var set = CrmSchema.Custom(store, objectType);
            var id = CrmRecord.NewId(service.Now, (byte)(objectType == CrmSchema.Deals ? 4 : 3), set.NextNumber);
            var attribute = new CrmAttribute(id, Name(store, objectType, label!), type!, label!)
            {
                Description = description,
                Options = [.. options.Distinct(StringComparer.Ordinal).Select(static option => (Slug(option), option))],
            };
            set.Put(new Document(set.NextNumber, id, service.Now, service.Now, attribute.ToJson()));
            return BrevoAnswer.Json(200, json => json.WriteString("id", id));
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = BrevoRequest.Segment(context, 2);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var label = BrevoRequest.Text(body, "label");
        var options = Options(body);
        var asked = BrevoRequest.Text(body, "objectType");
        return service.Store.Update(store =>
        {
            var (objectType, stored) = Find(store, id);
            if (asked is not null && asked != objectType)
                throw BrevoError.Invalid("objectType does not fit the attribute");
            var attribute = CrmAttribute.From(stored);
            if (label is not null)
                CheckLabel(store, objectType, label, id);
            if (options is not null && attribute.Type is not ("single-select" or "multi-choice"))
                throw BrevoError.Invalid("Only single-select and multi-choice attributes have options");
            attribute = attribute with { Label = label ?? attribute.Label, Options = options ?? attribute.Options };
            CrmSchema.Custom(store, objectType).Put(stored with { ModifiedAt = service.Now, Json = attribute.ToJson() });
            if (options is not null)
                Clean(store, objectType, attribute.Name, value => Keep(attribute, value));
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var id = BrevoRequest.Segment(context, 2);
        return service.Store.Update(store =>
        {
            var (objectType, stored) = Find(store, id);
            var name = CrmAttribute.From(stored).Name;
            CrmSchema.Custom(store, objectType).Remove(stored);
            Clean(store, objectType, name, static _ => null);
            return BrevoAnswer.NoContent;
        });
    }

    /// <summary>Changes the values of one attribute on every record that has one.</summary>
    private static void Clean(BrevoStore store, string objectType, string name, Func<JsonNode, JsonNode?> change)
    {
        var records = store.Documents(objectType);
        foreach (var record in records.InOrder.Select(CrmRecord.From).ToList())
        {
            if (record.Attributes[name] is not { } value)
                continue;
            if (change(value.DeepClone()) is { } kept)
                record.Attributes[name] = kept;
            else
                record.Attributes.Remove(name);
            records.Put(record.ToDocument());
        }
    }

    private static JsonNode? Keep(CrmAttribute attribute, JsonNode value)
    {
        bool IsOption(JsonNode? node) => attribute.Options.Any(option => option.Key == node!.GetValue<string>());
        if (value is not JsonArray choices)
            return IsOption(value) ? value : null;
        return new JsonArray([.. choices.Where(IsOption).Select(static choice => choice!.DeepClone())]);
    }

    private static (string Key, string Label)[]? Options(JsonElement body)
    {
        if (BrevoRequest.Member(body, "optionsLabels") is not { } options)
            return null;
        if (options.ValueKind != JsonValueKind.Array)
            throw BrevoError.Invalid("optionsLabels should be an array");
        return
        [
            .. options
                .EnumerateArray()
                .Select(static option =>
                    option.ValueKind == JsonValueKind.Object
                        ? (
                            BrevoRequest.Text(option, "key") ?? throw BrevoError.Missing("optionsLabels key is missing"),
                            BrevoRequest.Text(option, "value") ?? throw BrevoError.Missing("optionsLabels value is missing")
                        )
                        : throw BrevoError.Invalid("optionsLabels should hold objects")
                ),
        ];
    }

    private static (string ObjectType, Document Stored) Find(BrevoStore store, string id)
    {
        foreach (var objectType in (string[])[CrmSchema.Companies, CrmSchema.Deals])
        {
            if (CrmSchema.Custom(store, objectType).Find(id) is { } stored)
                return (objectType, stored);
        }

        throw BrevoError.NotFound("Attribute not found");
    }

    // The labels of Brevo's own attributes are the reserved names.
    private static void CheckLabel(BrevoStore store, string objectType, string? label, string? exceptId)
    {
        if (string.IsNullOrWhiteSpace(label))
            throw BrevoError.Missing("label is missing");
        if (label.Length > MaximumLabelLength)
            throw BrevoError.Invalid($"label can not exceed {MaximumLabelLength} characters");
        if (
            CrmSchema
                .Of(store, objectType)
                .Any(attribute =>
                    (exceptId is null || attribute.Id != exceptId) && attribute.Label.Equals(label, StringComparison.OrdinalIgnoreCase)
                )
        )
            throw BrevoError.Duplicate("Attribute label must be unique");
    }

    private static string Name(BrevoStore store, string objectType, string label)
    {
        var name = Slug(label);
        var taken = CrmSchema.Of(store, objectType).Select(static attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
        for (var suffix = 1; !taken.Add(name); suffix++)
            name = $"{Slug(label)}_{suffix}";
        return name;
    }

    private static string Slug(string label) =>
        new([.. label.Trim().ToLowerInvariant().Select(static c => char.IsLetterOrDigit(c) ? c : '_')]);
}
