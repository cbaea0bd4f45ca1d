namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Takes finished bodies. It keeps them only when the two sides are compared; otherwise it looks at their length.</summary>
internal sealed class BodySink(bool keep)
{
    public List<byte[]> Bodies { get; } = [];

    public long Bytes { get; private set; }

    public int Count { get; private set; }

    public void Take(ReadOnlySpan<byte> body)
    {
        Bytes += body.Length;
        Count++;
        if (keep)
        {
            Bodies.Add(body.ToArray());
        }
    }
}
