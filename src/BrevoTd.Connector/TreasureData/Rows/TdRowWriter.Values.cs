using System.Globalization;
using System.Numerics;
using System.Text.Unicode;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

public sealed partial class TdRowWriter
{
    // Room for any number or date in its invariant form.
    private const int NumberLength = 64;

    // Bytes of the longest number in MessagePack.
    private const int MaxNumber = 9;

    /// <summary>Writes the column <c>time</c>, which partitions the table, in whole seconds.</summary>
    /// <param name="time">The point in time; usually that of the import, since scattered times make a table slow.</param>
    public void WriteTime(DateTimeOffset time) => WriteTime(time.ToUnixTimeSeconds());

    /// <summary>Writes the column <c>time</c>, which partitions the table.</summary>
    /// <param name="unixSeconds">Seconds since 1970-01-01 UTC.</param>
    public void WriteTime(long unixSeconds) => Write(TimeName, unixSeconds);

    /// <summary>Writes a null.</summary>
    public void WriteNull()
    {
        ThrowUnlessWanted();
        _row.GetSpan(1)[0] = 0xC0;
        _row.Advance(1);
        EndValue();
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The number.</param>
    public void WriteValue(long value)
    {
        ThrowUnlessWanted();
        _ = MessagePackPrimitives.TryWrite(_row.Room(MaxNumber), value, out var length);
        _row.Took(length);
        EndValue(isTime: true);
    }

    /// <summary>Writes a whole number; from 2^63 on as text, because no column holds it otherwise.</summary>
    /// <param name="value">The number.</param>
    public void WriteValue(ulong value)
    {
        if (value <= long.MaxValue)
        {
            WriteValue((long)value);
            return;
        }

        Span<byte> text = stackalloc byte[NumberLength];
        _ = value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        WriteAscii(text[..length]);
    }

    /// <summary>Writes a whole number; outside 64 bits with sign as text, because no column holds it otherwise.</summary>
    /// <param name="value">The number.</param>
    public void WriteValue(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            WriteValue((long)value);
        }
        else
        {
            WriteValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes a number; NaN becomes null.</summary>
    /// <param name="value">The number.</param>
    public void WriteValue(double value)
    {
        if (double.IsNaN(value))
        {
            WriteNull();
            return;
        }

        ThrowUnlessWanted();
        _ = MessagePackPrimitives.TryWrite(_row.Room(MaxNumber), value, out var length);
        _row.Took(length);
        EndValue();
    }

    /// <summary>Writes a decimal number as text, with its decimals as they are, so that nothing is rounded.</summary>
    /// <param name="value">The number.</param>
    public void WriteValue(decimal value)
    {
        Span<byte> text = stackalloc byte[NumberLength];
        _ = value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        WriteAscii(text[..length]);
    }

    /// <summary>Writes a truth value in the way the writer was created for.</summary>
    /// <param name="value">The truth value.</param>
    public void WriteValue(bool value)
    {
        if (_booleans == TdBooleanFormat.Integer)
        {
            WriteValue(value ? 1L : 0L);
        }
        else
        {
            WriteAscii(value ? "true"u8 : "false"u8);
        }
    }

    /// <summary>Writes text.</summary>
    /// <param name="value">The text, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The text holds half of a surrogate pair; the column still waits for a value.</exception>
    public void WriteValue(string? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            WriteValue(value.AsSpan());
        }
    }

    /// <inheritdoc cref="WriteValue(string?)"/>
    public void WriteValue(ReadOnlySpan<char> value)
    {
        ThrowUnlessWanted();
        TdTextEncoder.Write(_row, value, _name);
        EndValue();
    }

    /// <summary>Writes text that is UTF-8 already.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The bytes are not UTF-8; the column still waits for a value.</exception>
    public void WriteUtf8Value(ReadOnlySpan<byte> value)
    {
        ThrowUnlessWanted();
        if (!Utf8.IsValid(value))
        {
            throw new ArgumentException($"The bytes for column '{_name}' are not UTF-8.", nameof(value));
        }

        TdTextEncoder.WriteUtf8(_row, value);
        EndValue();
    }

    /// <summary>Writes a date as text: <c>2024-05-06</c>.</summary>
    /// <param name="value">The date.</param>
    public void WriteValue(DateOnly value)
    {
        Span<byte> text = stackalloc byte[NumberLength];
        _ = value.TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        WriteAscii(text[..length]);
    }

    /// <summary>Writes a point in time as whole Unix seconds, the way that Treasure Data's time functions read.</summary>
    /// <param name="value">The point in time.</param>
    public void WriteSeconds(DateTimeOffset value) => WriteValue(value.ToUnixTimeSeconds());

    private void WriteAscii(ReadOnlySpan<byte> text)
    {
        ThrowUnlessWanted();
        TdTextEncoder.WriteUtf8(_row, text);
        EndValue();
    }
}
