using System.Globalization;
using System.Numerics;
using System.Text;
using DuckDB.NET.Native;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Reads one column's values from a DuckDB vector; bound anew for each chunk.</summary>
internal sealed unsafe class VectorReader
{
    private readonly TrinoType _type;
    private readonly VectorReader[] _children;
    private byte* _data;
    private ulong* _validity;

    public VectorReader(TrinoType type)
    {
        _type = type;
        _children = [.. type.Arguments.Select(t => new VectorReader(t))];
    }

    public void Bind(IntPtr vector)
    {
        _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        switch (_type.Kind)
        {
            case TypeKind.Array:
                _children[0].Bind(NativeMethods.Vectors.DuckDBListVectorGetChild(vector));
                break;
            case TypeKind.Map:
                var entries = NativeMethods.Vectors.DuckDBListVectorGetChild(vector);
                BindFields(entries);
                break;
            case TypeKind.Row:
                BindFields(vector);
                break;
        }
    }

    /// <summary>
    /// The value: bool, long, double, decimal, string (also for dates, timestamps and intervals, in Trino's text), byte[],
    /// object?[] for arrays and rows, KeyValuePair&lt;object, object?&gt;[] for maps.
    /// </summary>
    public object? Read(ulong row)
    {
        if (_validity is not null && (_validity[row >> 6] & (1UL << (int)(row & 63))) == 0)
            return null;
        switch (_type.Kind)
        {
            case TypeKind.Unknown:
                return null;
            case TypeKind.Boolean:
                return _data[row] != 0;
            case TypeKind.TinyInt:
                return (long)((sbyte*)_data)[row];
            case TypeKind.SmallInt:
                return (long)((short*)_data)[row];
            case TypeKind.Integer:
                return (long)((int*)_data)[row];
            case TypeKind.BigInt:
                return ((long*)_data)[row];
            case TypeKind.Real:
                // The shortest text of the float, so that 0.1 stays 0.1 when it becomes a double.
                return double.Parse(((float*)_data)[row].ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            case TypeKind.Double:
                return ((double*)_data)[row];
            case TypeKind.Decimal:
                return ReadDecimal(row);
            case TypeKind.Varchar or TypeKind.Json:
                return Encoding.UTF8.GetString(ReadBytes(row));
            case TypeKind.Varbinary:
                return ReadBytes(row).ToArray();
            case TypeKind.Date:
                return ValueText.Date(((int*)_data)[row]);
            case TypeKind.Timestamp:
                return ValueText.Timestamp(((long*)_data)[row], _type.Precision);
            case TypeKind.TimestampTz:
                return ValueText.TimestampTz(((long*)_data)[row], _type.Precision, _type.Zone ?? "UTC");
            case TypeKind.IntervalDay:
                return ValueText.IntervalDay(((long*)_data)[row]);
            case TypeKind.IntervalYear:
                return ValueText.IntervalYear(((int*)_data)[row]);
            case TypeKind.Array:
                return ReadArray(row);
            case TypeKind.Map:
                return ReadMap(row);
            case TypeKind.Row:
                var fields = new object?[_children.Length];
                for (var i = 0; i < fields.Length; i++)
                    fields[i] = _children[i].Read(row);
                return fields;
            default:
                throw new InvalidOperationException($"No reader for {_type}.");
        }
    }

    private void BindFields(IntPtr vector)
    {
        for (var i = 0; i < _children.Length; i++)
            _children[i].Bind(NativeMethods.Vectors.DuckDBStructVectorGetChild(vector, i));
    }

    private object?[] ReadArray(ulong row)
    {
        var (offset, length) = ReadEntry(row);
        var items = new object?[length];
        for (var i = 0UL; i < length; i++)
            items[i] = _children[0].Read(offset + i);
        return items;
    }

    private KeyValuePair<object, object?>[] ReadMap(ulong row)
    {
        var (offset, length) = ReadEntry(row);
        var items = new KeyValuePair<object, object?>[length];
        for (var i = 0UL; i < length; i++)
            items[i] = new(_children[0].Read(offset + i)!, _children[1].Read(offset + i));
        return items;
    }

    private (ulong Offset, ulong Length) ReadEntry(ulong row) => (((ulong*)_data)[row * 2], ((ulong*)_data)[(row * 2) + 1]);

    private ReadOnlySpan<byte> ReadBytes(ulong row)
    {
        // 16 bytes: a length, then up to 12 bytes of text or 4 bytes of prefix and a pointer.
        var at = _data + (row * 16);
        var length = *(int*)at;
        return length <= 12 ? new ReadOnlySpan<byte>(at + 4, length) : new ReadOnlySpan<byte>(*(byte**)(at + 8), length);
    }

    private decimal ReadDecimal(ulong row)
    {
        BigInteger unscaled = _type.Precision switch
        {
            <= 4 => ((short*)_data)[row],
            <= 9 => ((int*)_data)[row],
            <= 18 => ((long*)_data)[row],
            _ => ((DuckDBHugeInt*)_data)[row].ToBigInteger(),
        };
        var magnitude = BigInteger.Abs(unscaled);
        if (magnitude >= BigInteger.One << 96 || _type.Scale > 28)
            throw new SqlFailedException("A decimal of more than 28 digits in a result is not supported by the emulator");
        var low = (ulong)(magnitude & ulong.MaxValue);
        return new decimal((int)low, (int)(low >> 32), (int)(uint)(magnitude >> 64), unscaled.Sign < 0, (byte)_type.Scale);
    }
}
