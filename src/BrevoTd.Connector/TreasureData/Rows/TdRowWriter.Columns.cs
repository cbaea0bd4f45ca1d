namespace BrevoTd.Connector.TreasureData;

public sealed partial class TdRowWriter
{
    /// <summary>Writes a column; see <see cref="WriteValue(long)"/>.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, long value)
    {
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
        WriteName(name);
        WriteValue(value);
    }
}
