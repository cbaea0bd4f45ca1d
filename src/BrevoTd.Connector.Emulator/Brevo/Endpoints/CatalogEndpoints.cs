using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What products and categories have in common: one, many, one by id, pages.</summary>
/// <param name="service">The service.</param>
/// <param name="kind"><c>products</c> or <c>categories</c>; also the path and the members' name.</param>
/// <param name="members">The members that are kept.</param>
internal abstract class CatalogEndpoints(BrevoService service, string kind, string[] members)
{
    private const int MaximumBatch = 100;
    private const int MaximumRaisedBatch = 1_000;

    protected BrevoService Service => service;

    protected string Kind => kind;

    public virtual void Map(BrevoRoutes routes)
    {
        routes.Map("GET", $"/{kind}", List);
        routes.Map("POST", $"/{kind}", UpsertAsync);
        routes.Map("POST", $"/{kind}/batch", UpsertBatchAsync);
        routes.Map("GET", $"/{kind}/{{id}}", Get);
    }

    protected abstract BrevoAnswer List(HttpContext context);

    /// <summary>Whether the account may send larger batches of updates.</summary>
    protected virtual bool HasRaisedLimit => false;

    /// <summary>Checks what only this kind has.</summary>
    protected abstract void CheckParticulars(JsonElement item);

    /// <summary>Writes the members that only Brevo fills.</summary>
    protected abstract void WriteParticulars(Utf8JsonWriter json, JsonElement content);

    /// <summary>The filters that both kinds share.</summary>
    protected List<Document> Filter(HttpContext context, BrevoStore store, Func<JsonElement, bool> further)
    {
        var ids = Texts(context, "ids");
        var modifiedSince = BrevoRequest.Moment(context, "modifiedSince");
        var createdSince = BrevoRequest.Moment(context, "createdSince");
        var isDeleted = BrevoRequest.Text(context, "isDeleted");
        if (isDeleted is not (null or "true" or "false"))
            throw BrevoError.Invalid("isDeleted should be true or false");
        return
        [
            .. store
                .Documents(kind)
                .InOrder.Where(document =>
                {
                    if (!service.IsSince(document.ModifiedAt, modifiedSince) || !service.IsSince(document.CreatedAt, createdSince))
                        return false;
                    if (ids.Length > 0 && !ids.Contains(document.Key))
                        return false;
                    using var content = document.Parse();
                    return (isDeleted != "false" || !IsDeleted(content.RootElement)) && further(content.RootElement);
                }),
        ];
    }

    protected BrevoAnswer Page(IEnumerable<Document> page, int count) =>
        BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray(kind);
                foreach (var document in page)
                {
                    json.WriteStartObject();
                    Write(json, document);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteNumber("count", count);
            }
        );

    protected static string[] Texts(HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(static v => v.Length > 0)] : [];

    protected Document Find(BrevoStore store, HttpContext context) =>
        store.Documents(kind).Find(BrevoRequest.Segment(context, 1))
        ?? throw BrevoError.NotFound(kind == "products" ? "Product's id not found" : "Category id not found");

    private BrevoAnswer Get(HttpContext context) =>
        service.Store.Read(store =>
        {
            var document = Find(store, context);
            return BrevoAnswer.Json(200, json => Write(json, document));
        });

    private async ValueTask<BrevoAnswer> UpsertAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var updateEnabled = BrevoRequest.Boolean(body, "updateEnabled") == true;
        return service.Store.Update(store =>
        {
            var id = Check(store, body, updateEnabled);
            return Put(store, id, body) ? BrevoAnswer.Json(201, json => json.WriteString("id", id)) : BrevoAnswer.NoContent;
        });
    }

    private async ValueTask<BrevoAnswer> UpsertBatchAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var updateEnabled = BrevoRequest.Boolean(body, "updateEnabled") == true;
        if (BrevoRequest.Member(body, kind) is not { ValueKind: JsonValueKind.Array } items || items.GetArrayLength() == 0)
            throw BrevoError.Missing($"{kind} is missing");
        var maximum = updateEnabled && HasRaisedLimit ? MaximumRaisedBatch : MaximumBatch;
        if (items.GetArrayLength() > maximum)
            throw BrevoError.OutOfRange($"A maximum of {maximum} {kind} can be passed");
        return service.Store.Update(store =>
        {
            // All of it or nothing: everything is checked before anything is stored.
            var checkedItems = items.EnumerateArray().Select(item => (Id: Check(store, item, updateEnabled), Item: item)).ToList();
            if (checkedItems.GroupBy(static item => item.Id).Any(static same => same.Count() > 1))
                throw BrevoError.Duplicate("An id comes more than once in the request");
            var created = checkedItems.Count(item => Put(store, item.Id, item.Item));
            return BrevoAnswer.Json(
                201,
                json =>
                {
                    json.WriteNumber("createdCount", created);
                    json.WriteNumber("updatedCount", checkedItems.Count - created);
                }
            );
        });
    }

    private string Check(BrevoStore store, JsonElement item, bool updateEnabled)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid($"{kind} should hold objects");
        if (BrevoRequest.Text(item, "id") is not { Length: > 0 } id)
            throw BrevoError.Missing("id is missing");
        var exists = store.Documents(kind).Find(id) is not null;
        if (exists && !updateEnabled)
            throw BrevoError.Duplicate("id already exists");
        if (!exists && BrevoRequest.Text(item, "name") is not { Length: > 0 })
            throw BrevoError.Missing("name is missing");
        if (BrevoRequest.Member(item, "deletedAt") is { } deletedAt && !EventReader.IsMoment(deletedAt, out _))
            throw BrevoError.Invalid("deletedAt should be a UTC date-time, YYYY-MM-DDTHH:mm:ss.SSSZ");
        _ = BrevoRequest.Boolean(item, "isDeleted");
        CheckParticulars(item);
        return id;
    }

    /// <returns>Whether it is new.</returns>
    private bool Put(BrevoStore store, string id, JsonElement item)
    {
        var set = store.Documents(kind);
        var stored = set.Find(id);
        var content = JsonParts.Overlay(stored, item, members);
        set.Put(new Document(stored?.Number ?? set.NextNumber, id, stored?.CreatedAt ?? service.Now, service.Now, content));
        return stored is null;
    }

    private void Write(Utf8JsonWriter json, Document document)
    {
        using var content = document.Parse();
        var root = content.RootElement;
        json.WriteString("id", document.Key);
        foreach (var member in root.EnumerateObject().Where(static member => member.Name is not ("id" or "isDeleted" or "deletedAt")))
            member.WriteTo(json);
        json.WriteString("createdAt", ContactJson.Moment(document.CreatedAt));
        json.WriteString("modifiedAt", ContactJson.Moment(document.ModifiedAt));
        json.WriteBoolean("isDeleted", IsDeleted(root));
        WriteParticulars(json, root);
    }

    private static bool IsDeleted(JsonElement content) =>
        BrevoRequest.Boolean(content, "isDeleted") ?? BrevoRequest.Member(content, "deletedAt") is not null;
}
