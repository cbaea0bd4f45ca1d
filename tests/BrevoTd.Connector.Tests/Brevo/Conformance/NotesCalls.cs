using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class NotesCalls : ConformanceCalls
{
    public NotesCalls()
    {
        Add("GET /crm/notes", "Notes.ListAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.Notes.ListAsync(
                    Fill.Full<CrmEntityQuery>() with
                    {
                        EntityType = CrmEntityType.Companies,
                        ContactId = null,
                        DealId = null,
                    }
                )
            )
            .Minimal(brevo => brevo.Notes.ListAsync());
        Add("POST /crm/notes", "Notes.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Notes.CreateAsync(Fill.Full<CreateCrmNoteRequest>()))
            .Minimal(brevo => brevo.Notes.CreateAsync(Fill.Minimal<CreateCrmNoteRequest>()))
            .Demands("id");
        Add("GET /crm/notes/{id}", "Notes.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Notes.GetAsync("61a5"))
            .Minimal(brevo => brevo.Notes.GetAsync("61a5"));
        Add("PATCH /crm/notes/{id}", "Notes.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.Notes.UpdateAsync("61a5", Fill.Full<UpdateCrmNoteRequest>()))
            .Minimal(brevo => brevo.Notes.UpdateAsync("61a5", Fill.Minimal<UpdateCrmNoteRequest>()));
        Add("DELETE /crm/notes/{id}", "Notes.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Notes.DeleteAsync("61a5"))
            .Minimal(brevo => brevo.Notes.DeleteAsync("61a5"));
    }
}
