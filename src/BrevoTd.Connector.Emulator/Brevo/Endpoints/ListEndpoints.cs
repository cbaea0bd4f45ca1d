using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Lists and their members.</summary>
internal sealed class ListEndpoints(BrevoService service)
{
    private const int MaximumPerCall = 150;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/contacts/lists", List);
        routes.Map("POST", "/contacts/lists", CreateAsync);
        routes.Map("GET", "/contacts/lists/{listId}", Get);
        routes.Map("PUT", "/contacts/lists/{listId}", UpdateAsync);
        routes.Map("DELETE", "/contacts/lists/{listId}", Delete);
        routes.Map("POST", "/contacts/lists/{listId}/contacts/add", context => ChangeMembersAsync(context, add: true));
        routes.Map("POST", "/contacts/lists/{listId}/contacts/remove", context => ChangeMembersAsync(context, add: false));
    }

    public static ContactList Find(BrevoStore store, long id) => store.List(id) ?? throw BrevoError.NotFound("List ID does not exist");

    /// <summary>The three totals: two of them are being dropped by Brevo and are always 0.</summary>
    public static void WriteTotals(Utf8JsonWriter json, ContactList list)
    {
        json.WriteNumber("id", list.Id);
        json.WriteString("name", list.Name);
        json.WriteNumber("totalBlacklisted", 0);
        json.WriteNumber("totalSubscribers", 0);
        json.WriteNumber("uniqueSubscribers", list.Members.Count);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 10, 50);
        return service.Store.Read(store =>
            BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteNumber("count", store.Lists.Count);
                    json.WriteStartArray("lists");
                    foreach (var list in page.Of(store.Lists))
                    {
                        json.WriteStartObject();
                        WriteTotals(json, list);
                        json.WriteNumber("folderId", list.FolderId);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }
            )
        );
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var name = BrevoRequest.Text(document.RootElement, "name");
        var folderId = BrevoRequest.Number(document.RootElement, "folderId");
        if (string.IsNullOrWhiteSpace(name))
            throw BrevoError.Missing("name is missing");
        if (folderId is not { } folder)
            throw BrevoError.Missing("folderId is missing");
        return service.Store.Update(store => BrevoAnswer.Id(201, "id", Create(store, name, folder, service.Now).Id));
    }

    public static ContactList Create(BrevoStore store, string name, long folderId, long now)
    {
        var folder = store.Folder(folderId) ?? throw BrevoError.Invalid("Folder ID does not exist");
        var list = new ContactList(store.NextGroupId(), name, folder.Id, now);
        store.Put(list);
        return list;
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "listId");
        var period = EventPeriod.Of(context, maximumDays: null, service.Now);
        var events = service.MessageEvents.All().Where(happened => happened.ListId == id && period?.Covers(happened.At) != false);
        return service.Store.Read(store =>
        {
            var list = Find(store, id);
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    WriteTotals(json, list);
                    json.WriteNumber("folderId", list.FolderId);
                    json.WriteString("createdAt", ContactJson.Moment(list.CreatedAt));
                    ContactStatisticsJson.WriteCampaigns(json, events);
                    json.WriteBoolean("dynamicList", false);
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "listId");
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var name = BrevoRequest.Text(document.RootElement, "name");
        var folderId = BrevoRequest.Number(document.RootElement, "folderId");
        if (string.IsNullOrWhiteSpace(name) && folderId is null)
            throw BrevoError.Missing("name or folderId is missing");
        if (name is not null && folderId is not null)
            throw BrevoError.Invalid("Either name or folderId can be updated at a time");
        return service.Store.Update(store =>
        {
            var list = Find(store, id);
            if (folderId is { } folder)
                list = list with { FolderId = (store.Folder(folder) ?? throw BrevoError.Invalid("Folder ID does not exist")).Id };
            store.Put(list with { Name = name ?? list.Name });
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "listId");
        return service.Store.Update(store =>
        {
            store.Remove(Find(store, id));
            return BrevoAnswer.NoContent;
        });
    }

    private async ValueTask<BrevoAnswer> ChangeMembersAsync(HttpContext context, bool add)
    {
        var id = BrevoRequest.IdSegment(context, 2, "listId");
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var emails = BrevoRequest.Texts(body, "emails");
        var extIds = BrevoRequest.Texts(body, "extIds");
        var ids = BrevoRequest.Numbers(body, "ids");
        if (!add && BrevoRequest.Boolean(body, "all") == true)
            return RemoveAll(id);
        var given = (emails is null ? 0 : 1) + (extIds is null ? 0 : 1) + (ids is null ? 0 : 1);
        var count = emails?.Length ?? extIds?.Length ?? ids?.Length ?? 0;
        if (given == 0 || count == 0)
            throw BrevoError.Missing(add ? "emails, ids or extIds is missing" : "emails, ids, extIds or all is missing");
        if (given > 1)
            throw BrevoError.Invalid("Only one of emails, ids and extIds can be passed");
        if (count > MaximumPerCall)
            throw BrevoError.OutOfRange($"A maximum of {MaximumPerCall} contacts can be passed in one request");

        return service.Store.Update(store =>
        {
            var list = Find(store, id);
            if (ids is not null)
                return Change(store, list, add, ids, store.Contact, static (json, value) => json.WriteNumberValue(value));
            return Change(
                store,
                list,
                add,
                (emails ?? extIds)!,
                text => emails is null ? store.ByExtId(text) : store.ByEmail(text.Trim().ToLowerInvariant()),
                static (json, value) => json.WriteStringValue(value)
            );
        });
    }

    private BrevoAnswer Change<T>(
        BrevoStore store,
        ContactList list,
        bool add,
        T[] given,
        Func<T, Contact?> find,
        Action<Utf8JsonWriter, T> write
    )
    {
        List<T> success = [];
        List<T> failure = [];
        foreach (var item in given)
        {
            var changed =
                find(item) is { } contact
                && (add ? store.AddMembers(list, [contact.Id]) : store.RemoveMembers(list, [contact.Id])).Count > 0;
            (changed ? success : failure).Add(item);
        }

        if (success.Count == 0)
            throw BrevoError.Invalid(
                add ? "Contact already in list and/or does not exist" : "Contact already removed from list and/or does not exist"
            );
        return Result(json =>
        {
            WriteItems(json, "success", success, write);
            WriteItems(json, "failure", failure, write);
        });
    }

    private static void WriteItems<T>(Utf8JsonWriter json, string name, List<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private BrevoAnswer RemoveAll(long id) =>
        service.Store.Update(store =>
        {
            var list = Find(store, id);
            var removed = store.RemoveMembers(list, [.. list.Members.From(0, ascending: true)]);
            var process = new BackgroundProcess(store.NextProcessId(), BackgroundProcess.ListRemoval, service.Now, service.Now, service.Now)
            {
                EndedAt = service.Now,
            };
            store.Put(process);
            return Result(json =>
            {
                json.WriteNumber("processId", process.Id);
                json.WriteNumber("total", removed.Count);
            });
        });

    private BrevoAnswer Result(Action<Utf8JsonWriter> members) =>
        BrevoAnswer.Json(
            201,
            json =>
            {
                if (service.Options.BrevoChoices.FlatListResults)
                {
                    members(json);
                    return;
                }

                json.WriteStartObject("contacts");
                members(json);
                json.WriteEndObject();
            }
        );
}
