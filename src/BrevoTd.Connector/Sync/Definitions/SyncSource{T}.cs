using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Records that a step reads; say where they go.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class SyncSource<T>
{
    private readonly SyncBuilder _builder;
    private readonly RecordSource<T> _source;

    internal SyncSource(SyncBuilder builder, RecordSource<T> source)
    {
        _builder = builder;
        _source = source;
    }

    /// <summary>Sends the records to Brevo's contacts and lists, through the contact import.</summary>
    /// <param name="map">Says how records become contacts.</param>
    /// <param name="configure">Sets the options of the writer, at least its lists. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToContacts(ContactMap<T> map, Action<ContactImportWriterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(new ContactsTarget<T>(map, configure));
    }

    private SyncPush<T> Add(PushTarget<T> target)
    {
        var step = new PushStep<T>(_source, target);
        _builder.Add(step);
        return new SyncPush<T>(step);
    }
}
