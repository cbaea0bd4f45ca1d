using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Http;

/// <summary>One permit per attempt. The total time-out stands still while an attempt waits for its permit.</summary>
internal sealed class QuotaHandler(ServiceRuntime runtime) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ServiceCall.Of(request);
        if (call.Foreign)
        {
            call.Budget.Resume();
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        using var lease = await AcquireAsync(call, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        runtime.Limiter.Observe(runtime.Profile.ReadQuota(call.Operation, response, runtime.Clock));
        return response;
    }

    private async ValueTask<QuotaLease> AcquireAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        var operation = call.Operation;
        var started = runtime.Clock.GetTimestamp();
        call.Budget.Pause();
        QuotaLease lease;
        try
        {
            lease = await runtime
                .Limiter.AcquireAsync(
                    new QuotaRequest
                    {
                        Method = operation.Method.Method,
                        Route = operation.Route,
                        MaxWait = call.QuotaWaitLeft,
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        finally
        {
            call.Budget.Resume();
        }

        var waited = runtime.Clock.GetElapsedTime(started);
        if (waited > TimeSpan.Zero)
        {
            call.SpendQuotaWait(waited);
            var tags = HttpInstruments.Tags(runtime.Profile.Tag, operation.Name);
            tags.Add(HttpInstruments.BucketTag, lease.Bucket);
            HttpInstruments.QuotaWait.Record(waited.TotalSeconds, tags);
            HttpLog.QuotaWaited(runtime.Logger, runtime.Profile.Name, operation.Name, waited.TotalSeconds, lease.Bucket);
        }

        if (lease.IsAcquired)
        {
            return lease;
        }

        HttpLog.QuotaRefused(runtime.Logger, runtime.Profile.Name, operation.Name, lease.Bucket, lease.Time.TotalSeconds);
        throw new QuotaWaitException(
            runtime.Profile.Name,
            operation.Name,
            lease.Bucket,
            lease.Time,
            $"{ServiceFailures.Describe(operation)} was not sent to {runtime.Profile.Name}: quota '{lease.Bucket}' allows it in {ServiceFailures.Seconds(lease.Time)}, "
                + $"and the call may wait {ServiceFailures.Seconds(call.QuotaWaitLeft)} more (MaxQuotaWait). Call again then, raise MaxQuotaWait, or check whether the account's tier is higher than the client's options say."
        );
    }
}
