using System.Diagnostics.CodeAnalysis;

namespace BrevoTd.Connector.TreasureData;

public readonly partial struct TdRow
{
    /// <summary>The column as text. Text and bytes that are valid UTF-8 only.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">The column is absent, is null, or holds something else.</exception>
    /// <exception cref="InvalidOperationException">The enumerator has moved on; see <see cref="Detach"/>.</exception>
    public string Text(string name) => Text(Ordinal(name));

    /// <inheritdoc cref="Text(string)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    public string Text(int ordinal)
    {
        var problem = ReadText(ordinal, out var value);
        return problem == TdColumnProblem.None ? value! : throw Failure(ordinal, problem, "text");
    }

    /// <summary>The column as text, or <see langword="null"/> where it is null.</summary>
    /// <inheritdoc cref="Text(string)" path="/param|/exception"/>
    public string? TextOrNull(string name) => TextOrNull(Ordinal(name));

    /// <summary>The column as text, or <see langword="null"/> where it is null.</summary>
    /// <inheritdoc cref="Text(int)" path="/param|/exception"/>
    public string? TextOrNull(int ordinal)
    {
        var problem = ReadText(ordinal, out var value);
        return problem is TdColumnProblem.None or TdColumnProblem.Null ? value : throw Failure(ordinal, problem, "text");
    }

    /// <summary>Reads the column as text, if it is there, not null, and text.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="value">The text.</param>
    /// <returns>Whether there is a text.</returns>
    public bool TryGetText(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        return Current.Schema.TryGetOrdinal(name, out var ordinal) && TryGetText(ordinal, out value);
    }

    /// <inheritdoc cref="TryGetText(string, out string?)"/>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <param name="value">The text.</param>
    public bool TryGetText(int ordinal, [NotNullWhen(true)] out string? value) => ReadText(ordinal, out value) == TdColumnProblem.None;

    internal TdColumnProblem ReadText(int ordinal, out string? value)
    {
        value = null;
        return TryToken(ordinal, out var token, out _) ? TdToken.Text(token, out value) : TdColumnProblem.Absent;
    }
}
