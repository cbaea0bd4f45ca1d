using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Folders and the lists within them.</summary>
internal sealed class FolderEndpoints(BrevoService service)
{
    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/contacts/folders", List);
        routes.Map("POST", "/contacts/folders", CreateAsync);
        routes.Map("GET", "/contacts/folders/{folderId}", Get);
        routes.Map("PUT", "/contacts/folders/{folderId}", UpdateAsync);
        routes.Map("DELETE", "/contacts/folders/{folderId}", Delete);
        routes.Map("GET", "/contacts/folders/{folderId}/lists", Lists);
    }

    private static ContactFolder Find(BrevoStore store, long id) =>
        store.Folder(id) ?? throw BrevoError.NotFound("Folder ID does not exist");

    private static string Name(JsonElement body) =>
        BrevoRequest.Text(body, "name") is { } name && !string.IsNullOrWhiteSpace(name)
            ? name
            : throw BrevoError.Missing("name is missing");

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 10, 50);
        return service.Store.Read(store =>
            BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("folders");
                    foreach (var folder in page.Of(store.Folders))
                    {
                        json.WriteStartObject();
                        Write(json, folder, store);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteNumber("count", store.Folders.Count);
                }
            )
        );
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var name = Name(document.RootElement);
        return service.Store.Update(store =>
        {
            var folder = new ContactFolder(store.NextGroupId(), name);
            store.Put(folder);
            return BrevoAnswer.Id(201, "id", folder.Id);
        });
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "folderId");
        return service.Store.Read(store =>
        {
            var folder = Find(store, id);
            return BrevoAnswer.Json(200, json => Write(json, folder, store));
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "folderId");
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var name = Name(document.RootElement);
        return service.Store.Update(store =>
        {
            store.Put(Find(store, id) with { Name = name });
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "folderId");
        return service.Store.Update(store =>
        {
            store.Remove(Find(store, id));
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer Lists(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "folderId");
        var page = BrevoRequest.Page(context, 10, 50);
        return service.Store.Read(store =>
        {
            var folder = Find(store, id);
            var lists = store.Lists.Where(list => list.FolderId == folder.Id).ToList();
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("lists");
                    foreach (var list in page.Of(lists))
                    {
                        json.WriteStartObject();
                        ListEndpoints.WriteTotals(json, list);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteNumber("count", lists.Count);
                }
            );
        });
    }

    private static void Write(Utf8JsonWriter json, ContactFolder folder, BrevoStore store)
    {
        var members = new IdSet();
        foreach (var list in store.Lists.Where(list => list.FolderId == folder.Id))
            members.UnionWith(list.Members);
        json.WriteNumber("id", folder.Id);
        json.WriteString("name", folder.Name);
        json.WriteNumber("totalBlacklisted", 0);
        json.WriteNumber("totalSubscribers", 0);
        json.WriteNumber("uniqueSubscribers", members.Count);
    }
}
