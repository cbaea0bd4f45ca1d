using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

public sealed partial class TdRowWriter
{
    private static ReadOnlySpan<byte> TrueText => [0xA4, (byte)'t', (byte)'r', (byte)'u', (byte)'e'];

    private static ReadOnlySpan<byte> FalseText => [0xA5, (byte)'f', (byte)'a', (byte)'l', (byte)'s', (byte)'e'];

    /// <summary>Writes a column; see <see cref="WriteValue(long)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, long value)
    {
        if (TryFollow(name, MaxNumber, out var key, out var room))
        {
            _ = MessagePackPrimitives.TryWrite(room, value, out var length);
            Took(key, length);
            _hasTime |= key.IsTime;
            return;
        }

        WriteName(name);
        WriteValue(value);
    }

    /// <summary>Writes a column that may be null; see <see cref="WriteValue(long)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, long? value)
    {
        WriteName(name);
        if (value is { } present)
        {
            WriteValue(present);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>Writes a column; see <see cref="WriteValue(double)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, double value)
    {
        if (!double.IsNaN(value) && TryFollow(name, MaxNumber, out var key, out var room))
        {
            _ = MessagePackPrimitives.TryWrite(room, value, out var length);
            Took(key, length);
            return;
        }

        WriteName(name);
        WriteValue(value);
    }

    /// <summary>Writes a column that may be null; see <see cref="WriteValue(double)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, double? value)
    {
        WriteName(name);
        if (value is { } present)
        {
            WriteValue(present);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>Writes a column; see <see cref="WriteValue(decimal)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, decimal value)
    {
        WriteName(name);
        WriteValue(value);
    }

    /// <summary>Writes a column that may be null; see <see cref="WriteValue(decimal)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, decimal? value)
    {
        WriteName(name);
        if (value is { } present)
        {
            WriteValue(present);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>Writes a column; see <see cref="WriteValue(bool)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, bool value)
    {
        var text = value ? TrueText : FalseText;
        if (_booleans == TdBooleanFormat.Text && TryFollow(name, text.Length, out var key, out var room))
        {
            text.CopyTo(room);
            Took(key, text.Length);
            return;
        }

        WriteName(name);
        WriteValue(value);
    }

    /// <summary>Writes a column that may be null; see <see cref="WriteValue(bool)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, bool? value)
    {
        WriteName(name);
        if (value is { } present)
        {
            WriteValue(present);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>Writes a column; see <see cref="WriteValue(DateOnly)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, DateOnly value)
    {
        WriteName(name);
        WriteValue(value);
    }

    /// <summary>Writes a column that may be null; see <see cref="WriteValue(DateOnly)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, DateOnly? value)
    {
        WriteName(name);
        if (value is { } present)
        {
            WriteValue(present);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>Writes a column; see <see cref="WriteValue(string?)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, string? value)
    {
        // Text that UTF-8 cannot hold goes the long way, which says so.
        if (
            value is not null
            && TryFollow(name, TdTextEncoder.MaxBytes(value.Length), out var key, out var room)
            && TdTextEncoder.TryWrite(room, value, out var length)
        )
        {
            Took(key, length);
            return;
        }

        WriteName(name);
        WriteValue(value);
    }
}
