namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>The same work done twice: by hand and by the connector. Both sides write the same bytes.</summary>
internal abstract class PairedCase
{
    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>Goals of the ratio and of the bytes allocated per record.</summary>
    public abstract (double Ratio, double BytesPerRecord) Goals { get; }

    public abstract int Records { get; }

    /// <summary>Bytes of the input as it is read first, for rates.</summary>
    public abstract long InputBytes { get; }

    public abstract ValueTask RunBaselineAsync(BodySink sink);

    public abstract ValueTask RunConnectorAsync(BodySink sink);

    /// <summary>Parts of the work on their own, to see where time goes.</summary>
    public virtual IEnumerable<(string Name, Func<ValueTask> Run)> Parts => [];
}
