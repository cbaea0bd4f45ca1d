using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// A row of a query result. It is a view of the reader's buffer and holds until the enumerator moves on; after that every access throws.
/// <see cref="Detach"/> makes a row that lasts.
/// </summary>
/// <remarks>
/// Values are read by name (with regard to case) or by number. Absent (no such column), null and wrong kind are different: a plain read
/// throws for all three, <c>…OrNull</c> gives <see langword="null"/> for null alone, <c>TryGet…</c> says <see langword="false"/> for all three.
/// Not safe for use by several threads while the enumerator moves.
/// </remarks>
public readonly partial struct TdRow
{
    private readonly TdRowSource? _source;
    private readonly int _version;

    internal TdRow(TdRowSource source)
    {
        _source = source;
        _version = source.Version;
    }

    /// <summary>Columns of the result that the row belongs to.</summary>
    public TdSchema Schema => Current.Schema;

    /// <summary>Number of columns.</summary>
    public int Count => Current.Schema.Count;

    /// <summary>Number of the row in its result, from 1; 0 for a row made by <see cref="FromMessagePack"/>.</summary>
    public long Number => Current.RowNumber;

    private TdRowSource Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var source = _source;
            if (source is null || source.Version != _version)
            {
                ThrowOutOfDate(source);
            }

            return source;
        }
    }

    /// <summary>Makes a row of the bytes of one MessagePack list, as they stand in a result. The bytes are copied.</summary>
    /// <param name="schema">Columns of the row.</param>
    /// <param name="messagePack">One MessagePack list with as many values as the schema has columns.</param>
    /// <exception cref="TreasureDataResultException">The bytes are not exactly such a list.</exception>
    public static TdRow FromMessagePack(TdSchema schema, ReadOnlySpan<byte> messagePack)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new TdRow(TdRowParser.Parse(schema, messagePack.ToArray()));
    }

    /// <summary>Copies the row, so that it lasts after the enumerator has moved on.</summary>
    /// <returns>A row of its own.</returns>
    /// <exception cref="InvalidOperationException">The enumerator has already moved on.</exception>
    public TdRow Detach() => new(Current.Copy());

    /// <summary>Copies the row into memory that is there already.</summary>
    internal void CopyTo(TdRowSource target) => Current.CopyTo(target);

    /// <summary>Whether the result has a column of that name, be it null or not in this row.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public bool Has(string name) => Current.Schema.Contains(name);

    /// <summary>Whether the column is null.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">There is no such column.</exception>
    public bool IsNull(string name) => IsNull(Ordinal(name));

    /// <inheritdoc cref="IsNull(string)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public bool IsNull(int ordinal) => TdToken.IsNull(Raw(ordinal));

    /// <summary>What the column really holds in this row, whatever the schema says.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">There is no such column.</exception>
    public TdValueKind Kind(string name) => Kind(Ordinal(name));

    /// <inheritdoc cref="Kind(string)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public TdValueKind Kind(int ordinal) => TdToken.Kind(Raw(ordinal));

    /// <summary>The bytes of a text as they came, without a check that they are UTF-8. They hold until the enumerator moves on.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">The column is absent, is null, or holds something else.</exception>
    /// <exception cref="InvalidOperationException">The enumerator has moved on; see <see cref="Detach"/>.</exception>
    public ReadOnlySpan<byte> Utf8(string name) => Utf8(Ordinal(name));

    /// <inheritdoc cref="Utf8(string)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public ReadOnlySpan<byte> Utf8(int ordinal)
    {
        var problem = ReadUtf8(ordinal, out var utf8);
        return problem == TdColumnProblem.None ? utf8 : throw Failure(ordinal, problem, "text");
    }

    /// <summary>Reads the bytes of a text as <see cref="Utf8(string)"/> does, if the column is there, not null, and text.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="utf8">The bytes, without a check that they are UTF-8. They hold until the enumerator moves on.</param>
    /// <returns>Whether there is a text.</returns>
    public bool TryGetUtf8(string name, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetUtf8(ordinal, out utf8);
    }

    /// <inheritdoc cref="TryGetUtf8(string, out ReadOnlySpan{byte})"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="utf8">The bytes, without a check that they are UTF-8. They hold until the enumerator moves on.</param>
    public bool TryGetUtf8(int ordinal, out ReadOnlySpan<byte> utf8) => ReadUtf8(ordinal, out utf8) == TdColumnProblem.None;

    /// <summary>The value's MessagePack bytes. They hold until the enumerator moves on.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">There is no such column.</exception>
    public ReadOnlySpan<byte> Raw(string name) => Raw(Ordinal(name));

    /// <inheritdoc cref="Raw(string)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public ReadOnlySpan<byte> Raw(int ordinal)
    {
        if (!TryToken(ordinal, out var token, out var source))
        {
            source.Schema.ThrowNoOrdinal(ordinal, source.RowNumber);
        }

        return token;
    }

    /// <summary>The value of any kind, to look into lists and maps without copying. It holds until the enumerator moves on.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">There is no such column.</exception>
    public TdValue Value(string name) => Value(Ordinal(name));

    /// <inheritdoc cref="Value(string)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public TdValue Value(int ordinal) => new(Raw(ordinal), Current.Schema[ordinal].Name, Current.RowNumber);

    /// <summary>A list of texts, copied. Its values may be null.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">The column is absent, is null, or holds something else than a list of texts.</exception>
    public IReadOnlyList<string?> TextList(string name) => TextList(Ordinal(name));

    /// <inheritdoc cref="TextList(string)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public IReadOnlyList<string?> TextList(int ordinal) => Value(ordinal).TextList();

    /// <summary>As <see cref="TextList(string)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="TextList(string)" path="/param|/exception"/>
    public IReadOnlyList<string?>? TextListOrNull(string name) => TextListOrNull(Ordinal(name));

    /// <summary>As <see cref="TextList(int)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="TextList(int)" path="/param|/exception"/>
    public IReadOnlyList<string?>? TextListOrNull(int ordinal)
    {
        var value = Value(ordinal);
        return value.IsNull ? null : value.TextList();
    }

    /// <summary>Names and number of columns only: a row holds people's data.</summary>
    public override string ToString() =>
        _source is { } source && source.Version == _version
            ? $"Row {source.RowNumber} of {source.Schema.Count} columns"
            : "Row that is out of date";

    /// <summary>The bytes of a text as they came: the fast path of compiled maps. No check that they are UTF-8.</summary>
    internal TdColumnProblem ReadUtf8(int ordinal, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        return TryToken(ordinal, out var token, out _) ? TdToken.Utf8(token, out utf8) : TdColumnProblem.Absent;
    }

    /// <summary>The exception for a column that was read in vain.</summary>
    internal TdColumnException Failure(int ordinal, TdColumnProblem problem, string wanted)
    {
        var source = Current;
        if (problem == TdColumnProblem.Absent)
        {
            source.Schema.ThrowNoOrdinal(ordinal, source.RowNumber);
        }

        return TdColumnErrors.Unreadable(source.Schema[ordinal].Name, problem, TdToken.Kind(Raw(ordinal)), wanted, source.RowNumber);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryToken(int ordinal, out ReadOnlySpan<byte> token, out TdRowSource source)
    {
        source = Current;
        var offsets = source.Offsets;
        if ((uint)ordinal >= (uint)(offsets.Length - 1))
        {
            token = default;
            return false;
        }

        var start = offsets[ordinal];
        token = source.Buffer.AsSpan(start, offsets[ordinal + 1] - start);
        return true;
    }

    private int Ordinal(string name)
    {
        var source = Current;
        return source.Schema.TryGetOrdinal(name, out var ordinal) ? ordinal : throw source.Schema.MissingColumn(name, source.RowNumber);
    }

    [DoesNotReturn]
    private static void ThrowOutOfDate(TdRowSource? source) =>
        throw new InvalidOperationException(
            source is null
                ? "This is no row: it is the default value of TdRow. Take rows from a query's result."
                : "This row is out of date: the result's enumerator has moved on, or the result was disposed. Call Detach() on the row while it is current to keep it."
        );
}
