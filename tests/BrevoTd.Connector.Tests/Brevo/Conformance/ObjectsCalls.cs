using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class ObjectsCalls : ConformanceCalls
{
    public ObjectsCalls()
    {
        Add("GET /objects/{object_type}/associated-records", "Objects.ListAssociatedAsync", Repeated.Yes)
            .Full(brevo => brevo.Objects.ListAssociatedAsync("vehicle", ObjectRecordKey.Id(7), ["contact", "garage"]))
            .Full(brevo => brevo.Objects.ListAssociatedAsync("vehicle", ObjectRecordKey.ExternalId("ext-7")))
            .Full(brevo => brevo.Objects.ListAssociatedAsync("contact", ObjectRecordKey.Contact(ContactIdentifier.Email(Canaries.Email()))))
            .Full(brevo => brevo.Objects.ListAssociatedAsync("contact", ObjectRecordKey.Contact(ContactIdentifier.Phone(Canaries.Phone()))))
            .Minimal(brevo => brevo.Objects.ListAssociatedAsync("contact", ObjectRecordKey.Contact(new ContactId(7))));
        Add("POST /objects/{object_type}/batch/delete", "Objects.DeleteAsync, Objects.DeleteByExternalIdAsync", Repeated.Yes)
            .Full(brevo => brevo.Objects.DeleteAsync("vehicle", [1, 2]))
            .Full(brevo => brevo.Objects.DeleteByExternalIdAsync("vehicle", ["a", "b"]))
            .Minimal(brevo => brevo.Objects.DeleteAsync("vehicle", [1]))
            .NotRead("message", "a sentence for people")
            .Demands("processId");
        Add("POST /objects/{object_type}/batch/upsert", "Objects.UpsertAsync", Repeated.Yes)
            .Full(brevo => brevo.Objects.UpsertAsync("vehicle", [Fill.Full<UpsertObjectRecordRequest>()]))
            .Minimal(brevo =>
                brevo.Objects.UpsertAsync(
                    "vehicle",
                    [new UpsertObjectRecordRequest { Attributes = new Dictionary<string, PropertyValue> { ["make"] = "Toyota" } }]
                )
            )
            .NotRead("message", "a sentence for people")
            .Demands("processId");
        Add("GET /objects/{object_type}/records", "Objects.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Objects.ListAsync("vehicle", includeAssociations: true, SortOrder.Descending))
            .Minimal(brevo => brevo.Objects.ListAsync("vehicle"));
        Untyped("CustomObjectRecord.Attributes", "the account defines its own objects; each value is a union of everything that JSON has");
        Untyped(
            "AssociatedObject.Attributes",
            "the account defines its own objects and attributes; each value is a union of everything that JSON has"
        );
    }
}
