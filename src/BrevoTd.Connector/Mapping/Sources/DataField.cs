using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Reads fields of a database's reader as strictly as values of rows are read: nothing is converted that could be meant otherwise.</summary>
internal static class DataField
{
    private const int MaxShortText = 256;
    private const double MaxDecimal = 7.9e28;

    public static TdColumnProblem Text(IDataRecord record, int ordinal, Type type, out string? text)
    {
        text =
            type == typeof(string) ? record.GetString(ordinal)
            : type == typeof(Guid) ? record.GetGuid(ordinal).ToString("D", CultureInfo.InvariantCulture)
            : type == typeof(char) ? record.GetChar(ordinal).ToString()
            : type == typeof(char[]) && record.GetValue(ordinal) is char[] chars ? new string(chars)
            : type == typeof(byte[]) && record.GetValue(ordinal) is byte[] utf8 ? Encoding.UTF8.GetString(utf8)
            : null;
        return text is null ? TdColumnProblem.WrongKind : TdColumnProblem.None;
    }

    public static TdColumnProblem Int64(IDataRecord record, int ordinal, Type type, out long value)
    {
        if (TryInteger(record, ordinal, type, out value))
        {
            return TdColumnProblem.None;
        }

        if (type == typeof(ulong))
        {
            return record.GetValue(ordinal) is ulong and > long.MaxValue ? TdColumnProblem.Unreadable : TdColumnProblem.WrongKind;
        }

        return TdColumnProblem.WrongKind;
    }

    public static TdColumnProblem Double(IDataRecord record, int ordinal, Type type, out double value)
    {
        if (type == typeof(double))
        {
            value = record.GetDouble(ordinal);
        }
        else if (type == typeof(float))
        {
            value = record.GetFloat(ordinal);
        }
        else if (type == typeof(decimal))
        {
            value = (double)record.GetDecimal(ordinal);
        }
        else if (TryInteger(record, ordinal, type, out var integer))
        {
            value = integer;
        }
        else if (type == typeof(ulong) && record.GetValue(ordinal) is ulong wide)
        {
            value = wide;
        }
        else
        {
            value = 0;
            return TdColumnProblem.WrongKind;
        }

        return TdColumnProblem.None;
    }

    public static TdColumnProblem Decimal(IDataRecord record, int ordinal, Type type, out decimal value)
    {
        value = 0;
        if (type == typeof(decimal))
        {
            value = record.GetDecimal(ordinal);
        }
        else if (type == typeof(float))
        {
            var number = record.GetFloat(ordinal);
            if (!(Math.Abs(number) < MaxDecimal))
            {
                return TdColumnProblem.Unreadable;
            }

            value = (decimal)number;
        }
        else if (type == typeof(double))
        {
            var number = record.GetDouble(ordinal);
            if (!(Math.Abs(number) < MaxDecimal))
            {
                return TdColumnProblem.Unreadable;
            }

            value = (decimal)number;
        }
        else if (type == typeof(string))
        {
            var text = record.GetString(ordinal);
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                ? TdColumnProblem.None
                : TdColumnProblem.Unreadable;
        }
        else if (TryInteger(record, ordinal, type, out var integer))
        {
            value = integer;
        }
        else if (type == typeof(ulong) && record.GetValue(ordinal) is ulong wide)
        {
            value = wide;
        }
        else
        {
            return TdColumnProblem.WrongKind;
        }

        return TdColumnProblem.None;
    }

    public static TdColumnProblem Boolean(IDataRecord record, int ordinal, Type type, out bool value)
    {
        if (type == typeof(bool))
        {
            value = record.GetBoolean(ordinal);
            return TdColumnProblem.None;
        }

        if (type == typeof(string))
        {
            var text = record.GetString(ordinal);
            value = text.Equals("true", StringComparison.OrdinalIgnoreCase);
            return value || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? TdColumnProblem.None : TdColumnProblem.Unreadable;
        }

        if (TryInteger(record, ordinal, type, out var integer))
        {
            value = integer == 1;
            return integer is 0 or 1 ? TdColumnProblem.None : TdColumnProblem.Unreadable;
        }

        value = false;
        return TdColumnProblem.WrongKind;
    }

    public static TdColumnProblem Date(IDataRecord record, int ordinal, Type type, out DateOnly value)
    {
        value = default;
        if (type == typeof(DateTime))
        {
            value = DateOnly.FromDateTime(record.GetDateTime(ordinal));
        }
        else if (type == typeof(DateOnly))
        {
            value = Get<DateOnly>(record, ordinal);
        }
        else if (type == typeof(DateTimeOffset))
        {
            value = DateOnly.FromDateTime(Get<DateTimeOffset>(record, ordinal).DateTime);
        }
        else if (type == typeof(string))
        {
            Span<byte> room = stackalloc byte[MaxShortText];
            return TryAscii(record.GetString(ordinal), room, out var length) && TdTimeText.TryDate(room[..length], out value)
                ? TdColumnProblem.None
                : TdColumnProblem.Unreadable;
        }
        else
        {
            return TdColumnProblem.WrongKind;
        }

        return TdColumnProblem.None;
    }

    public static TdColumnProblem Timestamp(IDataRecord record, int ordinal, Type type, out DateTimeOffset value)
    {
        value = default;
        if (type == typeof(DateTime))
        {
            // Databases give times without a kind and mean UTC; the machine's own zone plays no part.
            var time = record.GetDateTime(ordinal);
            value =
                time.Kind == DateTimeKind.Unspecified
                    ? new DateTimeOffset(time, TimeSpan.Zero)
                    : new DateTimeOffset(time.ToUniversalTime());
        }
        else if (type == typeof(DateTimeOffset))
        {
            value = Get<DateTimeOffset>(record, ordinal);
        }
        else if (type == typeof(DateOnly))
        {
            value = new DateTimeOffset(Get<DateOnly>(record, ordinal), TimeOnly.MinValue, TimeSpan.Zero);
        }
        else if (type == typeof(string))
        {
            Span<byte> room = stackalloc byte[MaxShortText];
            return TryAscii(record.GetString(ordinal), room, out var length) && TdTimeText.TryTimestamp(room[..length], out value)
                ? TdColumnProblem.None
                : TdColumnProblem.Unreadable;
        }
        else if (TryInteger(record, ordinal, type, out var seconds))
        {
            if (seconds is < TdTimeText.MinUnixSeconds or > TdTimeText.MaxUnixSeconds)
            {
                return TdColumnProblem.Unreadable;
            }

            value = DateTimeOffset.FromUnixTimeSeconds(seconds);
        }
        else
        {
            return TdColumnProblem.WrongKind;
        }

        return TdColumnProblem.None;
    }

    /// <summary>What Treasure Data would call a field of that type: rules for groups of columns and checks go by it.</summary>
    public static string ColumnType(Type? type) =>
        type == typeof(string) || type == typeof(Guid) || type == typeof(char) || type == typeof(char[]) ? "varchar"
        : type == typeof(long)
        || type == typeof(int)
        || type == typeof(short)
        || type == typeof(byte)
        || type == typeof(sbyte)
        || type == typeof(ushort)
        || type == typeof(uint)
        || type == typeof(ulong)
            ? "bigint"
        : type == typeof(double) || type == typeof(float) ? "double"
        : type == typeof(decimal) ? "decimal"
        : type == typeof(bool) ? "boolean"
        : type == typeof(DateOnly) ? "date"
        : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? "timestamp"
        : type == typeof(byte[]) ? "varbinary"
        : "unknown";

    private static bool TryInteger(IDataRecord record, int ordinal, Type type, out long value)
    {
        if (type == typeof(long))
        {
            value = record.GetInt64(ordinal);
        }
        else if (type == typeof(int))
        {
            value = record.GetInt32(ordinal);
        }
        else if (type == typeof(short))
        {
            value = record.GetInt16(ordinal);
        }
        else if (type == typeof(byte))
        {
            value = record.GetByte(ordinal);
        }
        else if (type == typeof(sbyte) && record.GetValue(ordinal) is sbyte signed)
        {
            value = signed;
        }
        else if (type == typeof(ushort) && record.GetValue(ordinal) is ushort narrow)
        {
            value = narrow;
        }
        else if (type == typeof(uint) && record.GetValue(ordinal) is uint wide)
        {
            value = wide;
        }
        else if (type == typeof(ulong) && record.GetValue(ordinal) is ulong wider and <= long.MaxValue)
        {
            value = (long)wider;
        }
        else
        {
            value = 0;
            return false;
        }

        return true;
    }

    private static TValue Get<TValue>(IDataRecord record, int ordinal)
        where TValue : struct => record is DbDataReader reader ? reader.GetFieldValue<TValue>(ordinal) : (TValue)record.GetValue(ordinal);

    private static bool TryAscii(string text, Span<byte> room, out int length) =>
        Ascii.FromUtf16(text, room, out length) == System.Buffers.OperationStatus.Done;
}
