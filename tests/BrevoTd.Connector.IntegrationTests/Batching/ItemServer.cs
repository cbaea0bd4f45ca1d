using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.IntegrationTests.Batching;

/// <summary>A service whose log outlives its clients. It stores a batch at once, stores a part of it later, or refuses it; after it has noted that and before it answers a client may be gone.</summary>
internal sealed class ItemServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ItemServer(WebApplication application) => _application = application;

    /// <summary>How often each key came in a request that was read to its end.</summary>
    public ConcurrentDictionary<string, int> Received { get; } = new();

    /// <summary>How often each key was stored.</summary>
    public ConcurrentDictionary<string, int> Stored { get; } = new();

    public ConcurrentDictionary<string, string[]> Processes { get; } = new();

    public Uri Address => new(_application.Urls.Single());

    public static async Task<ItemServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new ItemServer(application);
        application.MapPost("/items", server.TakeAsync);
        application.MapGet("/processes/{id}", server.FollowAsync);
        await application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var keys = (await reader.ReadToEndAsync()).Split('\n');
        Count(Received, keys);
        switch (RandomNumberGenerator.GetInt32(4))
        {
            case 0:
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                await PauseAsync();
                break;
            case 1:
                var id = Guid.NewGuid().ToString("N");
                Processes[id] = keys;
                Count(Stored, keys.Where((_, i) => i % 7 != 3));
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                await PauseAsync();
                await context.Response.WriteAsync(id);
                break;
            default:
                Count(Stored, keys);
                await PauseAsync();
                break;
        }
    }

    private async Task FollowAsync(HttpContext context, string id)
    {
        await PauseAsync();
        await context.Response.WriteAsync(string.Join(' ', Enumerable.Range(0, Processes[id].Length).Where(i => i % 7 == 3)));
    }

    private static void Count(ConcurrentDictionary<string, int> counts, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            counts.AddOrUpdate(key, 1, static (_, count) => count + 1);
        }
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(12)), TimeProvider.System);
}
