using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class ListsCalls : ConformanceCalls
{
    private static readonly DateTimeOffset s_moment = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public ListsCalls()
    {
        Add("GET /contacts/lists", "Lists.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Lists.ListAsync(SortOrder.Descending))
            .Minimal(brevo => brevo.Lists.ListAsync());
        Add("POST /contacts/lists", "Lists.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Lists.CreateAsync("Newsletter", 3))
            .Minimal(brevo => brevo.Lists.CreateAsync("Newsletter", 3))
            .Demands("id");
        Add("GET /contacts/lists/{listId}", "Lists.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Lists.GetAsync(5, s_moment, s_moment.AddDays(30)))
            .Minimal(brevo => brevo.Lists.GetAsync(5))
            .NotRead("campaignStats[].stats.listId", "it is the list's own id");
        Add("PUT /contacts/lists/{listId}", "Lists.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.Lists.UpdateAsync(5, "Renamed"))
            .Full(brevo => brevo.Lists.UpdateAsync(5, folderId: 3))
            .Minimal(brevo => brevo.Lists.UpdateAsync(5, "Renamed"));
        Add("DELETE /contacts/lists/{listId}", "Lists.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Lists.DeleteAsync(5))
            .Minimal(brevo => brevo.Lists.DeleteAsync(5));
        Add("GET /contacts/lists/{listId}/contacts", "Lists.ListContactsAsync", Repeated.Yes)
            .Full(brevo => brevo.Lists.ListContactsAsync(5, s_moment, SortOrder.Descending))
            .Minimal(brevo => brevo.Lists.ListContactsAsync(5));
        Add("POST /contacts/lists/{listId}/contacts/add", "Lists.AddContactsAsync, Lists.AddManyContactsAsync", Repeated.Yes)
            .Full(brevo => brevo.Lists.AddContactsAsync(5, ContactSelection.ByEmail(Canaries.Email())))
            .Full(brevo => brevo.Lists.AddContactsAsync(5, ContactSelection.ById(7)))
            .Full(brevo => brevo.Lists.AddContactsAsync(5, ContactSelection.ByExternalId("ext-7")))
            .Minimal(brevo => brevo.Lists.AddContactsAsync(5, ContactSelection.ById(7)))
            .NotRead("contacts.processId", "only of all contacts at once, which can be removed but not added")
            .NotRead("contacts.total", "only of all contacts at once, which can be removed but not added");
        Add(
                "POST /contacts/lists/{listId}/contacts/remove",
                "Lists.RemoveContactsAsync, Lists.RemoveManyContactsAsync, Lists.RemoveAllContactsAsync",
                Repeated.Yes
            )
            .Full(brevo => brevo.Lists.RemoveContactsAsync(5, ContactSelection.ByEmail(Canaries.Email())))
            .Full(brevo => brevo.Lists.RemoveContactsAsync(5, ContactSelection.ById(7)))
            .Full(brevo => brevo.Lists.RemoveContactsAsync(5, ContactSelection.ByExternalId("ext-7")))
            .Full(brevo => brevo.Lists.RemoveAllContactsAsync(5))
            .Minimal(brevo => brevo.Lists.RemoveAllContactsAsync(5));
    }
}
