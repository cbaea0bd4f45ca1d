namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>How one connection to a result behaves.</summary>
internal sealed record Connection
{
    /// <summary>The object that lies at the service when this connection is made; <see langword="null"/> for the one before.</summary>
    public ResultObject? Object { get; init; }

    /// <summary>After how many bytes the body ends; <see langword="null"/> for never.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Whether the cut looks like a proper end instead of a broken connection.</summary>
    public bool CutSilently { get; init; }

    /// <summary>Which byte of the body is flipped; <see langword="null"/> for none.</summary>
    public int? FlipAt { get; init; }

    /// <summary>Whether the body, instead of ending, falls silent until the reader gives up.</summary>
    public bool Hangs { get; init; }

    public bool IgnoresRange { get; init; }

    public bool HidesTag { get; init; }

    public bool HidesLength { get; init; }
}
