using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Reflection;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Tests.Diagnostics;

/// <summary>Every repeat, wait, look and renewal is a log event and a measurement: this is the list.</summary>
public sealed class EventTests
{
    private const string Retries = "brevotd.client.retries";
    private const string RetryWait = "brevotd.client.retry.wait.duration";
    private const string QuotaWait = "brevotd.client.quota.wait.duration";
    private const string Looks = "brevotd.client.looks";
    private const string Renewal = "brevotd.client.credential.renewal.duration";
    private const string Duration = "brevotd.client.operation.duration";

    /// <summary>What happens, its log event, its instrument, and the tag that tells it apart.</summary>
    private static readonly (string Case, int Event, string Instrument, string Tag)[] s_table =
    [
        ("succeeded", 100, Duration, "http.response.status_code=200"),
        ("refused", 101, Duration, "error.type=400"),
        ("repeat after a fault", 102, Retries, "brevotd.retry.reason=502"),
        ("repeat after a lost connection", 102, Retries, "brevotd.retry.reason=connection_lost"),
        ("repeat after no connection", 102, Retries, "brevotd.retry.reason=connect"),
        ("pause before a repeat", 102, RetryWait, "brevotd.retry.reason=502"),
        ("wait that a 429 asks for", 102, RetryWait, "brevotd.retry.reason=429"),
        ("wait that Retry-After asks for", 102, RetryWait, "brevotd.retry.reason=503"),
        ("wait that is too long", 103, Duration, "error.type=503"),
        ("wait for quota", 110, QuotaWait, "brevotd.quota.bucket=all"),
        ("quota too late", 111, Duration, "error.type=QuotaWaitException"),
        ("breaker opens", 120, Duration, "error.type=502"),
        ("wait for the breaker", 102, RetryWait, "brevotd.retry.reason=circuit_open"),
        ("breaker closes", 121, Retries, "brevotd.retry.reason=circuit_open"),
        ("look begins", 104, Looks, "brevotd.outcome=done"),
        ("look finds the work", 105, Looks, "brevotd.outcome=done"),
        ("look finds nothing", 106, Looks, "brevotd.outcome=not_done"),
        ("repeat after a look", 106, Retries, "brevotd.retry.reason=502"),
        ("look fails", 107, Looks, "brevotd.outcome=failed"),
        ("renewal", 130, Renewal, "brevotd.outcome=renewed"),
        ("repeat after a renewal", 102, Retries, "brevotd.retry.reason=401"),
        ("renewal without another credential", 131, Renewal, "brevotd.outcome=unchanged"),
        ("renewal fails", 132, Renewal, "brevotd.outcome=failed"),
    ];

    public static TheoryData<string> Cases => [.. s_table.Select(row => row.Case)];

    [Fact]
    public void Table_OfTheseTests_HasEveryEventOfThePipeline()
    {
        var ids = typeof(HttpLog)
            .GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>();

        Assert.Equal(ids.Order(), s_table.Select(row => row.Event).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Happening_OfAnyKind_IsLoggedAndMeasured(string name)
    {
        var (_, id, instrument, tag) = s_table.Single(row => row.Case == name);
        var operation = Pipeline.Read with { Name = "events." + name.Replace(' ', '_') };
        using var measured = new Measured(operation.Name);
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                o.RetryBaseDelay = TimeSpan.Zero;
                o.MaxRetries = name is "refused" or "breaker opens" ? 0 : 1;
            },
            builder =>
            {
                builder.UseCredentials(_ => new Source(name));
                builder.UseQuotaLimiter(_ => new LocalQuotaLimiter(
                    name.Contains("quota", StringComparison.Ordinal) ? [s_second] : [],
                    builder.Clock()
                ));
            }
        );

        await Happen(pipeline, operation, name);

        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == id);
        Assert.Contains(measured.Lines, line => line.Instrument == instrument && line.Tags.Contains(tag));
    }

    private static readonly QuotaRule s_second = new()
    {
        Bucket = "all",
        Route = "**",
        PerSecond = 1,
    };

    private static async Task Happen(Pipeline pipeline, ServiceOperation operation, string name)
    {
        var handler = pipeline.Handler;
        switch (name)
        {
            case "succeeded":
                await pipeline.Call(operation);
                break;
            case "refused":
                handler.Then(HttpStatusCode.BadRequest);
                await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call(operation));
                break;
            case "repeat after a fault" or "pause before a repeat":
                handler.Then(HttpStatusCode.BadGateway);
                await pipeline.Call(operation);
                break;
            case "repeat after a lost connection":
                handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));
                await pipeline.Call(operation);
                break;
            case "repeat after no connection":
                handler.ThenThrow(new HttpRequestException(HttpRequestError.ConnectionError));
                await pipeline.Call(operation);
                break;
            case "wait that a 429 asks for" or "wait that Retry-After asks for":
                var status = name.Contains("429", StringComparison.Ordinal)
                    ? HttpStatusCode.TooManyRequests
                    : HttpStatusCode.ServiceUnavailable;
                handler.Then(status, "", ("Retry-After", "9"));
                var waiting = pipeline.Call(operation);
                await pipeline.Clock.Pass(TimeSpan.FromSeconds(9));
                await waiting;
                break;
            case "wait that is too long":
                handler.Then(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "9000"));
                await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call(operation));
                break;
            case "wait for quota":
                await pipeline.Call(operation);
                var second = pipeline.Call(operation);
                pipeline.Clock.Advance(
                    await pipeline.Clock.WhenSet(due => due > TimeSpan.FromSeconds(0.5) && due < TimeSpan.FromSeconds(5))
                );
                await second;
                break;
            case "quota too late":
                await pipeline.Call(operation);
                await Assert.ThrowsAsync<QuotaWaitException>(() => pipeline.Call(operation, maxQuotaWait: TimeSpan.Zero));
                break;
            case "breaker opens" or "wait for the breaker" or "breaker closes":
                handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.BadGateway, ""));
                while (handler.Seen.Count < 20)
                {
                    await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call(operation));
                }

                handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.OK, """{"value":"back"}"""));
                if (name != "breaker opens")
                {
                    var open = pipeline.Call(operation);
                    await pipeline.Clock.Pass(TimeSpan.FromSeconds(15));
                    await open;
                }

                break;
            case "look begins" or "look finds the work":
                await Look(pipeline, operation, new ServiceAnswer(HttpStatusCode.OK, s_empty.Headers, s_empty.Content.Headers, default));
                break;
            case "look finds nothing" or "repeat after a look":
                await Look(pipeline, operation, null);
                break;
            case "look fails":
                await Look(
                    pipeline,
                    operation with
                    {
                        Repeat = RepeatRule.IdempotentWithKey,
                    },
                    null,
                    new ServiceUnreachableException("s", "o", "m", false)
                );
                break;
            case "renewal" or "repeat after a renewal":
                handler.Then(HttpStatusCode.Unauthorized);
                await pipeline.Call(operation);
                break;
            case "renewal without another credential":
                handler.Then(HttpStatusCode.Unauthorized);
                await Assert.ThrowsAsync<CredentialsRejectedException>(() => pipeline.Call(operation));
                break;
            case "renewal fails":
                handler.Then(HttpStatusCode.Unauthorized);
                await Assert.ThrowsAsync<CredentialUnavailableException>(() => pipeline.Call(operation));
                break;
            default:
                Assert.Fail($"Nothing makes '{name}' happen.");
                break;
        }
    }

    private static readonly HttpResponseMessage s_empty = new() { Content = new ByteArrayContent([]) };

    private static Task Look(Pipeline pipeline, ServiceOperation operation, ServiceAnswer? found, Exception? failure = null)
    {
        pipeline.Handler.Then(HttpStatusCode.BadGateway);
        var request = new ServiceRequest(operation, "contacts/1")
        {
            Look = new Look((_, _) => failure is null ? Task.FromResult(found) : Task.FromException<ServiceAnswer?>(failure), _ => false),
        };
        return pipeline.Transport.SendAsync(request, default);
    }

    private sealed class Source(string name) : ICredentialSource
    {
        public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default) =>
            new(Credential.ApiKey("key"));

        public ValueTask<bool> RenewAsync(CredentialRequest request, Credential rejected, CancellationToken cancellationToken = default) =>
            name == "renewal fails" ? throw new InvalidOperationException("no vault") : new(name != "renewal without another credential");
    }

    /// <summary>What the library's meter says of one operation.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Instrument, string[] Tags)> _lines = new();

        public Measured(string operation)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ConnectorDiagnostics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(operation, instrument, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(operation, instrument, tags));
            _listener.Start();
        }

        public IReadOnlyList<(string Instrument, string[] Tags)> Lines => [.. _lines];

        public void Dispose() => _listener.Dispose();

        private void Add(string operation, Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string[] texts = [.. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")];
            if (texts.Contains("brevotd.operation=" + operation))
            {
                _lines.Enqueue((instrument.Name, texts));
            }
        }
    }
}
