using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Records of custom objects: upserts, deletions, listings.</summary>
internal sealed class ObjectEndpoints(BrevoService service)
{
    // Brevo's documents name no process for these; the names are the emulator's own.
    private const string UpsertProcess = "OBJECT_RECORDS_UPSERT";
    private const string DeleteProcess = "OBJECT_RECORDS_DELETE";

    private const int MaximumBatch = 1_000;
    private const int MaximumBytes = 1_000_000;
    private const int MaximumAttributes = 500;
    private const int MaximumPerAction = 10;
    private const int MaximumPerType = 10;
    private const int MaximumTypeLength = 32;
    private const int MaximumTypes = 5;
    private const int ShownPerType = 5;
    private const int AssociatedPage = 20;

    // Not documented; the documents' example asks for 500.
    private const int MaximumPage = 1_000;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("POST", "/objects/{object_type}/batch/upsert", UpsertAsync);
        routes.Map("POST", "/objects/{object_type}/batch/delete", DeleteAsync);
        routes.Map("GET", "/objects/{object_type}/records", List);
        routes.Map("GET", "/objects/{object_type}/associated-records", ListAssociated);
    }

    private async ValueTask<BrevoAnswer> UpsertAsync(HttpContext context)
    {
        var type = CustomType(context);
        if (context.Request.ContentLength > MaximumBytes)
            throw BrevoError.OutOfRange("Request body should not exceed 1 MB");
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (BrevoRequest.Member(body, "records") is not { ValueKind: JsonValueKind.Array } records || records.GetArrayLength() == 0)
            throw BrevoError.Missing("records is missing");
        if (records.GetArrayLength() > MaximumBatch)
            throw BrevoError.OutOfRange($"A maximum of {MaximumBatch} records can be passed");
        foreach (var record in records.EnumerateArray())
            Check(record);
        return Accept(type, UpsertProcess, BackgroundBatches.ObjectUpsert, body, "Batch object records are being processed");
    }

    private async ValueTask<BrevoAnswer> DeleteAsync(HttpContext context)
    {
        var type = CustomType(context);
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (BrevoRequest.Member(body, "identifiers") is not { ValueKind: JsonValueKind.Object } identifiers)
            throw BrevoError.Missing("identifiers is missing");
        var ids = BrevoRequest.Numbers(identifiers, "ids");
        var extIds = BrevoRequest.Texts(identifiers, "ext_ids");
        if (ids is null == extIds is null)
            throw BrevoError.Invalid("Either ids or ext_ids must be provided, but not both");
        if ((ids?.Length ?? extIds!.Length) is 0 or > MaximumBatch)
            throw BrevoError.OutOfRange($"1 to {MaximumBatch} identifiers can be passed");
        return Accept(type, DeleteProcess, BackgroundBatches.ObjectDelete, body, "Batch object records are being processed for deletion.");
    }

    private BrevoAnswer Accept(string type, string process, string kind, JsonElement body, string message) =>
        service.Store.Update(store =>
        {
            if (!ObjectRecords.IsDefined(store, type))
                throw UnknownType();
            var processId = service.Batches.AcceptProcess(store, process, kind, type, body);
            return BrevoAnswer.Json(
                202,
                json =>
                {
                    json.WriteString("message", message);
                    json.WriteNumber("processId", processId);
                }
            );
        });

    private BrevoAnswer List(HttpContext context)
    {
        var type = CustomType(context);
        if (
            BrevoRequest.OptionalNumber(context, "limit") is not { } limit
            || BrevoRequest.OptionalNumber(context, "page_num") is not { } number
        )
            throw BrevoError.Missing("limit and page_num are required");
        if (limit is < 1 or > MaximumPage)
            throw BrevoError.OutOfRange($"limit should be between 1 and {MaximumPage}");
        if (number < 1)
            throw BrevoError.OutOfRange("page_num should be a positive number");
        var sort = BrevoRequest.Text(context, "sort");
        if (sort is not (null or "asc" or "desc"))
            throw BrevoError.Invalid("sort should be asc or desc");
        var association = BrevoRequest.Text(context, "association");
        if (association is not (null or "true" or "false"))
            throw BrevoError.Invalid("association should be true or false");
        return service.Store.Read(store =>
        {
            if (!ObjectRecords.IsDefined(store, type))
                throw UnknownType();
            var records = ObjectRecords.Of(store, type);
            var page = new Page((int)limit, (number - 1) * limit, sort == "asc");
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteNumber("count", records.Count);
                    json.WriteStartArray("records");
                    foreach (var record in page.Of(records.InOrder))
                    {
                        json.WriteStartObject();
                        WriteRecord(json, store, type, record, association == "true");
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }
            );
        });
    }

    private BrevoAnswer ListAssociated(HttpContext context)
    {
        var type = BrevoRequest.Segment(context, 1);
        var given = ((string[])["id", "ext_id", "email", "sms"]).Where(name => BrevoRequest.Text(context, name) is not null).ToList();
        if (given.Count != 1)
            throw BrevoError.Invalid("Exactly one of id, ext_id, email and sms must be provided");
        if (type != ObjectRecords.ContactType && given[0] is ("email" or "sms"))
            throw BrevoError.Invalid("email and sms are only accepted for contact");
        var types = context.Request.Query.TryGetValue("type", out var values) ? values.OfType<string>().ToList() : [];
        if (types.Count > MaximumTypes)
            throw BrevoError.OutOfRange($"A maximum of {MaximumTypes} types can be passed");
        var offset = BrevoRequest.OptionalNumber(context, "offset") ?? 0;
        if (offset < 0)
            throw BrevoError.OutOfRange("offset should not be negative");
        return service.Store.Read(store =>
        {
            foreach (
                var name in types.Append(type).Where(name => name != ObjectRecords.ContactType && !ObjectRecords.IsDefined(store, name))
            )
                throw BrevoError.Invalid($"invalid object type {name}");
            var source = Source(store, context, type, given[0]);
            var others = ObjectRecords
                .AssociationsOf(store, type, source)
                .Select(static association => association.Other)
                .Where(other => types.Count == 0 || types.Contains(other.Type))
                .ToList();
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteBoolean("has_more", others.Count > offset + AssociatedPage);
                    json.WriteStartArray("items");
                    foreach (var other in others.Skip((int)Math.Min(offset, int.MaxValue)).Take(AssociatedPage))
                        WriteAssociated(json, store, other);
                    json.WriteEndArray();
                    json.WriteNumber("offset", offset);
                }
            );
        });
    }

    private static long Source(BrevoStore store, HttpContext context, string type, string name)
    {
        var text = BrevoRequest.Text(context, name)!;
        if (name == "id" && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0))
            throw BrevoError.Invalid("id should be a positive number");
        long? found;
        if (type == ObjectRecords.ContactType)
        {
            found = name switch
            {
                "id" => store.Contact(long.Parse(text, CultureInfo.InvariantCulture))?.Id,
                "ext_id" => store.ByExtId(text)?.Id,
                "email" => Identifiers.TryEmail(text, out var email) ? store.ByEmail(email)?.Id : null,
                _ => Identifiers.TryPhone(text, out var phone) ? store.ByPhone(ContactKey.Sms, phone)?.Id : null,
            };
        }
        else
        {
            using var identifiers = JsonDocument.Parse(JsonParts.Object(json => json.WriteString(name, text)));
            found = ObjectRecords.Find(store, type, identifiers.RootElement)?.Number;
        }

        return found ?? throw BrevoError.NotFound(type == ObjectRecords.ContactType ? "Contact does not exist" : "Record does not exist");
    }

    private static void WriteRecord(Utf8JsonWriter json, BrevoStore store, string type, Document record, bool withAssociations)
    {
        using var content = record.Parse();
        json.WriteStartObject("identifiers");
        json.WriteNumber("id", record.Number);
        if (BrevoRequest.Text(content.RootElement, "ext_id") is { } extId)
            json.WriteString("ext_id", extId);
        json.WriteEndObject();
        json.WritePropertyName("attributes");
        content.RootElement.GetProperty("attributes").WriteTo(json);
        json.WriteString("createdAt", ContactJson.Moment(record.CreatedAt));
        json.WriteString("updatedAt", ContactJson.Moment(record.ModifiedAt));
        if (!withAssociations)
            return;
        json.WriteStartArray("associations");
        foreach (
            var others in ObjectRecords.AssociationsOf(store, type, record.Number).GroupBy(static association => association.Other.Type)
        )
        {
            json.WriteStartObject();
            json.WriteString("object_type", others.Key);
            json.WriteStartArray("records");
            foreach (var (_, other) in others.Take(ShownPerType))
            {
                json.WriteStartObject();
                json.WriteStartObject("identifiers");
                json.WriteNumber("id", other.Id);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAssociated(Utf8JsonWriter json, BrevoStore store, (string Type, long Id) other)
    {
        json.WriteStartObject();
        json.WriteString("type", other.Type);
        json.WriteStartObject("object");
        json.WriteNumber("id", other.Id);
        if (other.Type == ObjectRecords.ContactType)
        {
            WriteContactAttributes(json, store, store.Contact(other.Id));
        }
        else if (ObjectRecords.Of(store, other.Type).Find(other.Id) is { } record)
        {
            using var content = record.Parse();
            if (BrevoRequest.Text(content.RootElement, "ext_id") is { } extId)
                json.WriteString("ext_id", extId);
            json.WritePropertyName("attributes");
            content.RootElement.GetProperty("attributes").WriteTo(json);
            json.WriteString("created_at", ContactJson.Moment(record.CreatedAt));
            json.WriteString("updated_at", ContactJson.Moment(record.ModifiedAt));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Names of contact attributes come in small letters here.</summary>
    private static void WriteContactAttributes(Utf8JsonWriter json, BrevoStore store, Contact? contact)
    {
        json.WriteStartObject("attributes");
        if (contact is not null)
        {
            using var whole = JsonDocument.Parse(JsonParts.Object(inner => ContactJson.WriteMembers(inner, contact, store)));
            if (contact.Email is not null)
                json.WriteString("email", contact.Email);
            foreach (var attribute in whole.RootElement.GetProperty("attributes").EnumerateObject())
            {
                json.WritePropertyName(attribute.Name.ToLowerInvariant());
                attribute.Value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static string CustomType(HttpContext context)
    {
        var type = BrevoRequest.Segment(context, 1);
        if (type == ObjectRecords.ContactType)
            throw BrevoError.Invalid("contact is not supported as object type here");
        return
            type.Length is > 0 and <= MaximumTypeLength
            && type.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? type
            : throw UnknownType();
    }

    private static BrevoError UnknownType() => BrevoError.Invalid("invalid object type");

    private static void Check(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("records should hold objects");
        if (BrevoRequest.Member(record, "identifiers") is { ValueKind: not JsonValueKind.Object })
            throw BrevoError.Invalid("identifiers should be an object");
        if (
            BrevoRequest.Member(record, "attributes") is not { ValueKind: JsonValueKind.Object } attributes
            || attributes.EnumerateObject().Count() is 0 or > MaximumAttributes
        )
            throw BrevoError.OutOfRange($"attributes should hold 1 to {MaximumAttributes} attributes");
        if (BrevoRequest.Member(record, "associations") is not { } associations)
            return;
        if (associations.ValueKind != JsonValueKind.Array)
            throw BrevoError.Invalid("associations should be an array");
        foreach (var association in associations.EnumerateArray())
            CheckAssociation(association);
        var unlinks = associations.EnumerateArray().Count(static item => BrevoRequest.Text(item, "action") == "unlink");
        if (unlinks > MaximumPerAction || associations.GetArrayLength() - unlinks > MaximumPerAction)
            throw BrevoError.OutOfRange($"A maximum of {MaximumPerAction} link and {MaximumPerAction} unlink actions can be passed");
        if (
            associations
                .EnumerateArray()
                .GroupBy(static item => BrevoRequest.Text(item, "object_type"))
                .Any(static same => same.Sum(static item => item.GetProperty("records").GetArrayLength()) > MaximumPerType)
        )
            throw BrevoError.OutOfRange($"A maximum of {MaximumPerType} records per associated object type can be passed");
    }

    private static void CheckAssociation(JsonElement association)
    {
        if (
            association.ValueKind != JsonValueKind.Object
            || BrevoRequest.Text(association, "object_type") is not { Length: > 0 }
            || BrevoRequest.Member(association, "records") is not { ValueKind: JsonValueKind.Array } records
        )
            throw BrevoError.Missing("object_type or records is missing");
        if (BrevoRequest.Text(association, "action") is not (null or "link" or "unlink"))
            throw BrevoError.Invalid("action should be link or unlink");
        foreach (var record in records.EnumerateArray())
        {
            if (
                record.ValueKind != JsonValueKind.Object
                || BrevoRequest.Member(record, "identifiers") is not { ValueKind: JsonValueKind.Object }
            )
                throw BrevoError.Missing("identifiers is missing");
        }
    }
}
