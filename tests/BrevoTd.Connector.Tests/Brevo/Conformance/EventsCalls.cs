using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class EventsCalls : ConformanceCalls
{
    private static readonly CreateEventRequest s_minimal = new()
    {
        Name = "seen",
        Identifiers = new EventIdentifiers { ContactId = 7 },
    };

    public EventsCalls()
    {
        Add("GET /events", "Events.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Events.ListAsync(Fill.Full<EventQuery>()))
            .Minimal(brevo => brevo.Events.ListAsync());
        Add("POST /events", "Events.CreateAsync", Repeated.No)
            .Full(brevo => brevo.Events.CreateAsync(Fill.Full<CreateEventRequest>()))
            .Minimal(brevo => brevo.Events.CreateAsync(s_minimal));
        Add("POST /events/batch", "Events.CreateBatchAsync", Repeated.No)
            .Full(brevo => brevo.Events.CreateBatchAsync([Fill.Full<CreateEventRequest>()]))
            .Minimal(brevo => brevo.Events.CreateBatchAsync([s_minimal]))
            .NotRead("count", "the result counts the events that were sent, and of those the refused ones")
            .NotRead("total_events", "the result counts the events that were sent")
            .NotRead("successful_events", "the result counts by the events that are named as refused")
            .NotRead("failed_events", "the result counts by the events that are named as refused, where that is more")
            .NotRead("status", "the counts say it")
            .NotRead("message", "a sentence for people");
        Untyped("CustomEvent.Properties", "events have properties of the caller's own; each value is a union of everything that JSON has");
        Untyped("CustomEvent.ContactProperties", "the account names its own attributes; each value is a union of the types that Brevo has");
    }
}
