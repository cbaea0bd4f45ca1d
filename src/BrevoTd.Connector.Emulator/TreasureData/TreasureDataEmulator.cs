using BrevoTd.Connector.Emulator.TreasureData;

namespace BrevoTd.Connector.Emulator;

/// <summary>The Treasure Data side of a <see cref="ConnectorEmulator"/>.</summary>
public sealed class TreasureDataEmulator
{
    private readonly TreasureDataService _service;

    internal TreasureDataEmulator(TreasureDataService service) => _service = service;

    /// <summary>The root of the service, <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri BaseAddress => _service.Origin;

    /// <summary>The key that the service accepts.</summary>
    public string ApiKey => _service.ApiKey;

    /// <summary>Trouble on demand.</summary>
    public FaultSet Faults => _service.Faults;

    /// <summary>What has been asked so far.</summary>
    public RequestLog Requests => _service.Requests;
}
