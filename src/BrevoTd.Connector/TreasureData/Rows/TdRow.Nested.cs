using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace BrevoTd.Connector.TreasureData;

public readonly partial struct TdRow
{
    /// <summary>
    /// The row's own MessagePack bytes as they came: one list of as many values as there are columns. They hold until the enumerator moves on;
    /// <see cref="FromMessagePack"/> makes a row of them again.
    /// </summary>
    /// <exception cref="InvalidOperationException">The enumerator has moved on; see <see cref="Detach"/>.</exception>
    public ReadOnlySpan<byte> Raw()
    {
        var source = Current;
        return source.Buffer.AsSpan(source.Start, source.Offsets[^1] - source.Start);
    }

    /// <summary>Copies the row's own MessagePack bytes, as <see cref="Raw()"/> gives them.</summary>
    /// <param name="output">Where they go.</param>
    /// <exception cref="InvalidOperationException">The enumerator has moved on; see <see cref="Detach"/>.</exception>
    public void CopyTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Raw());
    }

    /// <summary>Reads the column as a list of texts, if it is there, not null, and a list of nothing but texts and nulls.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The texts, copied.</param>
    /// <returns>Whether there is such a list.</returns>
    public bool TryGetTextList(string name, [NotNullWhen(true)] out IReadOnlyList<string?>? value)
    {
        value = null;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetTextList(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetTextList(string, out IReadOnlyList{string})"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The texts, copied.</param>
    public bool TryGetTextList(int ordinal, [NotNullWhen(true)] out IReadOnlyList<string?>? value)
    {
        value = null;
        if (
            !TryToken(ordinal, out var token, out var source)
            || TdToken.Children(token, map: false, out var count, out var content) != default
        )
        {
            return false;
        }

        var texts = new string?[count];
        var index = 0;
        foreach (var item in new TdValueItems(content, count, "", source.RowNumber))
        {
            if (!item.IsNull && TdToken.Text(item.Raw, out texts[index]) != TdColumnProblem.None)
            {
                return false;
            }

            index++;
        }

        value = texts;
        return true;
    }

    /// <summary>A list, copied value by value.</summary>
    /// <typeparam name="T">What a value becomes.</typeparam>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="read">Reads a value, such as <c>v => v.Int64()</c>.</param>
    /// <exception cref="TdColumnException">The column is absent, is null, or holds something else than a list; or <paramref name="read"/> failed.</exception>
    public IReadOnlyList<T> List<T>(string name, TdValueReader<T> read) => List(Ordinal(name), read);

    /// <inheritdoc cref="List{T}(string, TdValueReader{T})"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="read">Reads a value, such as <c>v => v.Int64()</c>.</param>
    public IReadOnlyList<T> List<T>(int ordinal, TdValueReader<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var items = Value(ordinal).Items();
        var values = new T[items.Count];
        var index = 0;
        foreach (var item in items)
        {
            values[index++] = read(item);
        }

        return values;
    }

    /// <summary>As <see cref="List{T}(string, TdValueReader{T})"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="List{T}(string, TdValueReader{T})" path="/typeparam|/param|/exception"/>
    public IReadOnlyList<T>? ListOrNull<T>(string name, TdValueReader<T> read) => ListOrNull(Ordinal(name), read);

    /// <summary>As <see cref="List{T}(int, TdValueReader{T})"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="List{T}(int, TdValueReader{T})" path="/typeparam|/param|/exception"/>
    public IReadOnlyList<T>? ListOrNull<T>(int ordinal, TdValueReader<T> read) => IsNull(ordinal) ? null : List(ordinal, read);

    /// <summary>A map with text keys, copied value by value. Of equal keys, the last one counts.</summary>
    /// <typeparam name="T">What a value becomes.</typeparam>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="read">Reads a value, such as <c>v => v.Text()</c>.</param>
    /// <exception cref="TdColumnException">The column is absent, is null, or holds something else than a map with text keys; or <paramref name="read"/> failed.</exception>
    public IReadOnlyDictionary<string, T> Map<T>(string name, TdValueReader<T> read) => Map(Ordinal(name), read);

    /// <inheritdoc cref="Map{T}(string, TdValueReader{T})"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="read">Reads a value, such as <c>v => v.Text()</c>.</param>
    public IReadOnlyDictionary<string, T> Map<T>(int ordinal, TdValueReader<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var pairs = Value(ordinal).Pairs();
        var values = new Dictionary<string, T>(pairs.Count, StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            values[pair.Key.Text()] = read(pair.Value);
        }

        return values;
    }

    /// <summary>As <see cref="Map{T}(string, TdValueReader{T})"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Map{T}(string, TdValueReader{T})" path="/typeparam|/param|/exception"/>
    public IReadOnlyDictionary<string, T>? MapOrNull<T>(string name, TdValueReader<T> read) => MapOrNull(Ordinal(name), read);

    /// <summary>As <see cref="Map{T}(int, TdValueReader{T})"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Map{T}(int, TdValueReader{T})" path="/typeparam|/param|/exception"/>
    public IReadOnlyDictionary<string, T>? MapOrNull<T>(int ordinal, TdValueReader<T> read) => IsNull(ordinal) ? null : Map(ordinal, read);

    /// <summary>
    /// Looks a value of any kind up, to walk lists and maps without copying and without exceptions. It holds until the enumerator moves on.
    /// </summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The value; null if there is no such column.</param>
    /// <returns>Whether there is a value that is not null.</returns>
    public bool TryGetValue(string name, out TdValue value)
    {
        value = default;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetValue(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetValue(string, out TdValue)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The value; null if there is no such column.</param>
    public bool TryGetValue(int ordinal, out TdValue value)
    {
        value = default;
        if (!TryToken(ordinal, out var token, out var source))
        {
            return false;
        }

        value = new TdValue(token, source.Schema[ordinal].Name, source.RowNumber);
        return !value.IsNull;
    }
}
