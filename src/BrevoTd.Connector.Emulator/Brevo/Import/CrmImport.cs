using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Imports of companies and deals: a form with a CSV file and switches, and what becomes of its rows.</summary>
internal static class CrmImport
{
    // Brevo's documents name no process for these; the names are the emulator's own.
    public const string Companies = "COMPANIES_IMPORT";
    public const string Deals = "DEALS_IMPORT";

    /// <summary>The rows and switches of a request, as they wait in the store.</summary>
    public static async ValueTask<JsonDocument> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw BrevoError.Invalid("Content type should be multipart/form-data");
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        if (form.Files.GetFile("file") is not { } file)
            throw BrevoError.Missing("file is missing");
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        var lines = CsvRows
            .ReadLines(text, text.AsSpan(0, Math.Max(text.IndexOf('\n', StringComparison.Ordinal), 0)).Contains(';') ? ';' : ',')
            .ToList();
        if (lines.Count == 0)
            throw BrevoError.Invalid("file is empty");
        var body = JsonParts.Object(json =>
        {
            json.WritePropertyName("mapping");
            json.WriteRawValue(Mapping(form));
            json.WriteStartArray("rows");
            foreach (var line in lines.Skip(1).Where(static line => line is not [""]))
            {
                json.WriteStartObject();
                for (var i = 0; i < Math.Min(line.Count, lines[0].Count); i++)
                    json.WriteString(lines[0][i].Trim(), line[i]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        return JsonDocument.Parse(body);
    }

    /// <summary>Applies the rows one by one; a row that cannot be applied is left out, which Brevo shows nowhere.</summary>
    public static void Apply(BrevoStore store, string kind, JsonElement body, long at)
    {
        var mapping = body.GetProperty("mapping");
        foreach (var row in body.GetProperty("rows").EnumerateArray())
        {
            try
            {
                Apply(store, kind, mapping, row, at);
            }
            catch (BrevoError)
            {
                // Nothing of the row is stored.
            }
        }
    }

    private static void Apply(BrevoStore store, string kind, JsonElement mapping, JsonElement row, long at)
    {
        var id = Cell(row, kind == CrmSchema.Companies ? "company_id" : "deal_id");
        CrmRecord? stored = null;
        if (id is not null && Switch(mapping, "update_existing_records", otherwise: true))
            stored = CrmRecord.From(store.Documents(kind).Find(id) ?? throw BrevoError.NotFound("The record does not exist"));
        var record = CrmRecords.Begin(store, kind, stored, at);
        var before = record.Attributes.DeepClone().AsObject();
        var unset = Switch(mapping, "unset_empty_attributes", otherwise: false);
        foreach (var attribute in CrmSchema.Of(store, kind).Where(static attribute => !attribute.IsReadOnly))
        {
            if (!row.TryGetProperty(attribute.Name, out var cell))
                continue;
            var text = cell.GetString()!.Trim();
            if (text.Length > 0)
                CrmSchema.Set(record.Attributes, attribute, Value(attribute, text));
            else if (unset && !attribute.IsRequired)
                record.Attributes.Remove(attribute.Name);
        }

        if (record.Attributes[CrmRecords.NameAttribute(kind)] is null)
            throw BrevoError.Missing("name is missing");
        CrmRecords.Complete(kind, before, record, stored is null);
        var contacts = Items(row, "associated_contact").Select(text => Contact(store, text)).ToList();
        var others = Items(row, kind == CrmSchema.Companies ? "associated_deal" : "associated_company");
        CrmRecords.CheckOthers(store, kind, others);
        var isUnlinked = Switch(mapping, "unlink_entities", otherwise: false);
        var isLinked = !isUnlinked && Switch(mapping, "link_entities", otherwise: true);
        record = record with { Contacts = [.. record.Contacts.Union(isLinked ? contacts : []).Except(isUnlinked ? contacts : [])] };
        CrmRecords.Put(store, kind, record, isLinked ? others : [], isUnlinked ? others : []);
    }

    private static JsonElement Value(CrmAttribute attribute, string text)
    {
        JsonNode value = attribute.Type switch
        {
            "number" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            "boolean" when bool.TryParse(text, out var truth) => truth,
            "multi-choice" => new JsonArray([
                .. text.Split(',', StringSplitOptions.TrimEntries).Select(static item => JsonValue.Create(item)),
            ]),
            _ => text,
        };
        using var document = JsonDocument.Parse(value.ToJsonString());
        return document.RootElement.Clone();
    }

    private static string Mapping(IFormCollection form)
    {
        if (form["mapping"] is not [{ Length: > 0 } text])
            return "{}";
        try
        {
            using var mapping = JsonDocument.Parse(text);
            if (mapping.RootElement.ValueKind == JsonValueKind.Object)
                return text;
        }
        catch (JsonException) { }

        throw BrevoError.Invalid("mapping should be a JSON object");
    }

    private static long Contact(BrevoStore store, string text)
    {
        var contact = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? store.Contact(id)
            : store.ByEmail(text.ToLowerInvariant());
        return contact?.Id ?? throw BrevoError.Invalid("contact does not exist");
    }

    private static string[] Items(JsonElement row, string name) =>
        Cell(row, name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Cell(JsonElement row, string name) =>
        row.TryGetProperty(name, out var cell) && cell.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    private static bool Switch(JsonElement mapping, string name, bool otherwise) => BrevoRequest.Boolean(mapping, name) ?? otherwise;
}
