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
        var transport =
            contacts.Transport
            ?? throw new InvalidOperationException(
                "This client is a fake without a service behind it. In a test, create a BatchWriter with a sink of your own."
            );
        options.MapNamesLists = map.NamesLists;
        var encoder = map.CreateEncoder(new ContactEncoderOptions { NeedsLists = options.ListIds is not { Count: > 0 } });
        var sink = new ContactImportSink(transport, contacts, options, encoder as IContactPartitions);
        var check = options.CheckBeforeSending ? new ContactImportCheck<T>(map, transport, options) : null;
        return new WriterParts<T>(encoder, sink, options, check);
    }
}
