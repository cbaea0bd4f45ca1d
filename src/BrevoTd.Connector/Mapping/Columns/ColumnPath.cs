using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>The way from a column to a value inside it: keys of maps and positions in lists.</summary>
internal sealed class ColumnPath
{
    private readonly PathPart[] _parts;
    private readonly string _text;

    private ColumnPath(PathPart[] parts)
    {
        _parts = parts;
        _text = string.Concat(parts.Select(static part => part.ToString()));
    }

    public static ColumnPath Empty { get; } = new([]);

    public bool IsEmpty => _parts.Length == 0;

    public ReadOnlySpan<PathPart> Parts => _parts;

    public ColumnPath At(string key) => new([.. _parts, new PathPart(key)]);

    public ColumnPath At(int index) => new([.. _parts, new PathPart(index)]);

    /// <summary>As it reads behind the column's name: <c>.city</c>, <c>[0].sku</c>.</summary>
    public override string ToString() => _text;
}

/// <summary>One step of a path.</summary>
internal readonly struct PathPart
{
    public PathPart(string key)
    {
        Key = key;
        Utf8 = Encoding.UTF8.GetBytes(key);
        Index = -1;
    }

    public PathPart(int index)
    {
        Utf8 = [];
        Index = index;
    }

    public string? Key { get; }

    public byte[] Utf8 { get; }

    /// <summary>Position in a list, or −1 for a key.</summary>
    public int Index { get; }

    public override string ToString() => Key is null ? $"[{Index}]" : $".{Key}";
}
