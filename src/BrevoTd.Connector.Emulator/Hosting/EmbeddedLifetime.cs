using Microsoft.Extensions.Hosting;

namespace BrevoTd.Connector.Emulator.Hosting;

/// <summary>
/// The emulator is a guest in another program. The default lifetime would catch Ctrl+C and SIGTERM, stop the emulator, and leave that program running without an end.
/// </summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
