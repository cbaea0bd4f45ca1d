namespace BrevoTd.Connector.Http;

/// <summary>No answer came: the host could not be reached, the connection broke, or a time-out passed.</summary>
public sealed class ServiceUnreachableException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="message">Cause and remedy, free of personal data.</param>
    /// <param name="mayHaveBeenProcessed">Whether the service may have done the work although no answer came.</param>
    /// <param name="innerException">What caused it.</param>
    public ServiceUnreachableException(
        string service,
        string operation,
        string message,
        bool mayHaveBeenProcessed,
        Exception? innerException = null
    )
        : base(service, operation, message, innerException)
    {
        MayHaveBeenProcessed = mayHaveBeenProcessed;
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
