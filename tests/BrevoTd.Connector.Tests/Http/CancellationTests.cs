using System.Net;
using System.Text;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>Whatever a call waits for, cancelling ends it while the clock stands still.</summary>
public sealed class CancellationTests
{
    public static TheoryData<string> Waits =>
        [
            "connection",
            "retry",
            "throttled",
            "quota",
            "breaker",
            "credential",
            "renewal",
            "deaf renewal",
            "body",
            "error body",
            "look pause",
            "look",
        ];

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task Cancellation_WhileTheCallWaits_EndsItWithTheClockStandingStill(string wait)
    {
        var gate = new Gate();
        var source = new GatedSource(gate, wait);
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                o.RetryBaseDelay = wait is "retry" or "look pause" ? TimeSpan.FromSeconds(30) : TimeSpan.Zero;
                o.TotalTimeout = Timeout.InfiniteTimeSpan;
                o.AttemptTimeout = Timeout.InfiniteTimeSpan;
                o.MaxRetries = wait == "breaker" ? 1 : 5;
            },
            builder =>
            {
                builder.UseCredentials(_ => source);
                builder.UseQuotaLimiter(_ => new LocalQuotaLimiter(
                    wait == "quota"
                        ?
                        [
                            new()
                            {
                                Bucket = "all",
                                Route = "**",
                                PerHour = 1,
                            },
                        ]
                        : [],
                    builder.Clock()
                ));
            }
        );
        await Prepare(pipeline, wait, gate);
        using var cancellation = new CancellationTokenSource();
        var look = new Look(
            async (_, token) =>
            {
                await gate.HangAsync(token);
                return null;
            },
            _ => false
        );
        var request = new ServiceRequest(Pipeline.Read, "contacts/1")
        {
            MaxQuotaWait = Timeout.InfiniteTimeSpan,
            Look = wait is "look" or "look pause" ? look : null,
        };

        var call = pipeline.Transport.SendAsync(request, cancellation.Token);
        await Begun(pipeline, wait, gate);
        Assert.False(call.IsCompleted);
        await cancellation.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(cancellation.Token, e.CancellationToken);
    }

    [Fact]
    public async Task Cancellation_WhileAStreamIsRead_EndsTheReadWithTheClockStandingStill()
    {
        await using var pipeline = Pipeline.TreasureData();
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new ScriptedStream("rows"u8.ToArray(), AfterBytes.Stall));
        using var cancellation = new CancellationTokenSource();
        using var response = await pipeline.Transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "v3/x"), cancellation.Token);
        await using var stream = await response.Content.ReadAsStreamAsync();

        var read = stream.CopyToAsync(Stream.Null, cancellation.Token);
        await pipeline.Clock.WhenSet(due => due == TimeSpan.FromSeconds(30));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static async Task Prepare(Pipeline pipeline, string wait, Gate gate)
    {
        switch (wait)
        {
            case "connection":
                pipeline.Handler.Then(Hang(gate));
                break;
            case "retry":
                pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.BadGateway, ""));
                break;
            case "throttled":
                pipeline.Handler.Then(HttpStatusCode.TooManyRequests, "", ("x-sib-ratelimit-reset", "60"));
                break;
            case "quota":
                await pipeline.Call();
                break;
            case "breaker":
                pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.BadGateway, ""));
                for (var i = 0; i < 10; i++)
                {
                    await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());
                }

                break;
            case "renewal" or "deaf renewal":
                pipeline.Handler.Then(HttpStatusCode.Unauthorized, """{"code":"unauthorized"}""");
                break;
            case "body":
                pipeline.Handler.ThenBody(HttpStatusCode.OK, new GatedStream(gate));
                break;
            case "error body":
                pipeline.Handler.ThenBody(HttpStatusCode.BadRequest, new GatedStream(gate));
                break;
            case "look" or "look pause":
                pipeline.Handler.Then(HttpStatusCode.BadGateway);
                break;
            default:
                break;
        }
    }

    private static Task Begun(Pipeline pipeline, string wait, Gate gate) =>
        wait switch
        {
            "throttled" => pipeline.Clock.WhenSet(due => due == TimeSpan.FromSeconds(60)),
            "retry" or "look pause" => pipeline.Clock.WhenSet(due => due > TimeSpan.Zero && due <= TimeSpan.FromSeconds(30)),
            "quota" => pipeline.Clock.WhenSet(due => due > TimeSpan.FromMinutes(50)),
            "breaker" => pipeline.Clock.WhenSet(due => due == TimeSpan.FromSeconds(15)),
            _ => gate.Reached,
        };

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Hang(Gate gate) =>
        async (_, cancellationToken) =>
        {
            await gate.HangAsync(cancellationToken);
            throw new InvalidOperationException("Not reached.");
        };

    /// <summary>Where something waits for ever.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public Task HangAsync(CancellationToken cancellationToken)
        {
            _reached.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }

    private sealed class GatedSource(Gate gate, string wait) : ICredentialSource
    {
        public async ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default)
        {
            if (wait == "credential")
            {
                await gate.HangAsync(cancellationToken);
            }

            return Credential.ApiKey("key");
        }

        public async ValueTask<bool> RenewAsync(
            CredentialRequest request,
            Credential rejected,
            CancellationToken cancellationToken = default
        )
        {
            await gate.HangAsync(wait == "deaf renewal" ? CancellationToken.None : cancellationToken);
            return true;
        }
    }

    private sealed class GatedStream(Gate gate) : MemoryStream(Encoding.UTF8.GetBytes("""{"value":"""))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                await gate.HangAsync(cancellationToken);
            }

            return read;
        }
    }
}
