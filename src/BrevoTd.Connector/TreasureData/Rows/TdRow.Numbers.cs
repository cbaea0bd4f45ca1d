namespace BrevoTd.Connector.TreasureData;

public readonly partial struct TdRow
{
    /// <summary>The column as a whole number. Whole numbers only; 2^63 and above do not fit.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public long Int64(string name) => Int64(Ordinal(name));

    /// <summary>The column as a whole number. Whole numbers only; 2^63 and above do not fit.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public long Int64(int ordinal)
    {
        var problem = ReadInt64(ordinal, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a whole number");
    }

    /// <summary>As <see cref="Int64(string)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public long? Int64OrNull(string name) => Int64OrNull(Ordinal(name));

    /// <summary>As <see cref="Int64(int)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public long? Int64OrNull(int ordinal)
    {
        var problem = ReadInt64(ordinal, out var value);
        return problem switch
        {
            TdColumnProblem.None => value,
            TdColumnProblem.Null => null,
            _ => throw Failure(ordinal, problem, "a whole number"),
        };
    }

    /// <summary>Reads the column as <see cref="Int64(string)"/> does, if it is there, not null, and a whole number.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetInt64(string name, out long value)
    {
        value = default;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetInt64(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetInt64(string, out long)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The value.</param>
    public bool TryGetInt64(int ordinal, out long value) => ReadInt64(ordinal, out value) == TdColumnProblem.None;

    internal TdColumnProblem ReadInt64(int ordinal, out long value)
    {
        value = default;
        return TryToken(ordinal, out var token, out _) ? TdToken.Int64(token, out value) : TdColumnProblem.Absent;
    }

    /// <summary>The column as a number. Any number; beyond 2^53 a whole number is rounded. In a decimal column, a number written as text counts too. NaN and infinity are passed on.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public double Double(string name) => Double(Ordinal(name));

    /// <summary>The column as a number. Any number; beyond 2^53 a whole number is rounded. In a decimal column, a number written as text counts too. NaN and infinity are passed on.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public double Double(int ordinal)
    {
        var problem = ReadDouble(ordinal, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a number");
    }

    /// <summary>As <see cref="Double(string)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public double? DoubleOrNull(string name) => DoubleOrNull(Ordinal(name));

    /// <summary>As <see cref="Double(int)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public double? DoubleOrNull(int ordinal)
    {
        var problem = ReadDouble(ordinal, out var value);
        return problem switch
        {
            TdColumnProblem.None => value,
            TdColumnProblem.Null => null,
            _ => throw Failure(ordinal, problem, "a number"),
        };
    }

    /// <summary>Reads the column as <see cref="Double(string)"/> does, if it is there, not null, and a number.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetDouble(string name, out double value)
    {
        value = default;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetDouble(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetDouble(string, out double)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The value.</param>
    public bool TryGetDouble(int ordinal, out double value) => ReadDouble(ordinal, out value) == TdColumnProblem.None;

    internal TdColumnProblem ReadDouble(int ordinal, out double value)
    {
        value = default;
        return TryToken(ordinal, out var token, out var source)
            ? TdToken.Double(token, source.Schema.IsDecimal(ordinal), out value)
            : TdColumnProblem.Absent;
    }

    /// <summary>The column as a decimal number. Any number, or a number written as text. A double is rounded to 15 significant digits; NaN and infinity do not fit.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public decimal Decimal(string name) => Decimal(Ordinal(name));

    /// <summary>The column as a decimal number. Any number, or a number written as text. A double is rounded to 15 significant digits; NaN and infinity do not fit.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public decimal Decimal(int ordinal)
    {
        var problem = ReadDecimal(ordinal, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a decimal number");
    }

    /// <summary>As <see cref="Decimal(string)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public decimal? DecimalOrNull(string name) => DecimalOrNull(Ordinal(name));

    /// <summary>As <see cref="Decimal(int)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public decimal? DecimalOrNull(int ordinal)
    {
        var problem = ReadDecimal(ordinal, out var value);
        return problem switch
        {
            TdColumnProblem.None => value,
            TdColumnProblem.Null => null,
            _ => throw Failure(ordinal, problem, "a decimal number"),
        };
    }

    /// <summary>Reads the column as <see cref="Decimal(string)"/> does, if it is there, not null, and a decimal number.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetDecimal(string name, out decimal value)
    {
        value = default;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetDecimal(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetDecimal(string, out decimal)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The value.</param>
    public bool TryGetDecimal(int ordinal, out decimal value) => ReadDecimal(ordinal, out value) == TdColumnProblem.None;

    internal TdColumnProblem ReadDecimal(int ordinal, out decimal value)
    {
        value = default;
        return TryToken(ordinal, out var token, out _) ? TdToken.Decimal(token, out value) : TdColumnProblem.Absent;
    }
}
