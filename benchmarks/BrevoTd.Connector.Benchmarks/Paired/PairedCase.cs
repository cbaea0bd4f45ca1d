namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>The same work done twice: in another way, and by the connector.</summary>
internal abstract class PairedCase
{
    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>What the connector is compared with.</summary>
    public virtual string Baseline => "hand-written";

    public virtual string Connector => "connector";

    public abstract PairedGoals Goals { get; }

    public abstract int Records { get; }

    /// <summary>What is read, for rates.</summary>
    public abstract string Input { get; }

    /// <summary>How far both sides write the same.</summary>
    public virtual SameOutput SameOutput => SameOutput.Bytes;

    public abstract ValueTask RunBaselineAsync(BodySink sink);

    public abstract ValueTask RunConnectorAsync(BodySink sink);

    /// <summary>Parts of the work on their own, to see where time goes.</summary>
    public virtual IEnumerable<(string Name, Func<ValueTask> Run)> Parts => [];
}

/// <summary>How two outputs are compared before anything is timed.</summary>
internal enum SameOutput
{
    /// <summary>Byte for byte.</summary>
    Bytes,

    /// <summary>As JSON documents, where the other side spells numbers differently.</summary>
    Json,

    /// <summary>Not at all: the sides differ by a step on purpose. Only the number of bodies is compared.</summary>
    Count,
}
