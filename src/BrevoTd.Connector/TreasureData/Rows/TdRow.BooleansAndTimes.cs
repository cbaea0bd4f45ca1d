namespace BrevoTd.Connector.TreasureData;

public readonly partial struct TdRow
{
    /// <summary>The column as a truth value. A truth value, 0 or 1, or the text <c>true</c> or <c>false</c> in any case. Nothing else is guessed.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public bool Boolean(string name) => Boolean(Ordinal(name));

    /// <summary>The column as a truth value. A truth value, 0 or 1, or the text <c>true</c> or <c>false</c> in any case. Nothing else is guessed.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public bool Boolean(int ordinal)
    {
        var problem = ReadBoolean(ordinal, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a truth value");
    }

    /// <summary>As <see cref="Boolean(string)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public bool? BooleanOrNull(string name) => BooleanOrNull(Ordinal(name));

    /// <summary>As <see cref="Boolean(int)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public bool? BooleanOrNull(int ordinal)
    {
        var problem = ReadBoolean(ordinal, out var value);
        return problem switch
        {
            TdColumnProblem.None => value,
            TdColumnProblem.Null => null,
            _ => throw Failure(ordinal, problem, "a truth value"),
        };
    }

    /// <summary>Reads the column as <see cref="Boolean(string)"/> does, if it is there, not null, and a truth value.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetBoolean(string name, out bool value)
    {
        value = default;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetBoolean(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetBoolean(string, out bool)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The value.</param>
    public bool TryGetBoolean(int ordinal, out bool value) => ReadBoolean(ordinal, out value) == TdColumnProblem.None;

    internal TdColumnProblem ReadBoolean(int ordinal, out bool value)
    {
        value = default;
        return TryToken(ordinal, out var token, out _) ? TdToken.Boolean(token, out value) : TdColumnProblem.Absent;
    }

    /// <summary>The column as a date. Text that is a date, or begins with one as a point in time does; its date is taken as written.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public DateOnly Date(string name) => Date(Ordinal(name));

    /// <summary>The column as a date. Text that is a date, or begins with one as a point in time does; its date is taken as written.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public DateOnly Date(int ordinal)
    {
        var problem = ReadDate(ordinal, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a date");
    }

    /// <summary>As <see cref="Date(string)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public DateOnly? DateOrNull(string name) => DateOrNull(Ordinal(name));

    /// <summary>As <see cref="Date(int)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public DateOnly? DateOrNull(int ordinal)
    {
        var problem = ReadDate(ordinal, out var value);
        return problem switch
        {
            TdColumnProblem.None => value,
            TdColumnProblem.Null => null,
            _ => throw Failure(ordinal, problem, "a date"),
        };
    }

    /// <summary>Reads the column as <see cref="Date(string)"/> does, if it is there, not null, and a date.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetDate(string name, out DateOnly value)
    {
        value = default;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetDate(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetDate(string, out DateOnly)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The value.</param>
    public bool TryGetDate(int ordinal, out DateOnly value) => ReadDate(ordinal, out value) == TdColumnProblem.None;

    internal TdColumnProblem ReadDate(int ordinal, out DateOnly value)
    {
        value = default;
        return TryToken(ordinal, out var token, out _) ? TdToken.Date(token, out value) : TdColumnProblem.Absent;
    }

    /// <summary>The column as a point in time. Text as Trino, Hive or ISO 8601 writes it, in UTC if no zone is given; or a whole number of Unix seconds.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public DateTimeOffset Timestamp(string name) => Timestamp(Ordinal(name));

    /// <summary>The column as a point in time. Text as Trino, Hive or ISO 8601 writes it, in UTC if no zone is given; or a whole number of Unix seconds.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public DateTimeOffset Timestamp(int ordinal)
    {
        var problem = ReadTimestamp(ordinal, out var value);
        return problem == TdColumnProblem.None ? value : throw Failure(ordinal, problem, "a point in time");
    }

    /// <summary>As <see cref="Timestamp(string)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public DateTimeOffset? TimestampOrNull(string name) => TimestampOrNull(Ordinal(name));

    /// <summary>As <see cref="Timestamp(int)"/>, but <see langword="null"/> where the column is null.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public DateTimeOffset? TimestampOrNull(int ordinal)
    {
        var problem = ReadTimestamp(ordinal, out var value);
        return problem switch
        {
            TdColumnProblem.None => value,
            TdColumnProblem.Null => null,
            _ => throw Failure(ordinal, problem, "a point in time"),
        };
    }

    /// <summary>Reads the column as <see cref="Timestamp(string)"/> does, if it is there, not null, and a point in time.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetTimestamp(string name, out DateTimeOffset value)
    {
        value = default;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetTimestamp(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetTimestamp(string, out DateTimeOffset)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The value.</param>
    public bool TryGetTimestamp(int ordinal, out DateTimeOffset value) => ReadTimestamp(ordinal, out value) == TdColumnProblem.None;

    internal TdColumnProblem ReadTimestamp(int ordinal, out DateTimeOffset value)
    {
        value = default;
        return TryToken(ordinal, out var token, out _) ? TdToken.Timestamp(token, out value) : TdColumnProblem.Absent;
    }
}
