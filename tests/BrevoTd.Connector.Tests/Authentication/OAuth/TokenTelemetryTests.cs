using System.Diagnostics;
using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace BrevoTd.Connector.Tests.Authentication.OAuth;

public sealed class TokenTelemetryTests
{
    [Fact]
    public async Task Renewal_OfAnyKind_IsMeasured()
    {
        using var renewals = new MetricCollector<long>(AuthenticationInstruments.Renewals);
        using var durations = new MetricCollector<double>(AuthenticationInstruments.RenewalDuration);
        await using var bench = new OAuthBench();
        await bench.Get();
        bench.Clock.Advance(OAuthBench.Lifetime);
        bench.Tokens.Then(HttpStatusCode.Unauthorized, """{"error":"invalid_client"}""");
        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        // Other tests measure into the same meter.
        var measured = renewals.GetMeasurementSnapshot();
        Assert.Contains(measured, m => Has(m.Tags, "renewed", "first", null));
        Assert.Contains(measured, m => Has(m.Tags, "failed", "expired", "401"));
        Assert.Contains(durations.GetMeasurementSnapshot(), m => Has(m.Tags, "failed", "expired", "401"));
    }

    [Fact]
    public async Task Renewal_StartedByACall_IsASpanOfItsOwnThatNamesTheCall()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectorDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans)
                {
                    spans.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var bench = new OAuthBench();
        using var caller = new Activity("caller").Start();

        await bench.Get();

        lock (spans)
        {
            var span = Assert.Single(spans, span => span.Links.Any(link => link.Context.SpanId == caller.SpanId));
            Assert.Equal("Brevo token.renew", span.OperationName);
            Assert.Null(span.ParentId);
            Assert.Equal("renewed", span.GetTagItem("brevotd.token.result"));
            Assert.Equal("client_credentials", span.GetTagItem("brevotd.token.grant"));
        }
    }

    private static bool Has(IReadOnlyDictionary<string, object?> tags, string result, string reason, string? error) =>
        Equals(tags["brevotd.token.result"], result)
        && Equals(tags["brevotd.token.reason"], reason)
        && Equals(tags.GetValueOrDefault("error.type"), error);
}
