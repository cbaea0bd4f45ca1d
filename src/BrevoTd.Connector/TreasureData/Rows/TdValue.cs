using System.Text;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A value of any kind: a column, or a value inside a list or map. A view that holds until the enumerator moves on.</summary>
public readonly ref struct TdValue
{
    private readonly ReadOnlySpan<byte> _token;
    private readonly string _column;
    private readonly long _rowNumber;

    internal TdValue(ReadOnlySpan<byte> token, string column, long rowNumber)
    {
        _token = token;
        _column = column;
        _rowNumber = rowNumber;
    }

    /// <summary>What the value is.</summary>
    public TdValueKind Kind => TdToken.Kind(_token);

    /// <summary>Whether the value is null.</summary>
    public bool IsNull => TdToken.IsNull(_token);

    /// <summary>The value's MessagePack bytes.</summary>
    public ReadOnlySpan<byte> Raw => _token;

    /// <summary>Number of values in a list, or of pairs in a map.</summary>
    /// <exception cref="TdColumnException">The value is neither.</exception>
    public int Count
    {
        get
        {
            var problem = TdToken.Children(_token, map: Kind == TdValueKind.Map, out var count, out _);
            return problem == TdColumnProblem.None ? count : throw Failure(problem, "a list or a map");
        }
    }

    /// <summary>The value as text.</summary>
    /// <exception cref="TdColumnException">The value is null or something else.</exception>
    public string Text()
    {
        var problem = TdToken.Text(_token, out var value);
        return problem == TdColumnProblem.None ? value! : throw Failure(problem, "text");
    }

    /// <summary>The bytes of a text as they came, without a check that they are UTF-8.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public ReadOnlySpan<byte> Utf8()
    {
        var problem = TdToken.Utf8(_token, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(problem, "text");
    }

    /// <summary>The value as a whole number.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public long Int64()
    {
        var problem = TdToken.Int64(_token, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(problem, "a whole number");
    }

    /// <summary>The value as a number; a whole number beyond 2^53 is rounded.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public double Double()
    {
        var problem = TdToken.Double(_token, acceptText: false, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(problem, "a number");
    }

    /// <summary>The value as a decimal number; a number written as text counts too.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public decimal Decimal()
    {
        var problem = TdToken.Decimal(_token, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(problem, "a decimal number");
    }

    /// <summary>The value as a truth value: that, 0 or 1, or the text <c>true</c> or <c>false</c> in any case.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public bool Boolean()
    {
        var problem = TdToken.Boolean(_token, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(problem, "a truth value");
    }

    /// <summary>The value as a date.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public DateOnly Date()
    {
        var problem = TdToken.Date(_token, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(problem, "a date");
    }

    /// <summary>The value as a point in time: text, in UTC if no zone is given, or Unix seconds.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public DateTimeOffset Timestamp()
    {
        var problem = TdToken.Timestamp(_token, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(problem, "a point in time");
    }

    /// <summary>The values of a list, one after the other.</summary>
    /// <exception cref="TdColumnException">The value is not a list.</exception>
    public TdValueItems Items()
    {
        var problem = TdToken.Children(_token, map: false, out var count, out var content);
        return problem == TdColumnProblem.None ? new TdValueItems(content, count, _column, _rowNumber) : throw Failure(problem, "a list");
    }

    /// <summary>The pairs of a map, one after the other and in the order in which they came.</summary>
    /// <exception cref="TdColumnException">The value is not a map.</exception>
    public TdValuePairs Pairs()
    {
        var problem = TdToken.Children(_token, map: true, out var count, out var content);
        return problem == TdColumnProblem.None ? new TdValuePairs(content, count, _column, _rowNumber) : throw Failure(problem, "a map");
    }

    /// <summary>Looks a text key up in a map.</summary>
    /// <param name="key">The key, compared with regard to case.</param>
    /// <param name="value">Its value, which may be null.</param>
    /// <returns>Whether the map has the key.</returns>
    /// <exception cref="TdColumnException">The value is not a map.</exception>
    public bool TryGet(string key, out TdValue value)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach (var pair in Pairs())
        {
            if (TdToken.Utf8(pair.Key._token, out var utf8) == TdColumnProblem.None && Equal(utf8, key))
            {
                value = pair.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>A list of texts, copied. Its values may be null.</summary>
    /// <exception cref="TdColumnException">The value is not a list of texts.</exception>
    public IReadOnlyList<string?> TextList()
    {
        var items = Items();
        var texts = new string?[items.Count];
        var index = 0;
        foreach (var item in items)
        {
            texts[index++] = item.IsNull ? null : item.Text();
        }

        return texts;
    }

    /// <summary>The kind only: values may be people's data.</summary>
    public override string ToString() => _token.IsEmpty ? "no value" : TdColumnErrors.Name(Kind);

    private static bool Equal(ReadOnlySpan<byte> utf8, string key)
    {
        if (utf8.Length < key.Length || utf8.Length > Encoding.UTF8.GetMaxByteCount(key.Length))
        {
            return false;
        }

        Span<char> chars = utf8.Length <= 256 ? stackalloc char[256] : new char[utf8.Length];
        return System.Text.Unicode.Utf8.ToUtf16(utf8, chars, out _, out var written, replaceInvalidSequences: false)
                == System.Buffers.OperationStatus.Done
            && chars[..written].SequenceEqual(key);
    }

    private TdColumnException Failure(TdColumnProblem problem, string wanted) =>
        TdColumnErrors.Unreadable(_column, problem, Kind, wanted, _rowNumber);
}
