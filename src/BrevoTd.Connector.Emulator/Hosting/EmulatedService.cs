using System.Globalization;
using System.Net;
using BrevoTd.Connector.Emulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BrevoTd.Connector.Emulator.Hosting;

/// <summary>
/// One emulated service: a Kestrel server on 127.0.0.1. A request passes routing, its id, the request log, the faults, the service's key
/// check and admission (quotas), and then reaches its endpoint, or <see cref="AnswerUnroutedAsync"/> if there is none.
/// </summary>
internal abstract class EmulatedService : IAsyncDisposable
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    private readonly string _name;
    private readonly int _port;
    private WebApplication? _app;
    private Uri? _origin;
    private long _requestId;

    /// <param name="name">How the service calls itself in messages to the user.</param>
    /// <param name="port">0 for any free one.</param>
    /// <param name="options">A validated copy that does not change.</param>
    protected EmulatedService(string name, int port, ConnectorEmulatorOptions options)
    {
        _name = name;
        _port = port;
        Options = options;
        Clock = options.TimeProvider;
        Faults = new FaultSet(unchecked((options.Seed * 397) ^ name.Length));
    }

    public FaultSet Faults { get; }

    public RequestLog Requests { get; } = new();

    /// <summary>Scheme, host and port, without a path.</summary>
    /// <exception cref="InvalidOperationException">The service has not been started.</exception>
    public Uri Origin => _origin ?? throw new InvalidOperationException($"{_name} has not been started.");

    protected ConnectorEmulatorOptions Options { get; }

    protected TimeProvider Clock { get; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The caller starts several services at once; opening a folder may be synchronous work.
        await Task.Yield();
        await OpenAsync(cancellationToken).ConfigureAwait(false);

        _app = CreateHost(_port).Build();
        _app.UseRouting();
        _app.Use(next => context => ObserveAsync(context, next));
        _app.Use(next => context => FaultMiddleware.InvokeAsync(context, next, Faults, Clock, WriteFaultAsync));
        _app.Use(next => context => AdmitThenAsync(context, next));
        MapEndpoints(_app);

        try
        {
            await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (_port != 0)
        {
            throw new IOException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_name} cannot listen on 127.0.0.1:{_port}: the port is in use. Choose another one, or 0 for any free one."
                ),
                exception
            );
        }

        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _origin = new Uri(addresses.First());
    }

    /// <summary>A web host on loopback that takes nothing from its surroundings.</summary>
    internal static WebApplicationBuilder CreateHost(int port)
    {
        // The empty builder reads no environment variable, no appsettings.json and writes no log.
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = typeof(EmulatedService).Assembly.GetName().Name }
        );
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            // The services decide their own limits, and a test may stop in a debugger.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = s_grace);
        return builder;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
            await app.DisposeAsync().ConfigureAwait(false);
        }

        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Reads the folder, starts background work. Called once, before the first request.</summary>
    protected virtual ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Stops background work and closes files. Called after the last request, also if starting failed; may be called twice.</summary>
    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    /// <summary>Maps the service's routes.</summary>
    protected abstract void MapEndpoints(IEndpointRouteBuilder endpoints);

    /// <summary>Checks the key, then whatever else admits a request. Returns <see langword="false"/> if the request has been answered.</summary>
    protected abstract ValueTask<bool> AdmitAsync(HttpContext context);

    /// <summary>Answers an admitted request that no route matches; the status is preset to 404, or 405 with <c>Allow</c> if only the method is wrong.</summary>
    protected abstract Task AnswerUnroutedAsync(HttpContext context);

    /// <summary>Writes the body (and headers such as the reset of a 429) of a status that a fault demands, the way the service would.</summary>
    protected abstract Task WriteFaultAsync(HttpContext context, FaultRule rule);

    private async Task ObserveAsync(HttpContext context, RequestDelegate next)
    {
        var id = Interlocked.Increment(ref _requestId).ToString("x16", CultureInfo.InvariantCulture);
        context.TraceIdentifier = id;
        context.Response.Headers["x-request-id"] = id;
        context.Response.Headers.Date = Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? RequestLog.Unrouted;
        var isCounted = false;

        // Before the answer leaves, so that whoever has read it finds it counted.
        context.Response.OnStarting(() =>
        {
            // The service's clock, not the machine's.
            context.Response.Headers.Date = Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            Count();
            return Task.CompletedTask;
        });
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away, or a fault cut the connection.
        }
        finally
        {
            Count();
        }

        // An answer may begin even after its connection has been cut: it is the same request.
        void Count()
        {
            if (!isCounted)
                Requests.Add(context.Request.Method, route, context.Response.StatusCode);
            isCounted = true;
        }
    }

    private async Task AdmitThenAsync(HttpContext context, RequestDelegate next)
    {
        if (!await AdmitAsync(context).ConfigureAwait(false))
            return;
        if (context.GetEndpoint() is RouteEndpoint)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        // Only routing's own "method not supported" endpoint is no RouteEndpoint: it sets 405 and Allow.
        if (context.GetEndpoint()?.RequestDelegate is { } wrongMethod)
            await wrongMethod(context).ConfigureAwait(false);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        await AnswerUnroutedAsync(context).ConfigureAwait(false);
    }
}
