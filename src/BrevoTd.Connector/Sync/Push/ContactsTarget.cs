using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Brevo's contacts and lists, through the contact import.</summary>
internal sealed class ContactsTarget<T>(ContactMap<T> map, Action<ContactImportWriterOptions> configure) : PushTarget<T>("contacts")
{
    public override bool HasKey => true;

    public override WriterParts<T> CreateParts(SyncContext context)
    {
        var options = new ContactImportWriterOptions { TimeProvider = context.Clock, LoggerFactory = context.Loggers };
        configure(options);
        return BrevoContactsClientExtensions.CreateImportParts(context.Brevo.Contacts, map, options);
    }
}
