namespace BrevoTd.Connector.TreasureData;

public sealed partial class TdDataReader
{
    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => TdToken.IsNull(Token(ordinal));

    /// <inheritdoc/>
    public override object GetValue(int ordinal)
    {
        if (TdToken.IsNull(Token(ordinal)))
        {
            return DBNull.Value;
        }

        return _types[ordinal] switch
        {
            TdFieldType.Int64 => GetInt64(ordinal),
            TdFieldType.Double => GetDouble(ordinal),
            TdFieldType.Decimal => GetDecimal(ordinal),
            TdFieldType.Boolean => GetBoolean(ordinal),
            TdFieldType.DateTime => GetDateTime(ordinal),
            TdFieldType.DateTimeOffset => GetDateTimeOffset(ordinal),
            TdFieldType.Bytes => Bytes(ordinal).ToArray(),
            _ => GetString(ordinal),
        };
    }

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal)
    {
        var problem = TdToken.Boolean(Token(ordinal), out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a truth value");
    }

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => (byte)Integer(ordinal, byte.MinValue, byte.MaxValue);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => (short)Integer(ordinal, short.MinValue, short.MaxValue);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => (int)Integer(ordinal, int.MinValue, int.MaxValue);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => Integer(ordinal, long.MinValue, long.MaxValue);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal)
    {
        var problem = TdToken.Double(Token(ordinal), Schema.IsDecimal(ordinal), out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a number");
    }

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal)
    {
        var problem = TdToken.Decimal(Token(ordinal), out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a decimal number");
    }

    /// <summary>A date, or a point in time as it is written; one with a zone, or in Unix seconds, in UTC.</summary>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public override DateTime GetDateTime(int ordinal)
    {
        var value = GetDateTimeOffset(ordinal);
        return _types[ordinal] == TdFieldType.DateTime ? value.DateTime : value.UtcDateTime;
    }

    /// <summary>A point in time with its zone; UTC where none is written.</summary>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public DateTimeOffset GetDateTimeOffset(int ordinal)
    {
        var problem = TdToken.Timestamp(Token(ordinal), out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a point in time");
    }

    /// <summary>Text as it is; lists and maps as JSON. Numbers and other kinds are refused.</summary>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public override string GetString(int ordinal)
    {
        var token = Token(ordinal);
        var nested = TdToken.Kind(token) is TdValueKind.Array or TdValueKind.Map;
        var problem = nested ? TdJson.TryToText(token, out var value) : TdToken.Text(token, out value);
        return problem == TdColumnProblem.None ? value! : throw Failure(ordinal, problem, "text");
    }

    /// <inheritdoc/>
    public override char GetChar(int ordinal)
    {
        var text = GetString(ordinal);
        return text.Length == 1 ? text[0] : throw Failure(ordinal, TdColumnProblem.Unreadable, "a single character");
    }

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) =>
        Guid.TryParse(GetString(ordinal), out var value) ? value : throw Failure(ordinal, TdColumnProblem.Unreadable, "a GUID");

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = Bytes(ordinal);
        return buffer is null ? bytes.Length : CopyPart(bytes, dataOffset, buffer, bufferOffset, length);
    }

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = GetString(ordinal);
        return buffer is null ? text.Length : CopyPart<char>(text, dataOffset, buffer, bufferOffset, length);
    }

    /// <summary>
    /// Besides the types of the other methods: <see cref="DateOnly"/>, <see cref="DateTimeOffset"/>, <see cref="TdRow"/> (the whole row), arrays of bytes,
    /// and nullable value types, which are <see langword="null"/> where the column is.
    /// </summary>
    /// <inheritdoc/>
    public override T GetFieldValue<T>(int ordinal)
    {
        if (default(T) is null && typeof(T).IsValueType && IsDBNull(ordinal))
        {
            return default!;
        }

        if (typeof(T) == typeof(long) || typeof(T) == typeof(long?))
        {
            return (T)(object)GetInt64(ordinal);
        }

        if (typeof(T) == typeof(int) || typeof(T) == typeof(int?))
        {
            return (T)(object)GetInt32(ordinal);
        }

        if (typeof(T) == typeof(short) || typeof(T) == typeof(short?))
        {
            return (T)(object)GetInt16(ordinal);
        }

        if (typeof(T) == typeof(byte) || typeof(T) == typeof(byte?))
        {
            return (T)(object)GetByte(ordinal);
        }

        if (typeof(T) == typeof(double) || typeof(T) == typeof(double?))
        {
            return (T)(object)GetDouble(ordinal);
        }

        if (typeof(T) == typeof(float) || typeof(T) == typeof(float?))
        {
            return (T)(object)GetFloat(ordinal);
        }

        if (typeof(T) == typeof(decimal) || typeof(T) == typeof(decimal?))
        {
            return (T)(object)GetDecimal(ordinal);
        }

        if (typeof(T) == typeof(bool) || typeof(T) == typeof(bool?))
        {
            return (T)(object)GetBoolean(ordinal);
        }

        if (typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateTime?))
        {
            return (T)(object)GetDateTime(ordinal);
        }

        if (typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(DateTimeOffset?))
        {
            return (T)(object)GetDateTimeOffset(ordinal);
        }

        if (typeof(T) == typeof(DateOnly) || typeof(T) == typeof(DateOnly?))
        {
            var problem = TdToken.Date(Token(ordinal), out var date);
            return problem == TdColumnProblem.None ? (T)(object)date : throw Failure(ordinal, problem, "a date");
        }

        if (typeof(T) == typeof(Guid) || typeof(T) == typeof(Guid?))
        {
            return (T)(object)GetGuid(ordinal);
        }

        if (typeof(T) == typeof(string))
        {
            return (T)(object)GetString(ordinal);
        }

        if (typeof(T) == typeof(byte[]))
        {
            return (T)(object)Bytes(ordinal).ToArray();
        }

        if (typeof(T) == typeof(TdRow))
        {
            return (T)(object)Row;
        }

        return base.GetFieldValue<T>(ordinal);
    }

    private ReadOnlySpan<byte> Token(int ordinal)
    {
        _ = Column(ordinal);
        return Row.Raw(ordinal);
    }

    private long Integer(int ordinal, long minimum, long maximum)
    {
        var problem = TdToken.Int64(Token(ordinal), out var value);
        if (problem != TdColumnProblem.None)
        {
            throw Failure(ordinal, problem, "a whole number");
        }

        return value >= minimum && value <= maximum
            ? value
            : throw new OverflowException(
                $"Column '{Schema[ordinal].Name}' of row {_rows.RowCount} holds an integer outside {minimum} … {maximum}. Read it with GetInt64."
            );
    }

    private ReadOnlySpan<byte> Bytes(int ordinal)
    {
        var problem = TdToken.Utf8(Token(ordinal), out var bytes);
        return problem == TdColumnProblem.None ? bytes : throw Failure(ordinal, problem, "bytes");
    }

    private static int CopyPart<T>(ReadOnlySpan<T> source, long dataOffset, T[] buffer, int bufferOffset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(bufferOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (dataOffset >= source.Length)
        {
            return 0;
        }

        var part = source[(int)dataOffset..];
        part = part[..Math.Min(part.Length, length)];
        part.CopyTo(buffer.AsSpan(bufferOffset));
        return part.Length;
    }

    private InvalidCastException Failure(int ordinal, TdColumnProblem problem, string wanted)
    {
        var error = TdColumnErrors.Unreadable(
            Schema[ordinal].Name,
            problem,
            TdToken.Kind(Token(ordinal)),
            wanted,
            _rows.RowCount,
            nullRemedy: "Ask IsDBNull first, or replace null in the SQL (COALESCE)."
        );
        return new InvalidCastException(error.Message, error);
    }
}
