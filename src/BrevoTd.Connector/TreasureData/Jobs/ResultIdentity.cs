namespace BrevoTd.Connector.TreasureData;

/// <summary>By what the bytes of a result are known to be those of one and the same object.</summary>
/// <param name="Tag">The object's strong tag.</param>
/// <param name="Length">The object's length.</param>
internal readonly record struct ResultIdentity(string Tag, long Length)
{
    /// <summary>Whether an answer that belongs to another object would show it here.</summary>
    public bool Fits(ResultPart part) => (part.StrongTag is null || part.StrongTag == Tag) && (part.Total is null || part.Total == Length);
}
