using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Remembers the key of the group that is being read, and compares rows with it. A row whose key is null belongs to no other row.</summary>
internal abstract class RowKey<TRow>
{
    /// <summary>Whether the row has the key remembered.</summary>
    public abstract bool Matches(in TRow row);

    /// <summary>Remembers the row's key.</summary>
    /// <returns>Whether it is new; always if keys are not kept.</returns>
    public abstract bool Remember(in TRow row);
}

/// <summary>A key that a function takes from the row.</summary>
internal sealed class FunctionRowKey<TRow, TKey>(Func<TRow, TKey> function, bool keepKeys) : RowKey<TRow>
{
    private readonly HashSet<TKey>? _known = keepKeys ? [] : null;
    private TKey? _key;

    public override bool Matches(in TRow row) => _key is not null && EqualityComparer<TKey>.Default.Equals(function(row), _key);

    public override bool Remember(in TRow row)
    {
        _key = function(row);
        return _key is null || _known is null || _known.Add(_key);
    }
}

/// <summary>A key of one or more columns, compared by their bytes.</summary>
internal sealed class ColumnRowKey(string[] columns, bool keepKeys) : RowKey<TdRow>
{
    private readonly HashSet<ulong>? _known = keepKeys ? [] : null;
    private readonly int[] _ordinals = new int[columns.Length];
    private readonly RecordBuffer _key = new();
    private TdSchema? _schema;
    private bool _hasNull;

    public override bool Matches(in TdRow row)
    {
        if (_hasNull)
        {
            return false;
        }

        Bind(row.Schema);
        var rest = _key.Written;
        foreach (var ordinal in _ordinals)
        {
            var token = row.Raw(ordinal);
            if (!rest.StartsWith(token))
            {
                return false;
            }

            rest = rest[token.Length..];
        }

        return rest.IsEmpty;
    }

    public override bool Remember(in TdRow row)
    {
        Bind(row.Schema);
        _key.Clear();
        _hasNull = false;
        foreach (var ordinal in _ordinals)
        {
            var token = row.Raw(ordinal);
            _hasNull |= TdToken.IsNull(token);
            _key.Write(token);
        }

        return _hasNull || _known is null || _known.Add(ByteHash.Of(_key.Written));
    }

    private void Bind(TdSchema schema)
    {
        if (ReferenceEquals(schema, _schema))
        {
            return;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            _ordinals[i] = schema.GetOrdinal(columns[i]);
        }

        _schema = schema;
    }
}
