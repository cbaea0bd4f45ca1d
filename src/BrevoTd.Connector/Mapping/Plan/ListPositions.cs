using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>Which item of each list around a rule is being written, so that a failure can name it. Costs nothing as long as nothing fails.</summary>
internal sealed class ListPositions
{
    private const string Placeholder = "[]";

    private int[] _positions = new int[4];
    private int _depth;

    public void Clear() => _depth = 0;

    public void Enter()
    {
        if (_depth == _positions.Length)
        {
            Array.Resize(ref _positions, 2 * _depth);
        }

        _positions[_depth++] = -1;
    }

    public void Next() => _positions[_depth - 1]++;

    public void Leave() => _depth--;

    /// <summary>The path with positions in it: <c>products[].price</c> becomes <c>products[2].price</c>.</summary>
    public string Fill(string path)
    {
        if (_depth == 0)
        {
            return path;
        }

        var filled = new StringBuilder();
        var start = 0;
        for (var level = 0; level < _depth; level++)
        {
            var place = path.IndexOf(Placeholder, start, StringComparison.Ordinal);
            if (place < 0)
            {
                break;
            }

            _ = filled.Append(path, start, place - start).Append(CultureInfo.InvariantCulture, $"[{_positions[level]}]");
            start = place + Placeholder.Length;
        }

        return filled.Append(path, start, path.Length - start).ToString();
    }
}
