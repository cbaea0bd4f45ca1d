using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

public static partial class BrevoPulls
{
    /// <summary>
    /// The log of transactional e-mails (<c>GET /smtp/statistics/events</c>), in parts of at most 90 days. Events have no id: those of the same message, recipient, kind, time and link are one.
    /// </summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.EmailEvents"/>.</param>
    public static BrevoPull<TransactionalEmailEvent> EmailEvents(TableLayout<TransactionalEmailEvent>? layout = null) =>
        new(
            new PullDefinition<TransactionalEmailEvent>("email-events")
            {
                Listing = static (source, since, until, token, size, cancellationToken) =>
                    source
                        .Client.TransactionalEmails.ListEventsAsync(new() { Period = Days(since, until) }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Days,
                Outputs = Tables(() => PullOutput<TransactionalEmailEvent>.Of(layout ?? BrevoTables.EmailEvents)),
                Key = static happened =>
                    Join(happened.MessageId, happened.Email, happened.Event?.Value, Text(happened.Date), happened.Link),
                Type = TransactionalEmailsJsonContext.Default.TransactionalEmailEvent,
                Time = static happened => happened.Date,
                IsEvents = true,
            }
        );

    /// <summary>The log of transactional SMS (<c>GET /transactionalSMS/statistics/events</c>). Events of the same message, number, kind, time and answer are one.</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.SmsEvents"/>.</param>
    public static BrevoPull<SmsEvent> SmsEvents(TableLayout<SmsEvent>? layout = null) =>
        new(
            new PullDefinition<SmsEvent>("sms-events")
            {
                Listing = static (source, since, until, token, size, cancellationToken) =>
                    source
                        .Client.TransactionalSms.ListEventsAsync(new() { Period = Days(since, until) }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Days,
                Outputs = Tables(() => PullOutput<SmsEvent>.Of(layout ?? BrevoTables.SmsEvents)),
                Key = static happened =>
                    Join(happened.MessageId, happened.PhoneNumber, happened.Event?.Value, Text(happened.Date), happened.Reply),
                Type = TransactionalSmsJsonContext.Default.SmsEvent,
                Time = static happened => happened.Date,
                IsEvents = true,
            }
        );

    /// <summary>The log of WhatsApp messages (<c>GET /whatsapp/statistics/events</c>), in parts of at most 90 days. Events of the same message, number, kind, time, text and media are one.</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.WhatsAppEvents"/>.</param>
    public static BrevoPull<WhatsAppEvent> WhatsAppEvents(TableLayout<WhatsAppEvent>? layout = null) =>
        new(
            new PullDefinition<WhatsAppEvent>("whatsapp-events")
            {
                Listing = static (source, since, until, token, size, cancellationToken) =>
                    source
                        .Client.TransactionalWhatsApp.ListEventsAsync(new() { Period = Days(since, until) }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Days,
                Outputs = Tables(() => PullOutput<WhatsAppEvent>.Of(layout ?? BrevoTables.WhatsAppEvents)),
                Key = static happened =>
                    Join(
                        happened.MessageId,
                        happened.ContactNumber,
                        happened.Event?.Value,
                        Text(happened.Date),
                        happened.Body,
                        happened.MediaUrl
                    ),
                Type = TransactionalWhatsAppJsonContext.Default.WhatsAppEvent,
                Time = static happened => happened.Date,
                IsEvents = true,
            }
        );

    /// <summary>
    /// Custom events (<c>GET /events</c>), 10,000 per call, in parts of 30 days. Brevo keeps an event as often as it was sent: equal events are counted and each has a row.
    /// </summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.Events"/>.</param>
    public static BrevoPull<CustomEvent> Events(TableLayout<CustomEvent>? layout = null) =>
        new(
            new PullDefinition<CustomEvent>("events")
            {
                Listing = static (source, since, until, token, size, cancellationToken) =>
                    source
                        .Client.Events.ListAsync(new() { StartDate = since, EndDate = until }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Windows,
                Outputs = Tables(() => PullOutput<CustomEvent>.Of(layout ?? BrevoTables.Events)),
                Key = static happened =>
                    Join(
                        happened.ContactId?.ToString(),
                        happened.Name,
                        Text(happened.Time),
                        happened.ObjectType,
                        Properties(happened.Properties)
                    ),
                Type = EventsJsonContext.Default.CustomEvent,
                Time = static happened => happened.Time,
                IsEvents = true,
                CountsEqual = true,
                MayRepeat = true,
            }
        );

    private static ReportPeriod Days(DateTimeOffset? since, DateTimeOffset? until) =>
        ReportPeriod.Between(Day(since), Day(until) is var last && last < Day(since) ? Day(since) : Day(until));

    private static DateOnly Day(DateTimeOffset? moment) => DateOnly.FromDateTime(moment.GetValueOrDefault().UtcDateTime);

    private static string Text(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The members of a key, kept apart by a character that none of them has.</summary>
    private static string Join(params string?[] members) => string.Join('\u001F', members);

    // The order of members may differ from one answer to the next.
    private static string Properties(IReadOnlyDictionary<string, PropertyValue>? properties) =>
        properties is null
            ? ""
            : JsonSerializer.Serialize(
                new SortedDictionary<string, PropertyValue>(
                    properties.ToDictionary(static member => member.Key, static member => member.Value),
                    StringComparer.Ordinal
                ),
                EventsJsonContext.Default.IReadOnlyDictionaryStringPropertyValue
            );
}
