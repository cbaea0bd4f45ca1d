using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for Brevo's contacts.</summary>
public static class BrevoContactsClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to contacts and sends them through <c>POST /contacts/import</c>. It follows every import to its end and gives each contact its outcome: rejected with
    /// Brevo's cause if a report of the import names it, delivered otherwise. Brevo does not say which contacts it created and which it updated.
    /// </summary>
    /// <param name="contacts">The client's contacts (<see cref="BrevoClient.Contacts"/>).</param>
    /// <param name="map">Says how records become contacts.</param>
    /// <param name="options">The lists, and how the writer works.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or no list is named.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateImportWriter<T>(
        this BrevoContactsClient contacts,
        ContactMap<T> map,
        ContactImportWriterOptions options
    ) => CreateImportParts(contacts, map, options).CreateWriter();

    internal static WriterParts<T> CreateImportParts<T>(BrevoContactsClient contacts, ContactMap<T> map, ContactImportWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        var transport = Refusals.RequireService(contacts.Transport);
        options.MapNamesLists = map.NamesLists;
        var encoder = map.CreateEncoder(new ContactEncoderOptions { NeedsLists = options.ListIds is not { Count: > 0 } });
        var sink = new ContactImportSink(transport, contacts, options, encoder as IContactPartitions);
        var check = options.CheckBeforeSending ? new ContactCheck<T>(map, transport, options.ListIds) : null;
        return new WriterParts<T>(encoder, sink, options, check);
    }

    /// <summary>
    /// Creates a writer that sends dead letters of contact imports again, each to the lists and with the flags of its first import (<see cref="DeadLetter.Partition"/>). Lists and flags of the options come on top.
    /// Letters of records that were rejected, unverified or superseded are skipped unless <paramref name="replay"/> says otherwise; letters without a body always are.
    /// </summary>
    /// <param name="contacts">The client's contacts (<see cref="BrevoClient.Contacts"/>).</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>. It needs no lists.</param>
    /// <param name="replay">Which letters are sent.</param>
    /// <returns>The writer. A letter of another sink, or one that does not say where its contact belongs, throws <see cref="InvalidOperationException"/> when it is written.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static BatchWriter<DeadLetter> CreateReplayWriter(
        this BrevoContactsClient contacts,
        ContactImportWriterOptions? options = null,
        DeadLetterReplayOptions? replay = null
    )
    {
        ArgumentNullException.ThrowIfNull(contacts);
        options ??= new ContactImportWriterOptions();
        var transport = Refusals.RequireService(contacts.Transport);
        options.MapNamesLists = true;
        var encoder = new ContactReplayEncoder(replay);
        var sink = new ContactImportSink(transport, contacts, options, encoder);
        return new BatchWriter<DeadLetter>(encoder, sink, options, check: null, ownsSink: true);
    }

    /// <summary>
    /// Creates a writer that maps records to contacts and writes them one by one: created or updated through <c>POST /contacts</c>, or by another <see cref="ContactUpsertWriterOptions.Mode"/>. Brevo answers each
    /// one at once, and the report tells how many are new.
    /// </summary>
    /// <remarks>
    /// Right for few contacts, or when each answer matters: lists and blocklist flags are those of the contact itself, and none have to share an import. It needs a call for each, of the quota of all
    /// contact endpoints (10 a second on the General tier); <see cref="CreateImportWriter{T}"/> moves a thousand with one. Repeated when an answer is lost; a contact that was created by the lost call counts as updated then.
    /// </remarks>
    /// <param name="contacts">The client's contacts (<see cref="BrevoClient.Contacts"/>).</param>
    /// <param name="map">Says how records become contacts.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateUpsertWriter<T>(
        this BrevoContactsClient contacts,
        ContactMap<T> map,
        ContactUpsertWriterOptions? options = null
    ) => CreateUpsertParts(contacts, map, options ?? new ContactUpsertWriterOptions()).CreateWriter();

    internal static WriterParts<T> CreateUpsertParts<T>(BrevoContactsClient contacts, ContactMap<T> map, ContactUpsertWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        ArgumentNullException.ThrowIfNull(map);
        var transport = Refusals.RequireService(contacts.Transport);
        var sink = new ContactUpsertSink(contacts, options);
        var encoder = map.CreateEncoder(new ContactEncoderOptions { Shape = ContactWireShape.Upsert });
        var check = options.CheckBeforeSending ? new ContactCheck<T>(map, transport, options.ListIds) : null;
        return new WriterParts<T>(encoder, sink, options, check);
    }
}
