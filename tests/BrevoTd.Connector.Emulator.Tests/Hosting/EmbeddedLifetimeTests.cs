using BrevoTd.Connector.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BrevoTd.Connector.Emulator.Tests.Hosting;

public sealed class EmbeddedLifetimeTests
{
    /// <summary>The default lifetime swallows SIGINT and SIGTERM, and the program around the emulator would not end any more.</summary>
    [Fact]
    public async Task CreateHost_OfAService_LeavesSignalsToTheProgram()
    {
        await using var host = EmulatedService.CreateHost(port: 0).Build();

        Assert.IsType<EmbeddedLifetime>(host.Services.GetRequiredService<IHostLifetime>());
    }
}
