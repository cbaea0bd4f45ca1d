namespace BrevoTd.Connector.Batching;

/// <summary>A sink that looks at what a service stored after the service has told the outcome.</summary>
internal interface IVerifyingSink
{
    /// <summary>What has been found so far; <see langword="null"/> when the sink does not look.</summary>
    ImportVerification? Verification { get; }

    /// <summary>What is known of a batch that is still being looked at: it is its outcome when there is no time left.</summary>
    BatchSettlement? Known(AcceptedBatch batch);
}
