using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for Brevo's events.</summary>
public static class BrevoEventsClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to events and sends them through <c>POST /events/batch</c>, or one by one through <c>POST /events</c> (<see cref="EventWriterOptions.OneByOne"/>).
    /// </summary>
    /// <remarks>
    /// Brevo stores an event as often as it gets it. A request whose answer is lost is therefore not repeated, and its events are unverified: they may be stored. An event is delivered when Brevo has
    /// taken it into its queue, and rejected when Brevo names it as refused.
    /// </remarks>
    /// <param name="events">The client's events (<see cref="BrevoClient.Events"/>).</param>
    /// <param name="map">Says how records become events.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(this BrevoEventsClient events, EventMap<T> map, EventWriterOptions? options = null) =>
        CreateParts(events, map, options ?? new EventWriterOptions()).CreateWriter();

    internal static WriterParts<T> CreateParts<T>(BrevoEventsClient events, EventMap<T> map, EventWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(map);
        options.Validate();
        var transport = Refusals.RequireService(events.Transport);
        IBatchSink sink = options.OneByOne ? new SingleEventSink(events, options) : new EventSink(events);
        var encoder = map.CreateEncoder();
        var check = options.CheckBeforeSending ? new MapCheck<T>(map.Check, map.NamesAttributes ? transport : null) : null;
        return new WriterParts<T>(encoder, sink, options, check);
    }
}
