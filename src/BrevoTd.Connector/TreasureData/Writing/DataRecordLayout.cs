using System.Data;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The columns of an ADO.NET source and what becomes of them, found out once for all rows.</summary>
internal sealed class DataRecordLayout
{
    private readonly TdRowConversion _conversion;
    private readonly List<Cell> _cells = [];
    private readonly List<(string Column, string Message)> _problems = [];
    private readonly int _time = -1;
    private readonly long _fixedTime;

    private DataRecordLayout(IDataRecord source, TdRowConversion conversion, TimeProvider clock)
    {
        _conversion = conversion;
        FieldCount = source.FieldCount;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var columns = new List<TdColumn>();
        for (var i = 0; i < FieldCount; i++)
        {
            var sourceName = source.GetName(i);
            var isTime = sourceName == conversion.Time.Column;
            if (isTime && _time < 0)
            {
                _time = i;
                if (sourceName == TdRowTime.DefaultColumn)
                {
                    continue;
                }
            }

            AddColumn(source, i, sourceName, names, columns);
        }

        Schema = new TdSchema(columns);
        if (conversion.Time.Column is { } timeColumn)
        {
            if (_time < 0)
            {
                _problems.Add(
                    (
                        timeColumn,
                        $"The source has no column '{timeColumn}' for the rows' time. Name the column with TdRowTime.From, or ask for the time of import with TdRowTime.OfImport."
                    )
                );
            }
        }
        else
        {
            _fixedTime = (conversion.Time.Moment ?? clock.GetUtcNow()).ToUnixTimeSeconds();
        }
    }

    public int FieldCount { get; }

    public TdSchema Schema { get; }

    /// <summary>Everything that is wrong with the source as a whole.</summary>
    public IReadOnlyList<(string Column, string Message)> Problems => _problems;

    public static DataRecordLayout Create(IDataRecord source, TdRowConversion conversion, TimeProvider? clock = null) =>
        new(source, conversion, clock ?? TimeProvider.System);

    public ArgumentException Failure(string parameter) =>
        new(
            $"Rows of this source cannot be written:{string.Concat(_problems.Select(static problem => $"{Environment.NewLine}- {problem.Message}"))}",
            parameter
        );

    /// <summary>Writes the current row of the source. On problems nothing is left in the writer.</summary>
    public bool TryWrite(IDataRecord source, TdRowWriter row, List<TdCellProblem> problems)
    {
        problems.Clear();
        row.BeginRow();
        var time = _fixedTime;
        if (_time >= 0)
        {
            var value = source.GetValue(_time);
            if (TdCells.ReadTime(value, out time) is { } problem)
            {
                problems.Add(new TdCellProblem(TdRowTime.DefaultColumn, source.GetName(_time), problem, TdCells.KindOf(value)));
            }
        }

        row.WriteTime(time);
        foreach (var cell in _cells)
        {
            row.WriteName(cell.Key);
            if (Write(source, cell, row) is { } problem)
            {
                problems.Add(new TdCellProblem(cell.Key.Name, cell.Source, problem, TdCells.KindOf(source.GetValue(cell.Ordinal))));
                row.WriteNull();
            }
        }

        if (problems.Count > 0)
        {
            row.CancelRow();
            return false;
        }

        row.EndRow();
        return true;
    }

    private static TdCellKind KindOf(Type? type) =>
        Type.GetTypeCode(type) switch
        {
            _ when type is null || type == typeof(object) => TdCellKind.Any,
            _ when type.IsEnum => TdCellKind.Any,
            TypeCode.Boolean => TdCellKind.Boolean,
            TypeCode.Byte => TdCellKind.Byte,
            TypeCode.Int16 => TdCellKind.Int16,
            TypeCode.Int32 => TdCellKind.Int32,
            TypeCode.Int64 => TdCellKind.Int64,
            TypeCode.Single => TdCellKind.Single,
            TypeCode.Double => TdCellKind.Double,
            TypeCode.Decimal => TdCellKind.Decimal,
            TypeCode.String => TdCellKind.Text,
            TypeCode.DateTime => TdCellKind.DateTime,
            TypeCode.SByte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 or TypeCode.Char => TdCellKind.Any,
            _ when type == typeof(Guid) => TdCellKind.Guid,
            _ when type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan) =>
                TdCellKind.Any,
            _ when typeof(IReadOnlyList<string>).IsAssignableFrom(type)
                    || typeof(IReadOnlyList<long>).IsAssignableFrom(type)
                    || typeof(IReadOnlyList<double>).IsAssignableFrom(type)
                    || typeof(IReadOnlyDictionary<string, string>).IsAssignableFrom(type) => TdCellKind.Any,
            _ => TdCellKind.Unsupported,
        };

    private string TableType(TdCellKind kind, Type? type) =>
        kind switch
        {
            TdCellKind.Boolean => _conversion.Booleans == TdBooleanFormat.Integer ? "long" : "string",
            TdCellKind.Byte or TdCellKind.Int16 or TdCellKind.Int32 or TdCellKind.Int64 => "long",
            TdCellKind.Single or TdCellKind.Double => "double",
            TdCellKind.Decimal => _conversion.Decimals == TdDecimalFormat.Double ? "double" : "string",
            TdCellKind.DateTime => _conversion.Timestamps == TdTimestampFormat.UnixSeconds ? "long" : "string",
            TdCellKind.Any when type is { IsEnum: false } && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64 => "long",
            TdCellKind.Any when type == typeof(DateTimeOffset) => _conversion.Timestamps == TdTimestampFormat.UnixSeconds
                ? "long"
                : "string",
            TdCellKind.Any when typeof(IReadOnlyList<string>).IsAssignableFrom(type) => "array<string>",
            TdCellKind.Any when typeof(IReadOnlyList<long>).IsAssignableFrom(type) => "array<long>",
            TdCellKind.Any when typeof(IReadOnlyList<double>).IsAssignableFrom(type) => "array<double>",
            TdCellKind.Any when typeof(IReadOnlyDictionary<string, string>).IsAssignableFrom(type) => "map<string,string>",
            _ => "string",
        };

    private void AddColumn(IDataRecord source, int ordinal, string sourceName, HashSet<string> names, List<TdColumn> columns)
    {
        var name = _conversion.AdjustNames ? TdColumnNames.Adjust(sourceName) : sourceName;
        if (TdColumnNames.Problem(name, sourceName, ordinal) is { } problem)
        {
            _problems.Add((sourceName, problem));
            return;
        }

        if (!names.Add(name))
        {
            _problems.Add((sourceName, $"The source has two columns that become '{name}'. Give them different names (SELECT … AS …)."));
            return;
        }

        var type = source.GetFieldType(ordinal);
        var kind = KindOf(type);
        if (kind == TdCellKind.Unsupported)
        {
            _problems.Add(
                (
                    sourceName,
                    $"The column '{sourceName}' is of type {type?.Name}, which cannot be stored. Convert it in the query, or leave it out."
                )
            );
            return;
        }

        _cells.Add(new Cell(ordinal, sourceName, new TdColumnKey(name), kind));
        columns.Add(new TdColumn(name, TableType(kind, type)));
    }

    private string? Write(IDataRecord source, in Cell cell, TdRowWriter row)
    {
        if (source.IsDBNull(cell.Ordinal))
        {
            row.WriteNull();
            return null;
        }

        try
        {
            return WriteTyped(source, cell, row);
        }
        catch (InvalidCastException)
        {
            // Some sources (SQLite) say the type of the first row, and hold another one here.
            return TdCells.Write(row, _conversion, source.GetValue(cell.Ordinal));
        }
    }

    private string? WriteTyped(IDataRecord source, in Cell cell, TdRowWriter row)
    {
        switch (cell.Kind)
        {
            case TdCellKind.Text:
                return TdCells.WriteText(row, source.GetString(cell.Ordinal));
            case TdCellKind.Int64:
                row.WriteValue(source.GetInt64(cell.Ordinal));
                return null;
            case TdCellKind.Int32:
                row.WriteValue((long)source.GetInt32(cell.Ordinal));
                return null;
            case TdCellKind.Int16:
                row.WriteValue((long)source.GetInt16(cell.Ordinal));
                return null;
            case TdCellKind.Byte:
                row.WriteValue((long)source.GetByte(cell.Ordinal));
                return null;
            case TdCellKind.Boolean:
                row.WriteValue(source.GetBoolean(cell.Ordinal));
                return null;
            case TdCellKind.Double:
                return TdCells.WriteDouble(row, source.GetDouble(cell.Ordinal));
            case TdCellKind.Single:
                return TdCells.WriteSingle(row, source.GetFloat(cell.Ordinal));
            case TdCellKind.Decimal:
                TdCells.WriteDecimal(row, _conversion, source.GetDecimal(cell.Ordinal));
                return null;
            case TdCellKind.DateTime:
                TdCells.WriteTimestamp(row, _conversion, TdCells.Utc(source.GetDateTime(cell.Ordinal)));
                return null;
            case TdCellKind.Guid:
                row.WriteValue(source.GetGuid(cell.Ordinal).ToString());
                return null;
            default:
                return TdCells.Write(row, _conversion, source.GetValue(cell.Ordinal));
        }
    }

    private readonly record struct Cell(int Ordinal, string Source, TdColumnKey Key, TdCellKind Kind);
}
