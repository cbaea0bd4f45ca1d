namespace BrevoTd.Connector.Http;

/// <summary>The call was not sent, because the quota allows it only later than the caller is willing to wait.</summary>
public sealed class QuotaWaitException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="bucket">Name of the quota that is used up.</param>
    /// <param name="retryAfter">How long until the quota allows the call.</param>
    /// <param name="message">Cause and remedy.</param>
    public QuotaWaitException(string service, string operation, string bucket, TimeSpan retryAfter, string message)
        : base(service, operation, message)
    {
        Bucket = bucket;
        RetryAfter = retryAfter;
    }

    /// <summary>Name of the quota that is used up, such as <c>contacts</c>.</summary>
    public string Bucket { get; }

    /// <summary>How long until the quota allows the call.</summary>
    public TimeSpan RetryAfter { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
