namespace BrevoTd.Connector.TreasureData;

/// <summary>A job that was issued, or found by its key.</summary>
/// <param name="JobId">The job.</param>
/// <param name="DomainKey">Key under which the service knows it; generated unless the request had one.</param>
/// <param name="WasAdopted">
/// Whether the service knew the key already, so that this is the job issued with it before: by an earlier attempt of the same call whose
/// answer was lost, or by somebody else who used the same key.
/// </param>
public sealed record TdIssuedJob(TdJobId JobId, string DomainKey, bool WasAdopted)
{
    /// <summary>Without the key, which is the caller's own text.</summary>
    public override string ToString() => $"{nameof(TdIssuedJob)} {{ JobId = {JobId}, WasAdopted = {WasAdopted} }}";
}
