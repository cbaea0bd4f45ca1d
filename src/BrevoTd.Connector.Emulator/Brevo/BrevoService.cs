using BrevoTd.Connector.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Brevo's HTTP side.</summary>
internal sealed class BrevoService : EmulatedService
{
    public BrevoService(ConnectorEmulatorOptions options)
        : base("Brevo", options.BrevoPort, options)
    {
        ApiKey = options.BrevoApiKey ?? $"xkeysib-{KeyGenerator.Hex(64, options, "brevo")}-{KeyGenerator.Hex(16, options, "brevo-suffix")}";
    }

    public string ApiKey { get; }

    protected override void MapEndpoints(IEndpointRouteBuilder endpoints) { }

    protected override ValueTask<bool> AdmitAsync(HttpContext context) => new(true);

    protected override Task AnswerUnroutedAsync(HttpContext context) => Task.CompletedTask;

    protected override Task WriteFaultAsync(HttpContext context, FaultRule rule) => Task.CompletedTask;
}
