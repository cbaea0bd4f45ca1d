using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Pages of contacts: of the account with filters, and of a list.</summary>
internal sealed class ContactListingEndpoints(BrevoService service)
{
    private const int MaximumIds = 20;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/contacts", List);
        routes.Map("GET", "/contacts/lists/{listId}/contacts", ListOfList);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 1000);
        var modifiedSince = BrevoRequest.Moment(context, "modifiedSince");
        var createdSince = BrevoRequest.Moment(context, "createdSince");
        var ids = BrevoRequest.Numbers(context, "ids");
        var listIds = BrevoRequest.Numbers(context, "listIds");
        var segmentId = BrevoRequest.OptionalNumber(context, "segmentId");
        var filter = BrevoRequest.Text(context, "filter");
        if (ids.Length > MaximumIds)
            throw BrevoError.OutOfRange($"A maximum of {MaximumIds} ids can be passed");
        if (listIds.Length > 0 && segmentId is not null)
            throw BrevoError.Invalid("Either listIds or segmentId can be passed");
        if (segmentId < 1)
            throw BrevoError.OutOfRange("segmentId should be a positive number");
        return service.Store.Read(store =>
        {
            var among = ids.Length > 0 ? IdsOf(store, ids) : store.AllContacts;
            if (segmentId is { } segment)
                among = Both(among, SegmentEndpoints.MembersOf(store, segment), narrow: ids.Length > 0);
            if (listIds.Length > 0)
                among = OnLists(store, among, listIds, ids.Length > 0);
            var matches = filter is null ? null : AttributeFilter.Parse(filter, store);
            if (modifiedSince is not null || createdSince is not null || matches is not null)
            {
                var key = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{modifiedSince}|{createdSince}|{string.Join(',', ids)}|{string.Join(',', listIds)}|{segmentId}|{filter}"
                );
                among = store.Select(
                    key,
                    among,
                    contact =>
                        IsSince(contact.ModifiedAt, modifiedSince)
                        && IsSince(contact.CreatedAt, createdSince)
                        && matches?.Invoke(contact) != false
                );
            }

            return ContactJson.Listing(store, among, page);
        });
    }

    private BrevoAnswer ListOfList(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "listId");
        var page = BrevoRequest.Page(context, 50, 500);
        var modifiedSince = BrevoRequest.Moment(context, "modifiedSince");
        return service.Store.Read(store =>
        {
            var list = ListEndpoints.Find(store, id);
            var members = list.Members;
            if (modifiedSince is not null)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"list {list.Id}|{modifiedSince}");
                members = store.Select(key, members, contact => IsSince(contact.ModifiedAt, modifiedSince));
            }

            return ContactJson.Listing(store, members, page);
        });
    }

    private bool IsSince(long moment, long? since) =>
        since is not { } bound || (service.Options.BrevoChoices.SinceIsInclusive ? moment >= bound : moment > bound);

    private static IdSet IdsOf(BrevoStore store, long[] ids)
    {
        var found = new IdSet();
        foreach (var id in ids)
        {
            if (store.Contact(id) is { } contact)
                found.Add(contact.Id);
        }

        return found;
    }

    /// <summary>On at least one of the lists.</summary>
    private static IdSet OnLists(BrevoStore store, IdSet among, long[] listIds, bool narrow)
    {
        var lists = listIds.Select(id => store.List(id) ?? throw BrevoError.Invalid("List ID does not exist")).ToList();
        if (lists.Count == 1 && !narrow)
            return lists[0].Members;
        var members = new IdSet();
        foreach (var list in lists)
            members.UnionWith(list.Members);
        return Both(among, members, narrow);
    }

    private static IdSet Both(IdSet among, IdSet members, bool narrow)
    {
        if (!narrow)
            return members;
        var both = new IdSet();
        foreach (var id in among.From(0, ascending: true).Where(members.Contains))
            both.Add(id);
        return both;
    }
}
