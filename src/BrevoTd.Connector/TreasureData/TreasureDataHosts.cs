namespace BrevoTd.Connector.TreasureData;

/// <summary>Hosts of one region, each service's own.</summary>
internal sealed class TreasureDataHosts(string site)
{
    public string Site { get; } = site;

    /// <summary>The main API: <c>/v3</c> and <c>/v4</c>.</summary>
    public required Uri Main { get; init; }

    /// <summary>Streaming imports.</summary>
    public required Uri Import { get; init; }

    /// <summary>The Data Ingestion API.</summary>
    public required Uri Ingestion { get; init; }

    /// <summary>The CDP (audience) API.</summary>
    public required Uri Cdp { get; init; }

    /// <summary>Look-up of profiles; takes tokens of its own and no key.</summary>
    public required Uri Profiles { get; init; }

    /// <summary>The workflow API.</summary>
    public required Uri Workflow { get; init; }
}
