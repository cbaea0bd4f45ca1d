using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class ContactsCalls : ConformanceCalls
{
    private static readonly StatisticsPeriod s_period = new(new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 1));

    public ContactsCalls()
    {
        Add("GET /contacts", "Contacts.ListAsync, Segments.ListContactsAsync", Repeated.Yes)
            .Full(brevo => brevo.Contacts.ListAsync(Fill.Full<ContactQuery>() with { SegmentId = null, Filter = new("CITY", "Paris") }))
            .Full(brevo => brevo.Segments.ListContactsAsync(7, DateTimeOffset.UnixEpoch, SortOrder.Descending))
            .Minimal(brevo => brevo.Contacts.ListAsync());
        Add("POST /contacts", "Contacts.CreateAsync, Contacts.UpsertAsync", Repeated.Yes)
            .Full(brevo => brevo.Contacts.UpsertAsync(Fill.Full<CreateContactRequest>()))
            .Full(brevo => brevo.Contacts.CreateAsync(Fill.Full<CreateContactRequest>()))
            .Minimal(brevo => brevo.Contacts.UpsertAsync(new CreateContactRequest { Email = Canaries.Email() }));
        Add("GET /contacts/{identifier}", "Contacts.GetAsync, Contacts.GetIfExistsAsync", Repeated.Yes)
            .Full(brevo => brevo.Contacts.GetAsync(ContactIdentifier.Email(Canaries.Email()), s_period))
            .Full(brevo => brevo.Contacts.GetIfExistsAsync(ContactIdentifier.Id(7)))
            .Minimal(brevo => brevo.Contacts.GetAsync(ContactIdentifier.ExternalId("ext-7")));
        Add("PUT /contacts/{identifier}", "Contacts.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.Contacts.UpdateAsync(ContactIdentifier.Phone(Canaries.Phone()), Fill.Full<UpdateContactRequest>()))
            .Minimal(brevo => brevo.Contacts.UpdateAsync(ContactIdentifier.Id(7), new UpdateContactRequest()));
        Add("DELETE /contacts/{identifier}", "Contacts.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Contacts.DeleteAsync(ContactIdentifier.WhatsApp(Canaries.Phone())))
            .Minimal(brevo => brevo.Contacts.DeleteAsync(ContactIdentifier.Landline(Canaries.Phone())));
        Add("GET /contacts/{identifier}/campaignStats", "Contacts.GetStatisticsAsync", Repeated.Yes)
            .Full(brevo => brevo.Contacts.GetStatisticsAsync(ContactIdentifier.Id(7), s_period))
            .Minimal(brevo => brevo.Contacts.GetStatisticsAsync(ContactIdentifier.Email(Canaries.Email())));
        Add("POST /contacts/doubleOptinConfirmation", "Contacts.CreateDoubleOptInAsync", Repeated.No)
            .Full(brevo => brevo.Contacts.CreateDoubleOptInAsync(Fill.Full<CreateDoubleOptInRequest>()))
            .Minimal(brevo => brevo.Contacts.CreateDoubleOptInAsync(Fill.Minimal<CreateDoubleOptInRequest>()));
        Add("POST /contacts/import", "Contacts.ImportAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.Contacts.ImportAsync(Fill.Full<ImportContactsRequest>() with { Csv = null, FileUrl = null, NewList = null })
            )
            .Full(brevo =>
                brevo.Contacts.ImportAsync(Fill.Full<ImportContactsRequest>() with { Contacts = null, FileUrl = null, ListIds = null })
            )
            .Minimal(brevo => brevo.Contacts.ImportAsync(new() { FileUrl = new Uri("https://example.com/a.csv"), ListIds = [3] }))
            .Demands("processId");
        Add("POST /contacts/export", "Contacts.ExportAsync", Repeated.Yes)
            .Full(brevo => ExportAsync(brevo, ContactExportFilter.OfList(3)))
            .Full(brevo => ExportAsync(brevo, ContactExportFilter.OfSegment(3)))
            .Full(brevo => ExportAsync(brevo, ContactExportFilter.OfEmailCampaign(EmailCampaignExportAction.Clickers, 7)))
            .Full(brevo => ExportAsync(brevo, ContactExportFilter.OfSmsCampaign(SmsCampaignExportAction.Unsubscribed, 7)))
            .Minimal(brevo => brevo.Contacts.ExportAsync(new() { Filter = ContactExportFilter.OfList(3) }))
            .Demands("processId");
        Untyped("Contact.Attributes", "the account names its own attributes; each value is a union of the types that Brevo has");
        Untyped(
            "ContactStatistics.TransactionalAttributes",
            "the account names its own transactional attributes; each value is a union of the types that Brevo has"
        );
    }

    private static Task<BrevoProcessHandle> ExportAsync(BrevoClient brevo, ContactExportFilter filter) =>
        brevo.Contacts.ExportAsync(Fill.Full<ExportContactsRequest>() with { Filter = filter });
}
