using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for bulk import sessions.</summary>
public static class TreasureDataBulkImportWriterExtensions
{
    /// <summary>
    /// Creates a writer that maps records to rows and uploads them as parts of a session. When the writer completes, it completes the session too: the parts are read and committed, and every row has its
    /// outcome then, not before.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Delivered means committed. A session that is not committed, because rows were refused or the job failed, leaves its rows dead-lettered (<c>not_committed</c>): delete the session before you
    /// send them again. If refused rows are allowed (<see cref="BulkImportWriterOptions.MaxErrorRecords"/>) and there are some, the service tells how many and not which: all rows are unverified
    /// (<c>error_records</c>), and <see cref="BatchWriteReport.UnmatchedReportLines"/> has their number.
    /// </para>
    /// <para>
    /// The writer commits what it could upload, also when it is disposed of or has stopped. A load that is all or nothing, or that goes on after a restart, is done by <c>WriteAsync</c> of the session.
    /// Each row takes 24 bytes of memory until the commit.
    /// </para>
    /// </remarks>
    /// <param name="session">The session. A writer that gets no record leaves it as it is.</param>
    /// <param name="map">Says how records become rows.</param>
    /// <param name="options">How parts are cut, and what is committed; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(
        this TreasureDataBulkImportSession session,
        RowMap<T> map,
        BulkImportWriterOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(map);
        options ??= new BulkImportWriterOptions();
        var sink = new BulkImportSink(session, options);
        var check = options.CheckBeforeSending ? new BulkImportCheck<T>(map, session, options) : null;
        return new BatchWriter<T>(map.CreateEncoder(), sink, options, check, ownsSink: true);
    }
}
