using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

internal sealed record ContactListAnswer
{
    public IReadOnlyList<Contact>? Contacts { get; init; }

    public long? Count { get; init; }
}

internal sealed record ContactCreatedAnswer
{
    public ContactId? Id { get; init; }
}

internal sealed record ImportAnswer
{
    public ProcessId? ProcessId { get; init; }
}
