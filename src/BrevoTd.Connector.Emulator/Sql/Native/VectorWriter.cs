using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using DuckDB.NET.Native;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Writes CLR values into a DuckDB vector of a chunk that is appended to a table.</summary>
internal static unsafe class VectorWriter
{
    /// <exception cref="ArgumentException">The value does not fit the column's type.</exception>
    public static void Write(IntPtr vector, TrinoType type, ulong row, object? value)
    {
        if (value is null or DBNull)
        {
            WriteNull(vector, type, row);
            return;
        }
        var data = NativeMethods.Vectors.DuckDBVectorGetData(vector);
        switch (type.Kind)
        {
            case TypeKind.Boolean when value is bool flag:
                ((byte*)data)[row] = flag ? (byte)1 : (byte)0;
                break;
            case TypeKind.TinyInt:
                ((sbyte*)data)[row] = checked((sbyte)ToLong(value, type));
                break;
            case TypeKind.SmallInt:
                ((short*)data)[row] = checked((short)ToLong(value, type));
                break;
            case TypeKind.Integer:
                ((int*)data)[row] = checked((int)ToLong(value, type));
                break;
            case TypeKind.BigInt:
                ((long*)data)[row] = ToLong(value, type);
                break;
            case TypeKind.Real:
                ((float*)data)[row] = (float)ToDouble(value, type);
                break;
            case TypeKind.Double:
                ((double*)data)[row] = ToDouble(value, type);
                break;
            case TypeKind.Decimal:
                WriteDecimal(data, type, row, value);
                break;
            case TypeKind.Varchar or TypeKind.Json when value is string text:
                WriteBytes(vector, row, Encoding.UTF8.GetBytes(text));
                break;
            case TypeKind.Varbinary when value is byte[] bytes:
                WriteBytes(vector, row, bytes);
                break;
            case TypeKind.Date when value is DateOnly date:
                ((int*)data)[row] = date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
                break;
            case TypeKind.Timestamp when value is DateTime time:
                ((long*)data)[row] = (time.Ticks - DateTime.UnixEpoch.Ticks) / 10;
                break;
            case TypeKind.TimestampTz when value is DateTimeOffset instant:
                ((long*)data)[row] = (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;
                break;
            case TypeKind.Array when value is IEnumerable items and not string:
                WriteArray(vector, type, row, [.. items.Cast<object?>()]);
                break;
            case TypeKind.Map when value is IEnumerable<KeyValuePair<string, object?>> named:
                WriteMap(vector, type, row, [.. named.Select(e => new KeyValuePair<object, object?>(e.Key, e.Value))]);
                break;
            case TypeKind.Map when value is IEnumerable<KeyValuePair<object, object?>> entries:
                WriteMap(vector, type, row, [.. entries]);
                break;
            case TypeKind.Row when value is IReadOnlyList<object?> fields && fields.Count == type.Arguments.Count:
                for (var i = 0; i < fields.Count; i++)
                    Write(NativeMethods.Vectors.DuckDBStructVectorGetChild(vector, i), type.Arguments[i], row, fields[i]);
                break;
            default:
                throw Mismatch(value, type);
        }
    }

    private static void WriteNull(IntPtr vector, TrinoType type, ulong row)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
        NativeMethods.ValidityMask.DuckDBValiditySetRowValidity(NativeMethods.Vectors.DuckDBVectorGetValidity(vector), row, false);
        switch (type.Kind)
        {
            case TypeKind.Array or TypeKind.Map:
                var entries = (ulong*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
                entries[row * 2] = 0;
                entries[(row * 2) + 1] = 0;
                break;
            case TypeKind.Row:
                for (var i = 0; i < type.Arguments.Count; i++)
                    WriteNull(NativeMethods.Vectors.DuckDBStructVectorGetChild(vector, i), type.Arguments[i], row);
                break;
        }
    }

    private static void WriteArray(IntPtr vector, TrinoType type, ulong row, object?[] items)
    {
        var offset = Grow(vector, row, items.Length);
        var child = NativeMethods.Vectors.DuckDBListVectorGetChild(vector);
        for (var i = 0; i < items.Length; i++)
            Write(child, type.Element, offset + (ulong)i, items[i]);
    }

    private static void WriteMap(IntPtr vector, TrinoType type, ulong row, KeyValuePair<object, object?>[] entries)
    {
        var offset = Grow(vector, row, entries.Length);
        var pairs = NativeMethods.Vectors.DuckDBListVectorGetChild(vector);
        var keys = NativeMethods.Vectors.DuckDBStructVectorGetChild(pairs, 0);
        var values = NativeMethods.Vectors.DuckDBStructVectorGetChild(pairs, 1);
        for (var i = 0; i < entries.Length; i++)
        {
            Write(keys, type.Key, offset + (ulong)i, entries[i].Key);
            Write(values, type.Value, offset + (ulong)i, entries[i].Value);
        }
    }

    /// <summary>Makes room for a list's items behind those of the rows before it.</summary>
    private static ulong Grow(IntPtr vector, ulong row, int count)
    {
        var offset = (ulong)NativeMethods.Vectors.DuckDBListVectorGetSize(vector);
        NativeMethods.Vectors.DuckDBListVectorReserve(vector, offset + (ulong)count);
        NativeMethods.Vectors.DuckDBListVectorSetSize(vector, offset + (ulong)count);
        var entries = (ulong*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        entries[row * 2] = offset;
        entries[(row * 2) + 1] = (ulong)count;
        return offset;
    }

    private static void WriteBytes(IntPtr vector, ulong row, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            // An empty span has no address, and DuckDB wants one.
            byte none = 0;
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(vector, row, start is null ? &none : start, bytes.Length);
        }
    }

    private static void WriteDecimal(void* data, TrinoType type, ulong row, object value)
    {
        var number = value is decimal exact ? exact : ToLong(value, type);
        var scaled = new BigInteger(decimal.Truncate(number)) * BigInteger.Pow(10, type.Scale);
        var fraction = Math.Abs(number % 1).ToString(CultureInfo.InvariantCulture);
        var digits = fraction.Length > 2 ? fraction[2..].TrimEnd('0') : "";
        if (digits.Length > type.Scale)
            throw Mismatch(value, type);
        if (digits.Length > 0)
            scaled += (number < 0 ? -1 : 1) * BigInteger.Parse(digits.PadRight(type.Scale, '0'), CultureInfo.InvariantCulture);
        if (BigInteger.Abs(scaled) >= BigInteger.Pow(10, type.Precision))
            throw Mismatch(value, type);
        switch (type.Precision)
        {
            case <= 4:
                ((short*)data)[row] = (short)scaled;
                break;
            case <= 9:
                ((int*)data)[row] = (int)scaled;
                break;
            case <= 18:
                ((long*)data)[row] = (long)scaled;
                break;
            default:
                ((DuckDBHugeInt*)data)[row] = new DuckDBHugeInt(scaled);
                break;
        }
    }

    private static long ToLong(object value, TrinoType type) =>
        value switch
        {
            long number => number,
            int number => number,
            short number => number,
            sbyte number => number,
            byte number => number,
            ushort number => number,
            uint number => number,
            ulong number and <= long.MaxValue => (long)number,
            _ => throw Mismatch(value, type),
        };

    private static double ToDouble(object value, TrinoType type) =>
        value switch
        {
            double number => number,
            float number => number,
            decimal number => (double)number,
            ulong number => number,
            _ => ToLong(value, type),
        };

    private static ArgumentException Mismatch(object value, TrinoType type) =>
        new($"A value of type {value.GetType().Name} does not fit a column of type {type}.");
}
