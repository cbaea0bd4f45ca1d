namespace BrevoTd.Connector.Http;

/// <summary>
/// A listing changed so much while it was read that the place is lost: of the last 10,000 values that were read (of the last 32, when the listing was continued
/// from a token), none is listed any more. What was read until then stands; what follows is not known.
/// </summary>
public sealed class ListingChangedException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="operation">Name of the operation.</param>
    public ListingChangedException(string service, string operation)
        : base(
            service,
            operation,
            $"Everything that {operation} read last was deleted before the next page came, so it is not known where the listing goes on. Start it anew without a continuation token, and keep the values by their ids, because some will come again."
        ) { }

    /// <summary>Always <see langword="true"/>: a new listing can succeed.</summary>
    public override bool IsTransient => true;
}
