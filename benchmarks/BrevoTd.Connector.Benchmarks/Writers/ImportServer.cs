using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Benchmarks.Writers;

/// <summary>A server that reads imports and has done them at once, in a process of its own so that its memory and its processor time are not counted.</summary>
internal sealed class ImportServer : IAsyncDisposable
{
    private readonly Process _process;

    private ImportServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<ImportServer> StartAsync()
    {
        // Started by its own executable, or by dotnet with the assembly as its first argument.
        var host = Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(ImportServer).Assembly.Location] : [];
        var process = Process.Start(
            new ProcessStartInfo(host, [.. assembly, "batch-memory", "serve"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new ImportServer(process, new Uri(address));
    }

    /// <summary>The server's side; runs until the standard input ends.</summary>
    public static async Task<int> RunAsync()
    {
        var processes = new ImportProcesses();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost(
            "/v3/contacts/import",
            async (HttpContext context) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                return Results.Content(processes.Take(), "application/json", statusCode: StatusCodes.Status202Accepted);
            }
        );
        app.MapGet(
            "/v3/processes",
            (HttpContext context) => Results.Content(processes.List(context.Request.QueryString.Value ?? ""), "application/json")
        );
        app.MapGet("/v3/processes/{id}", (string id) => Results.Content(ImportProcesses.Show(id), "application/json"));
        await app.StartAsync();
        Console.WriteLine(app.Urls.First() + "/v3/");
        while (await Console.In.ReadLineAsync() is not null) { }

        await app.StopAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
