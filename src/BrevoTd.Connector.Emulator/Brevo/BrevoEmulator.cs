using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator;

/// <summary>The Brevo side of a <see cref="ConnectorEmulator"/>.</summary>
public sealed class BrevoEmulator
{
    private readonly BrevoService _service;

    internal BrevoEmulator(BrevoService service) => _service = service;

    /// <summary>The base address of the API, <c>http://127.0.0.1:PORT/v3/</c>.</summary>
    public Uri BaseAddress => new(_service.Origin, "v3/");

    /// <summary>The key that the service accepts in the header <c>api-key</c>.</summary>
    public string ApiKey => _service.ApiKey;

    /// <summary>Trouble on demand.</summary>
    public FaultSet Faults => _service.Faults;

    /// <summary>What has been asked so far.</summary>
    public RequestLog Requests => _service.Requests;
}
