namespace BrevoTd.Connector.Batching;

/// <summary>Where records go that were not delivered. A record counts as dead-lettered once its letter is written.</summary>
public interface IDeadLetterSink
{
    /// <summary>Keeps some letters. The writer calls this with one group at a time.</summary>
    /// <param name="letters">The letters, in the order in which their outcome became final.</param>
    /// <param name="cancellationToken">Set when the writer gives up.</param>
    /// <returns>A task that completes when the letters are safe.</returns>
    /// <remarks>An exception stops the writer, because letters would be lost; the records count as dead-lettered, and as lost in <see cref="BatchWriteReport.DeadLettersLost"/>.</remarks>
    ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken = default);
}
