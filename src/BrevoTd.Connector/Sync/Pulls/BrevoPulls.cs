using System.Runtime.CompilerServices;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>A ready pull for every kind of record that is read from Brevo. Each takes a layout of the user's own in place of that of <see cref="BrevoTables"/>.</summary>
public static partial class BrevoPulls
{
    /// <summary>
    /// Contacts that were created or changed (<c>GET /contacts</c>). A deleted contact leaves no trace there: <see cref="PullOptions.CompleteSweep"/> now and then finds those that are gone.
    /// </summary>
    /// <param name="layout">The table; <see langword="null"/> asks Brevo for the attributes and has a column for each.</param>
    /// <param name="withRawJson">Whether the table that is made in that case has a column for each contact's JSON.</param>
    public static BrevoPull<Contact> Contacts(TableLayout<Contact>? layout = null, bool withRawJson = false) =>
        new(
            new PullDefinition<Contact>("contacts")
            {
                Listing = static (source, since, _, token, size, cancellationToken) =>
                    source
                        .Client.Contacts.ListAsync(new() { ModifiedSince = since }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Changes,
                Outputs = async (source, cancellationToken) =>
                {
                    var table =
                        layout
                        ?? BrevoTables.ContactsWith(await source.Client.Attributes.ListAsync(cancellationToken).ConfigureAwait(false));
                    return [PullOutput<Contact>.Of(layout is null && withRawJson ? table.WithRawJson() : table)];
                },
                Key = static contact => contact.Id?.ToString(),
                Type = BrevoJsonContext.Default.Contact,
                Time = static contact => contact.ModifiedAt,
            }
        );

    /// <summary>Which contact is on which list: one sweep over all contacts (<c>GET /contacts</c>), 1,000 per call, whatever the number of lists.</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.ListMembers"/>.</param>
    public static BrevoPull<Contact> ListMembers(TableLayout<BrevoListMember>? layout = null) =>
        new(
            new PullDefinition<Contact>("list-members")
            {
                Listing = static (source, _, _, token, size, cancellationToken) =>
                    source.Client.Contacts.ListAsync(null, cancellationToken).AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Everything,
                Outputs = Tables(() =>
                    PullOutput<Contact>.Of(
                        layout ?? BrevoTables.ListMembers,
                        static contact => (contact.ListIds ?? []).Select(list => new BrevoListMember(list, contact))
                    )
                ),
                Key = static contact => contact.Id?.ToString(),
                Type = BrevoJsonContext.Default.Contact,
            }
        );

    /// <summary>All lists (<c>GET /contacts/lists</c>).</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.Lists"/>.</param>
    public static BrevoPull<ContactList> Lists(TableLayout<ContactList>? layout = null) =>
        new(
            new PullDefinition<ContactList>("lists")
            {
                Listing = static (source, _, _, token, size, cancellationToken) =>
                    source.Client.Lists.ListAsync(cancellationToken: cancellationToken).AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Everything,
                Outputs = Tables(() => PullOutput<ContactList>.Of(layout ?? BrevoTables.Lists)),
                Key = static list => list.Id?.ToString(),
                Type = BrevoJsonContext.Default.ContactList,
            }
        );

    /// <summary>All segments (<c>GET /contacts/segments</c>).</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.Segments"/>.</param>
    public static BrevoPull<ContactSegment> Segments(TableLayout<ContactSegment>? layout = null) =>
        new(
            new PullDefinition<ContactSegment>("segments")
            {
                Listing = static (source, _, _, token, size, cancellationToken) =>
                    source.Client.Segments.ListAsync(cancellationToken: cancellationToken).AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Everything,
                Outputs = Tables(() => PullOutput<ContactSegment>.Of(layout ?? BrevoTables.Segments)),
                Key = static segment => segment.Id?.ToString(),
                Type = SegmentsJsonContext.Default.ContactSegment,
            }
        );

    /// <summary>All definitions of contact attributes (<c>GET /contacts/attributes</c>).</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.Attributes"/>.</param>
    public static BrevoPull<ContactAttribute> Attributes(TableLayout<ContactAttribute>? layout = null) =>
        new(
            new PullDefinition<ContactAttribute>("attributes")
            {
                Listing = static (source, _, _, _, _, cancellationToken) => AttributesAsync(source, cancellationToken),
                Sweep = PullSweeps.Everything,
                Outputs = Tables(() => PullOutput<ContactAttribute>.Of(layout ?? BrevoTables.Attributes)),
                Key = static attribute => $"{attribute.Category} {attribute.Name}",
                Type = BrevoJsonContext.Default.ContactAttribute,
            }
        );

    /// <summary>All addresses that get no transactional e-mail (<c>GET /smtp/blockedContacts</c>).</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.BlockedContacts"/>.</param>
    public static BrevoPull<BlockedContact> BlockedContacts(TableLayout<BlockedContact>? layout = null) =>
        new(
            new PullDefinition<BlockedContact>("blocked-contacts")
            {
                Listing = static (source, _, _, token, size, cancellationToken) =>
                    source.Client.BlockedContacts.ListAsync(null, cancellationToken).AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Everything,
                Outputs = Tables(() => PullOutput<BlockedContact>.Of(layout ?? BrevoTables.BlockedContacts)),
                Key = static contact => $"{contact.Email} {contact.SenderEmail} {contact.Reason?.Code}",
                Type = BlockedContactsJsonContext.Default.BlockedContact,
            }
        );

    /// <summary>
    /// All e-mail campaigns with their statistics, 100 per call and none per campaign (<c>GET /emailCampaigns?statistics=globalStats</c>). Brevo's listing counts what happened in the last 6 months only:
    /// the figures of older campaigns become 0, while older rows of the table keep what they were.
    /// </summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.EmailCampaigns"/>.</param>
    public static BrevoPull<EmailCampaign> EmailCampaigns(TableLayout<EmailCampaign>? layout = null) =>
        new(
            new PullDefinition<EmailCampaign>("email-campaigns")
            {
                Listing = static (source, _, _, token, size, cancellationToken) =>
                    source
                        .Client.EmailCampaigns.ListAsync(
                            new()
                            {
                                Statistics = CampaignStatisticsKind.GlobalStats,
                                ExcludeHtmlContent = true,
                                ExcludePdfAttachment = true,
                            },
                            cancellationToken
                        )
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Everything,
                Outputs = Tables(() => PullOutput<EmailCampaign>.Of(layout ?? BrevoTables.EmailCampaigns)),
                Key = static campaign => campaign.Id?.ToString(),
                Type = EmailCampaignsJsonContext.Default.EmailCampaign,
            }
        );

    /// <summary>All SMS campaigns with their statistics, 1,000 per call (<c>GET /smsCampaigns</c>).</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.SmsCampaigns"/>.</param>
    public static BrevoPull<SmsCampaign> SmsCampaigns(TableLayout<SmsCampaign>? layout = null) =>
        new(
            new PullDefinition<SmsCampaign>("sms-campaigns")
            {
                Listing = static (source, _, _, token, size, cancellationToken) =>
                    source.Client.SmsCampaigns.ListAsync(null, cancellationToken).AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Everything,
                Outputs = Tables(() => PullOutput<SmsCampaign>.Of(layout ?? BrevoTables.SmsCampaigns)),
                Key = static campaign => campaign.Id?.ToString(),
                Type = SmsCampaignsJsonContext.Default.SmsCampaign,
            }
        );

    /// <summary>All WhatsApp campaigns with their statistics, 100 per call (<c>GET /whatsappCampaigns</c>). Brevo orders them by their last change, so one that changes meanwhile may hide another until the next run.</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.WhatsAppCampaigns"/>.</param>
    public static BrevoPull<WhatsAppCampaign> WhatsAppCampaigns(TableLayout<WhatsAppCampaign>? layout = null) =>
        new(
            new PullDefinition<WhatsAppCampaign>("whatsapp-campaigns")
            {
                Listing = static (source, _, _, token, size, cancellationToken) =>
                    source.Client.WhatsAppCampaigns.ListAsync(null, cancellationToken).AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Everything,
                Outputs = Tables(() => PullOutput<WhatsAppCampaign>.Of(layout ?? BrevoTables.WhatsAppCampaigns)),
                Key = static campaign => campaign.Id?.ToString(),
                Type = WhatsAppCampaignsJsonContext.Default.WhatsAppCampaign,
                MayRepeat = true,
            }
        );

    private static async IAsyncEnumerable<Page<ContactAttribute>> AttributesAsync(
        PullSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        yield return new Page<ContactAttribute>(await source.Client.Attributes.ListAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Tables that do not depend on the account. Encoders are for one thread, so each run has its own.</summary>
    private static Func<PullSource, CancellationToken, ValueTask<IReadOnlyList<PullOutput<T>>>> Tables<T>(
        params IReadOnlyList<Func<PullOutput<T>>> outputs
    ) => (_, _) => ValueTask.FromResult<IReadOnlyList<PullOutput<T>>>([.. outputs.Select(static make => make())]);
}
