using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// The rows of a query result for code that speaks ADO.NET, such as <c>SqlBulkCopy</c>. Rows are streamed; the reader holds one at a time.
/// </summary>
/// <remarks>
/// Types follow the result's schema: whole numbers are <see cref="long"/>, <c>double</c> and <c>real</c> are <see cref="double"/>,
/// <c>decimal</c> is <see cref="decimal"/>, <c>boolean</c> is <see cref="bool"/>, <c>date</c> and <c>timestamp</c> are
/// <see cref="DateTime"/> without a zone, <c>timestamp with time zone</c> is <see cref="DateTimeOffset"/>, <c>varbinary</c> is an array of bytes;
/// lists and maps are their JSON text, and all else is text. A value that is not of its column's type throws <see cref="InvalidCastException"/>.
/// Disposing the reader ends the download.
/// </remarks>
[SuppressMessage(
    "Design",
    "CA1010",
    Justification = "Records are enumerated as ADO.NET prescribes; rows of their own type come from the query result."
)]
public sealed partial class TdDataReader : DbDataReader, IDbColumnSchemaGenerator
{
    private readonly TdRowReader _rows;
    private readonly TdFieldType[] _types;
    private Position _position = Position.BeforeFirst;
    private bool _closed;

    private TdDataReader(TdRowReader rows, bool hasRows)
    {
        _rows = rows;
        HasRows = hasRows;
        _types = new TdFieldType[rows.Schema.Count];
        for (var i = 0; i < _types.Length; i++)
        {
            _types[i] = TdFieldTypes.Of(rows.Schema[i].ColumnType);
        }
    }

    private enum Position
    {
        /// <summary>The first row has been read ahead, but the caller has not asked for it yet.</summary>
        BeforeFirst,
        OnRow,
        AfterLast,
    }

    /// <summary>Columns of the result.</summary>
    public TdSchema Schema => _rows.Schema;

    /// <summary>The row at the reader's position. It holds until the next read.</summary>
    /// <exception cref="InvalidOperationException">The reader stands on no row.</exception>
    public TdRow Row => _position == Position.OnRow && !_closed ? _rows.Current : throw NoRow();

    /// <inheritdoc/>
    public override int FieldCount => _types.Length;

    /// <inheritdoc/>
    public override bool HasRows { get; }

    /// <inheritdoc/>
    public override bool IsClosed => _closed;

    /// <summary>Always 0.</summary>
    public override int Depth => 0;

    /// <summary>Always −1: a query changes nothing.</summary>
    public override int RecordsAffected => -1;

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>Opens a reader and waits for the first row, so that <see cref="HasRows"/> is known.</summary>
    internal static async ValueTask<TdDataReader> OpenAsync(TdRowReader rows, CancellationToken cancellationToken = default) =>
        new(rows, await rows.ReadAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override bool Read()
    {
        ThrowIfClosed();
        return Moved(_position == Position.BeforeFirst ? HasRows : _position == Position.OnRow && _rows.Read());
    }

    /// <inheritdoc/>
    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        return Moved(
            _position == Position.BeforeFirst
                ? HasRows
                : _position == Position.OnRow && await _rows.ReadAsync(cancellationToken).ConfigureAwait(false)
        );
    }

    /// <summary>Always <see langword="false"/>: a job has one result.</summary>
    public override bool NextResult()
    {
        ThrowIfClosed();
        _position = Position.AfterLast;
        return false;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        if (!_closed)
        {
            _closed = true;
            _rows.Dispose();
        }
    }

    /// <inheritdoc/>
    public override async Task CloseAsync()
    {
        if (!_closed)
        {
            _closed = true;
            await _rows.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string GetName(int ordinal) => Column(ordinal).Name;

    /// <summary>The column's type in Treasure Data's words, such as <c>array(varchar)</c>.</summary>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public override string GetDataTypeName(int ordinal) => Column(ordinal).Type;

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal)
    {
        _ = Column(ordinal);
        return TdFieldTypes.ClrType(_types[ordinal]);
    }

    /// <summary>Finds a column's number; a name that fits with regard to case comes before one that does not.</summary>
    /// <param name="name">Name of the column.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public override int GetOrdinal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var other = -1;
        for (var i = 0; i < _types.Length; i++)
        {
            var candidate = Schema[i].Name;
            if (string.Equals(candidate, name, StringComparison.Ordinal))
            {
                return i;
            }

            if (other < 0 && string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            {
                other = i;
            }
        }

        return other >= 0 ? other : throw NoColumn(Schema.MissingColumn(name, rowNumber: 0).Message);
    }

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    private bool Moved(bool found)
    {
        _position = found ? Position.OnRow : Position.AfterLast;
        return found;
    }

    private TdColumn Column(int ordinal) =>
        (uint)ordinal < (uint)_types.Length
            ? Schema[ordinal]
            : throw NoColumn($"There is no column number {ordinal}: the result has {_types.Length} columns, numbered from 0.");

    [SuppressMessage("Usage", "CA2201", Justification = "The contract of DbDataReader prescribes this type.")]
    private static IndexOutOfRangeException NoColumn(string message) => new(message);

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new InvalidOperationException("The reader is closed.");
        }
    }

    private InvalidOperationException NoRow() =>
        new(
            _closed ? "The reader is closed." : "The reader stands on no row. Call Read or ReadAsync first, and stop when it returns false."
        );
}
