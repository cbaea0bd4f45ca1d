using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for Brevo's custom objects.</summary>
public static class BrevoObjectsClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to records of a custom object and sends them through <c>POST /objects/{object_type}/batch/upsert</c>, up to 1,000 and 1 MB at a time. It follows every batch to
    /// the end of its process. Custom objects are for Enterprise accounts.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Brevo's process says whether the batch was worked through, and nothing of single records: attributes and options that do not exist are left out without a word, and so is a record named by a
    /// Brevo id that does not exist, which is therefore unverified (<see cref="ObjectWriterOptions.TrustProcessesWithoutReports"/>).
    /// </para>
    /// <para>A batch is repeated when its answer is lost only if all of its records have an id; otherwise it is unverified, because Brevo would create the others a second time.</para>
    /// </remarks>
    /// <param name="objects">The client's custom objects (<see cref="BrevoClient.Objects"/>).</param>
    /// <param name="objectType">Name of the object: 1 to 32 small letters, digits and <c>_</c>. It must exist.</param>
    /// <param name="map">Says how records become records of the object.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or no object can have that name.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(
        this BrevoObjectsClient objects,
        string objectType,
        ObjectMap<T> map,
        ObjectWriterOptions? options = null
    ) => CreateParts(objects, objectType, map, options ?? new ObjectWriterOptions()).CreateWriter();

    internal static WriterParts<T> CreateParts<T>(
        BrevoObjectsClient objects,
        string objectType,
        ObjectMap<T> map,
        ObjectWriterOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(map);
        var sink = new ObjectSink(Refusals.RequireService(objects.Transport), objects, objectType, options);
        var check = options.CheckBeforeSending ? new MapCheck<T>((schema, _) => map.Check(schema), transport: null) : null;
        return new WriterParts<T>(map.CreateEncoder(), sink, options, check);
    }
}
