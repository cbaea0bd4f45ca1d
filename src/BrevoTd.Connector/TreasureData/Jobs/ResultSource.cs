using System.Globalization;
using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Opens a job's result, or a range of it.</summary>
internal sealed class ResultSource(IServiceTransport transport, TdJobId jobId, TdResultFormat format, bool includeHeader)
{
    public static readonly ServiceOperation Operation = new("jobs.result", HttpMethod.Get, "v3/job/result/{job_id}", RepeatRule.Idempotent);

    private readonly string _path =
        $"v3/job/result/{TdNames.JobId(jobId)}?format={Uri.EscapeDataString(format.Value)}{(includeHeader ? "&header=true" : "")}";

    public TdJobId JobId { get; } = jobId;

    /// <summary>Sends the request and returns as soon as the headers of a 2xx are there.</summary>
    /// <param name="from">First byte wanted.</param>
    /// <param name="last">Last byte wanted; <see langword="null"/> for all that follow. From byte 0, that asks for the whole without a range.</param>
    /// <param name="etag">The object that the range must belong to, if known; with another object the service answers with the whole.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ResultPart> OpenAsync(long from, long? last, string? etag, CancellationToken cancellationToken)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (from > 0 || last is not null)
        {
            headers.Add(new("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={from}-{last}")));
            if (etag is not null)
            {
                headers.Add(new("If-Range", etag));
            }
        }

        var request = new ServiceRequest(Operation, _path) { Accept = "*/*", Headers = headers };
        var response = await transport.SendForStreamAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            // Offsets count the bytes of the transfer: they only mean something if nobody encodes them again on the way.
            if (response.Content.Headers.ContentEncoding.Any(static e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            {
                throw Unexpected(response.StatusCode, "is encoded once more although that was declined; look at proxies on the way");
            }

            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.NoContent))
            {
                throw Unexpected(response.StatusCode, "has an unexpected status");
            }

            return new ResultPart(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public UnexpectedAnswerException Unexpected(HttpStatusCode status, string what) =>
        new(TreasureDataService.Name, Operation.Name, status, $"The result of Treasure Data job {JobId} {what}.");
}
