using BrevoTd.Connector.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Treasure Data's HTTP side.</summary>
internal sealed class TreasureDataService : EmulatedService
{
    public TreasureDataService(ConnectorEmulatorOptions options)
        : base("Treasure Data", options.TreasureDataPort, options)
    {
        ApiKey = options.TreasureDataApiKey ?? $"1/{KeyGenerator.Hex(40, options, "treasure-data")}";
    }

    public string ApiKey { get; }

    protected override void MapEndpoints(IEndpointRouteBuilder endpoints) { }

    protected override ValueTask<bool> AdmitAsync(HttpContext context) => new(true);

    protected override Task AnswerUnroutedAsync(HttpContext context) => Task.CompletedTask;

    protected override Task WriteFaultAsync(HttpContext context, FaultRule rule) => Task.CompletedTask;
}
