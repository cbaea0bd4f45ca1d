using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class FoldersCalls : ConformanceCalls
{
    public FoldersCalls()
    {
        Add("GET /contacts/folders", "Folders.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Folders.ListAsync(SortOrder.Descending))
            .Minimal(brevo => brevo.Folders.ListAsync());
        Add("POST /contacts/folders", "Folders.CreateAsync", Repeated.No)
            .Full(brevo => brevo.Folders.CreateAsync("Spring"))
            .Minimal(brevo => brevo.Folders.CreateAsync("Spring"))
            .Demands("id");
        Add("GET /contacts/folders/{folderId}", "Folders.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Folders.GetAsync(3))
            .Minimal(brevo => brevo.Folders.GetAsync(3));
        Add("PUT /contacts/folders/{folderId}", "Folders.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.Folders.UpdateAsync(3, "Summer"))
            .Minimal(brevo => brevo.Folders.UpdateAsync(3, "Summer"));
        Add("DELETE /contacts/folders/{folderId}", "Folders.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Folders.DeleteAsync(3))
            .Minimal(brevo => brevo.Folders.DeleteAsync(3));
        Add("GET /contacts/folders/{folderId}/lists", "Folders.ListListsAsync", Repeated.Yes)
            .Full(brevo => brevo.Folders.ListListsAsync(3, SortOrder.Descending))
            .Minimal(brevo => brevo.Folders.ListListsAsync(3));
    }
}
