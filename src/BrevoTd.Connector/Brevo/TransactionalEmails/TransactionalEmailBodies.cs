using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A batch comes back as a list of entries, a single message as its own members.</summary>
internal sealed record ScheduledEmailsAnswer
{
    public IReadOnlyList<ScheduledEmail>? Batches { get; init; }

    public long? Count { get; init; }
}

internal sealed record SentEmailsAnswer
{
    public IReadOnlyList<SentEmail>? TransactionalEmails { get; init; }

    public long? Count { get; init; }
}

internal sealed record TransactionalEmailEventsAnswer
{
    public IReadOnlyList<TransactionalEmailEvent>? Events { get; init; }
}

internal sealed record TransactionalEmailReportsAnswer
{
    public IReadOnlyList<TransactionalEmailDailyReport>? Reports { get; init; }
}
