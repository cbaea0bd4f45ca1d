using System.Buffers;
using System.Runtime.CompilerServices;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Writes rows for an import: MessagePack maps without separators. The same calls always give the same bytes, so an import can be repeated
/// under an id made of its content.
/// </summary>
/// <remarks>
/// A row is gathered first and reaches the output when it is complete, so a row that fails half-way leaves nothing behind: call
/// <see cref="CancelRow"/> and go on. Each row needs the column <c>time</c>. Not safe for use by several threads.
/// </remarks>
public sealed partial class TdRowWriter
{
    private const string TimeName = "time";

    private IBufferWriter<byte> _output;
    private readonly TdBooleanFormat _booleans;
    private readonly TdRowBuffer _row = new(1024);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    // Columns of the row before, and of this one as soon as it differs; empty behind the last one.
    private TdColumnKey[] _before = new TdColumnKey[16];
    private bool _isLikeBefore = true;
    private string _name = "";
    private int _count;
    private bool _hasTime;
    private bool _inRow;
    private bool _wantsValue;

    /// <summary>Creates a writer.</summary>
    /// <param name="output">Where complete rows go.</param>
    /// <param name="booleans">How truth values are written: tables have no column type for them.</param>
    public TdRowWriter(IBufferWriter<byte> output, TdBooleanFormat booleans = TdBooleanFormat.Text)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _booleans = booleans;
    }

    /// <summary>Rows completed so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>Lets complete rows go somewhere else from now on.</summary>
    internal void Retarget(IBufferWriter<byte> output) => _output = output;

    /// <summary>Begins a row.</summary>
    /// <exception cref="InvalidOperationException">The row before is not complete.</exception>
    public void BeginRow()
    {
        if (_inRow)
        {
            throw new InvalidOperationException("The row before is not complete. Call EndRow or CancelRow first.");
        }

        _inRow = true;
    }

    /// <summary>Completes the row and hands it to the output.</summary>
    /// <returns>Bytes of the row.</returns>
    /// <exception cref="InvalidOperationException">No row was begun, a column has no value, or the row has no column <c>time</c>.</exception>
    public int EndRow()
    {
        ThrowUnlessInRow();
        if (_wantsValue)
        {
            throw new InvalidOperationException($"The column '{_name}' has no value yet. Write one, or null with WriteNull.");
        }

        if (!_hasTime)
        {
            throw new InvalidOperationException(
                "The row has no column 'time'. Treasure Data needs it in every row, as Unix seconds: call WriteTime."
            );
        }

        var header = MapHeaderLength(_count);
        var length = header + _row.Length;
        var room = _output.GetSpan(length);
        _ = MessagePackPrimitives.TryWriteMapHeader(room, (uint)_count, out _);
        _row.Written.CopyTo(room[header..]);
        _output.Advance(length);
        RowCount++;
        Reset();
        return length;
    }

    /// <summary>Drops the row that was begun, if any; the output has seen nothing of it.</summary>
    public void CancelRow() => Reset();

    /// <summary>Names the column whose value comes next.</summary>
    /// <param name="name">The column; Treasure Data wants lower-case letters, digits and <c>_</c> for use in SQL.</param>
    /// <exception cref="ArgumentException">The name is empty, is not valid UTF-16, or was already used in this row.</exception>
    public void WriteName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        BeginColumn(name);
        if (IsNextOfRowBefore(name, out var key))
        {
            _row.Append(key.Encoded);
            return;
        }

        WriteNewName(name);
    }

    /// <summary>Names the column whose value comes next by a name that was encoded before. The caller uses each name once per row.</summary>
    internal void WriteName(in TdColumnKey key)
    {
        BeginColumn(key.Name);
        if (_count >= _before.Length || (object)_before[_count].Name != key.Name)
        {
            LeaveBefore();
            _ = _names.Add(key.Name);
            Remember(key);
        }

        _row.Append(key.Encoded);
    }

    /// <summary>
    /// Begins a column with the one check that is needed when the row goes as the one before it did, and copies its name into room for the value as well. The value follows at once and cannot fail, or nothing of
    /// this counts: <see cref="Took"/> ends it.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="valueBytes">Bytes that the value takes at most.</param>
    /// <param name="key">The column's key.</param>
    /// <param name="room">Room for the value, behind the name.</param>
    /// <returns>Whether the column follows as in the row before. If not, nothing has happened.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFollow(string name, int valueBytes, out TdColumnKey key, out Span<byte> room)
    {
        if (!_inRow || _wantsValue || !IsNextOfRowBefore(name, out key))
        {
            key = default;
            room = default;
            return false;
        }

        var encoded = key.Encoded.AsSpan();
        room = _row.Room(encoded.Length + valueBytes);
        encoded.CopyTo(room);
        room = room[encoded.Length..];
        return true;
    }

    /// <summary>Ends a column that <see cref="TryFollow"/> began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Took(in TdColumnKey key, int valueBytes)
    {
        _row.Took(key.Encoded!.Length + valueBytes);
        _count++;
    }

    /// <summary>Rows mostly have the columns of the row before, in its order: those names are known, encoded, and not there twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsNextOfRowBefore(string name, out TdColumnKey key)
    {
        var before = _before;
        var index = _count;
        if ((uint)index < (uint)before.Length && before[index].Encoded is not null && before[index].Name == name)
        {
            key = before[index];
            return true;
        }

        key = default;
        return false;
    }

    /// <summary>Notes the column that is being begun as one of the row.</summary>
    private void Remember(in TdColumnKey key)
    {
        if (_count == _before.Length)
        {
            Array.Resize(ref _before, 2 * _count);
        }

        _before[_count] = key;
    }

    private void WriteNewName(string name)
    {
        LeaveBefore();
        try
        {
            if (!_names.Add(name))
            {
                throw new ArgumentException($"The row already has a column '{name}'.", nameof(name));
            }

            var key = NewKey(name);
            Remember(key);
            _row.Append(key.Encoded);
        }
        catch (ArgumentException)
        {
            _wantsValue = false;
            throw;
        }
    }

    /// <summary>From this column on, the row differs from the one before.</summary>
    private void LeaveBefore()
    {
        if (!_isLikeBefore)
        {
            return;
        }

        _isLikeBefore = false;
        for (var i = 0; i < _count; i++)
        {
            _ = _names.Add(_before[i].Name);
        }

        Array.Clear(_before, _count, _before.Length - _count);
    }

    private TdColumnKey NewKey(string name)
    {
        try
        {
            return new TdColumnKey(name);
        }
        catch (ArgumentException)
        {
            _names.Remove(name);
            throw;
        }
    }

    private static int MapHeaderLength(int count) =>
        count switch
        {
            <= 15 => 1,
            <= ushort.MaxValue => 3,
            _ => 5,
        };

    private void BeginColumn(string name)
    {
        ThrowUnlessInRow();
        if (_wantsValue)
        {
            throw new InvalidOperationException($"The column '{_name}' has no value yet. Write one, or null with WriteNull.");
        }

        _name = name;
        _wantsValue = true;
    }

    private void ThrowUnlessInRow()
    {
        if (!_inRow)
        {
            throw new InvalidOperationException("No row was begun. Call BeginRow first.");
        }
    }

    private MessagePackWriter BeginValue()
    {
        ThrowUnlessWanted();
        return new MessagePackWriter(_row);
    }

    private void ThrowUnlessWanted()
    {
        if (!_wantsValue)
        {
            throw new InvalidOperationException("A value needs a column. Call WriteName first.");
        }
    }

    private void EndValue(ref MessagePackWriter writer, bool isTime = false)
    {
        writer.Flush();
        EndValue(isTime);
    }

    private void EndValue(bool isTime = false)
    {
        _hasTime |= isTime && _name == TimeName;
        _wantsValue = false;
        _count++;
    }

    private void Reset()
    {
        _row.Length = 0;
        if (!_isLikeBefore)
        {
            _names.Clear();
            _isLikeBefore = true;
        }

        _count = 0;
        _hasTime = false;
        _inRow = false;
        _wantsValue = false;
    }
}
