using System.Net;
using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace BrevoTd.Connector.Http;

/// <summary>The two outermost stages: repeats, and inside them the circuit breaker. Polly keeps time and state; every decision is ours.</summary>
internal static class ResilienceStages
{
    private static readonly TimeSpan s_shortestBreak = TimeSpan.FromMilliseconds(500);

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> builder, ServiceRuntime runtime)
    {
        builder.TimeProvider = runtime.Clock;

        // One layer owns each kind of event: repeats are logged and measured here, with the operation's name.
        builder.TelemetryListener = null;
        var breaker = new BreakerState(runtime.Clock);
        builder.AddRetry(Retry(runtime, breaker)).AddCircuitBreaker(Breaker(runtime, breaker));
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(ServiceRuntime runtime, BreakerState breaker)
    {
        var renewal = new CredentialRenewal(runtime);
        return new RetryStrategyOptions<HttpResponseMessage>
        {
            Name = "repeat",
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = args => DecideAsync(runtime, breaker, renewal, args.Context, args.Outcome),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(ServiceCall.Of(args.Context.GetRequestMessage()!).Next.Delay),
            OnRetry = args =>
            {
                var call = ServiceCall.Of(args.Context.GetRequestMessage()!);
                var decision = call.Next;
                if (decision.IsQuotaWait)
                {
                    // The clock goes on when the next attempt has its permit.
                    call.Budget.Pause();
                    call.SpendQuotaWait(decision.Delay);
                    var quota = HttpInstruments.Tags(runtime.Profile.Tag, call.Operation.Name);
                    quota.Add(HttpInstruments.BucketTag, call.Bucket);
                    HttpInstruments.QuotaWait.Record(decision.Delay.TotalSeconds, quota);
                }

                var tags = HttpInstruments.Tags(runtime.Profile.Tag, call.Operation.Name);
                tags.Add(HttpInstruments.ReasonTag, decision.Reason);
                HttpInstruments.Retries.Add(1, tags);
                HttpInstruments.RetryWait.Record(decision.Delay.TotalSeconds, tags);
                call.Activity?.AddEvent(
                    new(
                        "retry",
                        runtime.Clock.GetUtcNow(),
                        new() { { HttpInstruments.ReasonTag, decision.Reason }, { "delay", decision.Delay.TotalSeconds } }
                    )
                );
                HttpLog.Retrying(
                    runtime.Logger,
                    runtime.Profile.Name,
                    call.Operation.Name,
                    call.Attempts,
                    decision.Reason,
                    decision.Delay.TotalSeconds
                );
                return ValueTask.CompletedTask;
            },
        };
    }

    private static async ValueTask<bool> DecideAsync(
        ServiceRuntime runtime,
        BreakerState breaker,
        CredentialRenewal renewal,
        ResilienceContext context,
        Outcome<HttpResponseMessage> outcome
    )
    {
        var call = ServiceCall.Of(context.GetRequestMessage()!);
        var response = outcome.Result;
        call.Budget.Resume();
        if (response is { StatusCode: HttpStatusCode.Unauthorized })
        {
            // The service did nothing: whatever the operation, it may be sent again with another credential.
            call.Next = await renewal.TryAsync(call, response, context.CancellationToken).ConfigureAwait(false)
                ? new(Repeat: true, TimeSpan.Zero, "401", IsQuotaWait: false)
                : RepeatDecision.Stop;
            return call.Next.Repeat;
        }

        var asked = response is null ? null : runtime.Profile.RetryAfter(call.Operation, response, runtime.Clock);
        call.BreakerWait = breaker.OpenFor;
        call.Next = RepeatPolicy.Decide(call, response, outcome.Exception, asked, runtime.NextRandom());
        if (call.Next is { Repeat: false, Reason: { } reason })
        {
            HttpLog.RetryTooLate(
                runtime.Logger,
                runtime.Profile.Name,
                call.Operation.Name,
                call.Attempts,
                reason,
                call.Next.Delay.TotalSeconds
            );
        }

        return call.Next.Repeat;
    }

    private static TimeSpan Duration(ServiceRuntime runtime)
    {
        // Read when it opens, so that a reload takes effect; Polly takes no shorter one.
        var duration = runtime.CurrentOptions().BreakerDuration;
        return duration > s_shortestBreak ? duration : s_shortestBreak;
    }

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(ServiceRuntime runtime, BreakerState breaker)
    {
        return new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            Name = "breaker",
            FailureRatio = 0.5,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDurationGenerator = _ => ValueTask.FromResult(Duration(runtime)),
            ShouldHandle = args =>
                ValueTask.FromResult(
                    RepeatPolicy.IsIllness(args.Outcome.Result, args.Outcome.Exception)
                        && ServiceCall.Of(args.Context.GetRequestMessage()!).Options.BreakerDuration > TimeSpan.Zero
                ),
            OnOpened = args =>
            {
                breaker.Open(args.BreakDuration);
                HttpLog.BreakerOpened(runtime.Logger, runtime.Profile.Name, args.BreakDuration.TotalSeconds);
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                HttpLog.BreakerClosed(runtime.Logger, runtime.Profile.Name);
                return ValueTask.CompletedTask;
            },
        };
    }

    /// <summary>Until when the breaker is open: Polly keeps that to itself.</summary>
    private sealed class BreakerState(TimeProvider clock)
    {
        private readonly long _origin = clock.GetTimestamp();
        private long _openUntil;

        public TimeSpan OpenFor => TimeSpan.FromTicks(Math.Max(0, Volatile.Read(ref _openUntil) - clock.GetElapsedTime(_origin).Ticks));

        public void Open(TimeSpan duration) => Volatile.Write(ref _openUntil, clock.GetElapsedTime(_origin).Ticks + duration.Ticks);
    }
}
