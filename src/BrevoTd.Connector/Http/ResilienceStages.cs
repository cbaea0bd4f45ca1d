using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace BrevoTd.Connector.Http;

/// <summary>The two outermost stages: repeats, and inside them the circuit breaker. Polly keeps time and state; every decision is ours.</summary>
internal static class ResilienceStages
{
    private static readonly TimeSpan s_breakDuration = TimeSpan.FromSeconds(15);

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
        return new RetryStrategyOptions<HttpResponseMessage>
        {
            Name = "repeat",
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = args =>
            {
                var request = args.Context.GetRequestMessage()!;
                var call = ServiceCall.Of(request);
                var response = args.Outcome.Result;
                var asked = response is null ? null : runtime.Profile.RetryAfter(call.Operation, response, runtime.Clock);
                call.Budget.Resume();
                call.BreakerWait = breaker.OpenFor;
                var decision = RepeatPolicy.Decide(call, response, args.Outcome.Exception, asked, runtime.NextRandom());
                call.Next = decision;
                if (!decision.Repeat && decision.Reason is { } reason)
                {
                    HttpLog.RetryTooLate(
                        runtime.Logger,
                        runtime.Profile.Name,
                        call.Operation.Name,
                        call.Attempts,
                        reason,
                        decision.Delay.TotalSeconds
                    );
                }

                return ValueTask.FromResult(decision.Repeat);
            },
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
                }

                var tags = HttpInstruments.Tags(runtime.Profile.Tag, call.Operation.Name);
                tags.Add(HttpInstruments.ReasonTag, decision.Reason);
                HttpInstruments.Retries.Add(1, tags);
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

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(ServiceRuntime runtime, BreakerState breaker)
    {
        return new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            Name = "breaker",
            FailureRatio = 0.5,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = s_breakDuration,
            ShouldHandle = args => ValueTask.FromResult(RepeatPolicy.IsIllness(args.Outcome.Result, args.Outcome.Exception)),
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
