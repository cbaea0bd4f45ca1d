namespace BrevoTd.Connector.Batching;

/// <summary>A sink whose service takes a batch first and decides on its records later, as Brevo's contact import does.</summary>
public interface ISettlingBatchSink : IBatchSink
{
    /// <summary>
    /// Whether settlements of this sink may ask for records to be sent again (<see cref="BatchSettlement.SendAgain(int, OutcomeCause)"/>). The bytes of every record are then kept until it is settled.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    bool SendsAgain => false;

    /// <summary>Waits until the service has finished with a batch that it accepted, and learns what became of each record.</summary>
    /// <param name="batch">Identifiers of the accepted records; their bodies are gone. Valid until the returned task completes.</param>
    /// <param name="cancellationToken">Set when the writer stops waiting; the records are then unverified.</param>
    /// <returns>The outcome of every record.</returns>
    Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Tells the sink how urgently outcomes are wanted. Called again whenever that changes; must return at once.</summary>
    /// <param name="urgency">What the writer is doing.</param>
    void Urge(SettlementUrgency urgency) { }
}
