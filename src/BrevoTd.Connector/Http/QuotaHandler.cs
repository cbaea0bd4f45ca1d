using System.Diagnostics;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Http;

/// <summary>One permit per attempt. The total time-out stands still while an attempt waits for its permit.</summary>
internal sealed class QuotaHandler(ServiceRuntime runtime) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ServiceCall.Of(request);
        call.Budget.Resume();
        if (call.Foreign)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        using var lease = await AcquireAsync(call, cancellationToken).ConfigureAwait(false);
        var permitted = runtime.Clock.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var roundTrip = runtime.Clock.GetElapsedTime(permitted, call.AnsweredAt);
        if ((int)response.StatusCode == 429)
        {
            HttpInstruments.Throttled.Add(1, BucketTags(call, lease.Bucket));
        }

        runtime.Limiter.Observe(runtime.Profile.ReadQuota(call.Operation, response, roundTrip, runtime.Clock));
        return response;
    }

    private async ValueTask<QuotaLease> AcquireAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        var operation = call.Operation;
        var request = new QuotaRequest
        {
            Method = operation.Method.Method,
            Route = operation.Route,
            MaxWait = call.QuotaWaitLeft,
        };
        var pending = runtime.Limiter.AcquireAsync(request, cancellationToken);
        QuotaLease lease;
        if (pending.IsCompletedSuccessfully)
        {
            lease = await pending.ConfigureAwait(false);
        }
        else
        {
            lease = await WaitAsync(call, pending).ConfigureAwait(false);
        }

        if (lease.IsAcquired)
        {
            call.Bucket = lease.Bucket;
            HttpInstruments.Permits.Add(1, BucketTags(call, lease.Bucket));
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

    private async ValueTask<QuotaLease> WaitAsync(ServiceCall call, ValueTask<QuotaLease> pending)
    {
        var started = runtime.Clock.GetTimestamp();
        call.Budget.Pause();
        QuotaLease lease;
        try
        {
            lease = await pending.ConfigureAwait(false);
        }
        finally
        {
            call.Budget.Resume();
        }

        var waited = runtime.Clock.GetElapsedTime(started);
        call.SpendQuotaWait(waited);
        HttpInstruments.QuotaWait.Record(waited.TotalSeconds, BucketTags(call, lease.Bucket));
        HttpLog.QuotaWaited(runtime.Logger, runtime.Profile.Name, call.Operation.Name, waited.TotalSeconds, lease.Bucket);
        return lease;
    }

    private TagList BucketTags(ServiceCall call, string bucket)
    {
        var tags = HttpInstruments.Tags(runtime.Profile.Tag, call.Operation.Name);
        tags.Add(HttpInstruments.BucketTag, bucket);
        return tags;
    }
}
