using System.Buffers;
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

        var header = new MessagePackWriter(_output);
        header.WriteMapHeader(_count);
        header.Flush();
        var length = MapHeaderLength(_count) + _row.Length;
        _output.Write(_row.Written);
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
        if (!_names.Add(name))
        {
            _wantsValue = false;
            throw new ArgumentException($"The row already has a column '{name}'.", nameof(name));
        }

        var writer = new MessagePackWriter(_row);
        try
        {
            TdTextEncoder.Write(ref writer, name, name);
        }
        catch (ArgumentException)
        {
            _names.Remove(name);
            _wantsValue = false;
            throw;
        }

        writer.Flush();
    }

    /// <summary>Names the column whose value comes next by a name that was encoded before. The caller uses each name once per row.</summary>
    internal void WriteName(in TdColumnKey key)
    {
        BeginColumn(key.Name);
        _row.Write(key.Encoded.Span);
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
        if (!_wantsValue)
        {
            throw new InvalidOperationException("A value needs a column. Call WriteName first.");
        }

        return new MessagePackWriter(_row);
    }

    private void EndValue(ref MessagePackWriter writer, bool isTime = false)
    {
        writer.Flush();
        _hasTime |= isTime && _name == TimeName;
        _wantsValue = false;
        _count++;
    }

    private void Reset()
    {
        _row.Length = 0;
        _names.Clear();
        _count = 0;
        _hasTime = false;
        _inRow = false;
        _wantsValue = false;
    }
}
