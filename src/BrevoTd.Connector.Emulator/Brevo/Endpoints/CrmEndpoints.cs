using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What companies and deals have in common: one by id, pages, links to contacts and to each other.</summary>
/// <param name="service">The service.</param>
/// <param name="kind"><c>companies</c> or <c>deals</c>.</param>
/// <param name="path">Path of the kind.</param>
internal abstract class CrmEndpoints(BrevoService service, string kind, string path)
{
    private const string FilterStart = "filters[attributes.";

    public virtual void Map(BrevoRoutes routes)
    {
        routes.Map("GET", path, List);
        routes.Map("POST", path, CreateAsync);
        routes.Map("GET", $"{path}/{{id}}", Get);
        routes.Map("PATCH", $"{path}/{{id}}", UpdateAsync);
        routes.Map("DELETE", $"{path}/{{id}}", Delete);
        routes.Map("PATCH", $"{path}/link-unlink/{{id}}", LinkAsync);
        routes.Map("POST", $"{path}/import", ImportAsync);
    }

    /// <summary>Status of a creation.</summary>
    protected abstract int CreatedStatus { get; }

    /// <summary>The attribute that holds the time of the latest change.</summary>
    protected abstract string ModifiedAttribute { get; }

    /// <summary>The attribute that holds the owner.</summary>
    protected abstract string OwnerAttribute { get; }

    /// <summary>The members of a body that name records of the other kind: all of them, those to link, those to unlink.</summary>
    protected abstract (string All, string Link, string Unlink) OtherMembers { get; }

    /// <summary>Which page is asked for.</summary>
    protected abstract Page PageOf(HttpContext context, int limit);

    /// <summary>The filters by links.</summary>
    protected abstract (string Contact, string Other) LinkFilters { get; }

    /// <summary>Checks what only this kind has.</summary>
    protected virtual void CheckBody(JsonElement body, bool isNew) { }

    protected abstract BrevoAnswer Updated(BrevoStore store, CrmRecord record);

    protected static bool IsAscending(HttpContext context) =>
        BrevoRequest.Text(context, "sort") switch
        {
            null or "desc" => false,
            "asc" => true,
            _ => throw BrevoError.Invalid("sort should be asc or desc"),
        };

    protected CrmRecord Find(BrevoStore store, string id)
    {
        if (!CrmRecord.IsId(id))
            throw BrevoError.Invalid("invalid id");
        return store.Documents(kind).Find(id) is { } document
            ? CrmRecord.From(document)
            : throw BrevoError.NotFound($"{(kind == CrmSchema.Companies ? "Company" : "Deal")} does not exist");
    }

    protected BrevoAnswer Answer(BrevoStore store, CrmRecord record) => BrevoAnswer.Json(200, json => Write(json, store, record));

    /// <summary>Creates a record, or changes one, out of a body; everything is checked before anything is stored.</summary>
    protected CrmRecord Store(BrevoStore store, CrmRecord? stored, JsonElement body)
    {
        var record = CrmRecords.Begin(store, kind, stored, service.Now);
        var before = record.Attributes.DeepClone().AsObject();
        CheckBody(body, stored is null);
        if (BrevoRequest.Member(body, "name") is { } named)
        {
            if (named.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(named.GetString()))
                throw BrevoError.Invalid("name can not be empty");
            record.Attributes[CrmRecords.NameAttribute(kind)] = named.GetString();
        }
        else if (stored is null)
        {
            throw BrevoError.Missing("name is missing");
        }

        if (BrevoRequest.Member(body, "attributes") is { } attributes)
            CrmSchema.Apply(store, kind, record.Attributes, attributes, service.Options.BrevoChoices.RejectUnknownAttributes);
        _ = BrevoRequest.Number(body, "countryCode");
        CrmRecords.Complete(kind, before, record, stored is null);
        if (BrevoRequest.Numbers(body, "linkedContactsIds") is { } contacts)
        {
            CrmRecords.CheckContacts(store, contacts);
            record = record with { Contacts = [.. contacts.Distinct()] };
        }

        var others = BrevoRequest.Texts(body, OtherMembers.All);
        CrmRecords.CheckOthers(store, kind, others ?? []);
        CrmRecords.Put(store, kind, record, others ?? [], others is null ? [] : [.. record.Others.Except(others, StringComparer.Ordinal)]);
        return Find(store, record.Id);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var limit = BrevoRequest.OptionalNumber(context, "limit") ?? 50;
        if (limit < 1)
            throw BrevoError.OutOfRange("limit should be a positive number");
        var page = PageOf(context, (int)Math.Min(limit, service.Options.BrevoChoices.LargestCrmPage));
        var sortBy = BrevoRequest.Text(context, "sortBy");
        var modifiedSince = BrevoRequest.Moment(context, "modifiedSince");
        var createdSince = BrevoRequest.Moment(context, "createdSince");
        var contact = BrevoRequest.OptionalNumber(context, LinkFilters.Contact);
        var other = BrevoRequest.Text(context, LinkFilters.Other);
        var filters = context
            .Request.Query.Where(static pair => pair.Key.StartsWith(FilterStart, StringComparison.Ordinal) && pair.Key.EndsWith(']'))
            .Select(static pair => (Name: pair.Key[FilterStart.Length..^1], pair.Value))
            .ToList();
        return service.Store.Read(store =>
        {
            var found = store
                .Documents(kind)
                .InOrder.Where(document =>
                    service.IsSince(document.ModifiedAt, modifiedSince) && service.IsSince(document.CreatedAt, createdSince)
                )
                .Select(CrmRecord.From)
                .Where(record => contact is null || record.Contacts.Contains(contact.Value))
                .Where(record => other is null || record.Others.Contains(other))
                .Where(record => filters.TrueForAll(filter => Fits(store, record, filter.Name, filter.Value)));
            if (sortBy is not null)
                found = found.OrderBy(record => SortText(store, record, sortBy), StringComparer.OrdinalIgnoreCase);
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("items");
                    foreach (var record in page.Of(found.ToList()))
                    {
                        json.WriteStartObject();
                        Write(json, store, record);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        return service.Store.Update(store =>
        {
            var record = Store(store, null, document.RootElement);
            return BrevoAnswer.Json(CreatedStatus, json => json.WriteString("id", record.Id));
        });
    }

    private BrevoAnswer Get(HttpContext context) => service.Store.Read(store => Answer(store, Find(store, LastSegment(context))));

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        return service.Store.Update(store => Updated(store, Store(store, Find(store, LastSegment(context)), document.RootElement)));
    }

    private BrevoAnswer Delete(HttpContext context) =>
        service.Store.Update(store =>
        {
            var record = Find(store, LastSegment(context));
            CrmRecords.Remove(store, kind, record);
            return BrevoAnswer.NoContent;
        });

    private async ValueTask<BrevoAnswer> LinkAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var link = BrevoRequest.Numbers(body, "linkContactIds") ?? [];
        var unlink = BrevoRequest.Numbers(body, "unlinkContactIds") ?? [];
        var linkOthers = BrevoRequest.Texts(body, OtherMembers.Link) ?? [];
        var unlinkOthers = BrevoRequest.Texts(body, OtherMembers.Unlink) ?? [];
        return service.Store.Update(store =>
        {
            var record = Find(store, LastSegment(context));
            CrmRecords.CheckContacts(store, link);
            CrmRecords.CheckOthers(store, kind, linkOthers);
            record = record with { Contacts = [.. record.Contacts.Union(link).Except(unlink)], ModifiedAt = service.Now };
            CrmRecords.Put(store, kind, record, linkOthers, unlinkOthers);
            return BrevoAnswer.NoContent;
        });
    }

    private async ValueTask<BrevoAnswer> ImportAsync(HttpContext context)
    {
        using var document = await CrmImport.ReadAsync(context).ConfigureAwait(false);
        var name = kind == CrmSchema.Companies ? CrmImport.Companies : CrmImport.Deals;
        return service.Store.Update(store =>
        {
            var id = service.Batches.AcceptProcess(store, name, BackgroundBatches.CrmRecords, kind, document.RootElement);
            return BrevoAnswer.Id(200, "processId", id);
        });
    }

    private bool Fits(BrevoStore store, CrmRecord record, string name, StringValues wanted)
    {
        var text = SortText(store, record, name);
        return wanted.Any(value =>
            string.Equals(text, name == OwnerAttribute ? CrmSchema.UserId(value ?? "") : value, StringComparison.OrdinalIgnoreCase)
        );
    }

    private string SortText(BrevoStore store, CrmRecord record, string name)
    {
        var value = All(store, record)[name];
        return value is JsonValue simple && simple.GetValueKind() == JsonValueKind.String
            ? simple.GetValue<string>()
            : value?.ToJsonString() ?? "";
    }

    private void Write(Utf8JsonWriter json, BrevoStore store, CrmRecord record)
    {
        json.WritePropertyName("attributes");
        All(store, record).WriteTo(json);
        json.WriteString("id", record.Id);
        json.WriteStartArray("linkedContactsIds");
        foreach (var id in Contacts(store, record))
            json.WriteNumberValue(id);
        json.WriteEndArray();
        json.WriteStartArray(OtherMembers.All);
        foreach (var id in record.Others)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    /// <summary>The values of a record with those that Brevo computes.</summary>
    private JsonObject All(BrevoStore store, CrmRecord record)
    {
        var all = record.Attributes.DeepClone().AsObject();
        all["created_at"] = ContactJson.Moment(record.CreatedAt);
        all[ModifiedAttribute] = ContactJson.Moment(record.ModifiedAt);
        all["number_of_contacts"] = Contacts(store, record).Count();
        if (kind == CrmSchema.Deals)
            all["number_of_activities"] = 0;
        return all;
    }

    // A contact that was deleted is linked to nothing any more.
    private static IEnumerable<long> Contacts(BrevoStore store, CrmRecord record) =>
        record.Contacts.Where(id => store.Contact(id) is not null);

    private string LastSegment(HttpContext context)
    {
        var before = path.Count(static c => c == '/');
        var segment = BrevoRequest.Segment(context, before);
        return segment == "link-unlink" ? BrevoRequest.Segment(context, before + 1) : segment;
    }
}
