using System.IO.Enumeration;

namespace BrevoTd.Connector.Mapping;

/// <summary>Names a group of columns by a pattern. Made by <see cref="Column.Matching"/>.</summary>
public sealed class ColumnPattern
{
    private readonly string[] _except;

    internal ColumnPattern(string pattern, string[] except)
    {
        Pattern = pattern;
        _except = except;
    }

    /// <summary>The pattern, with <c>*</c> for any characters and <c>?</c> for one.</summary>
    public string Pattern { get; }

    /// <summary>The same group without some columns.</summary>
    /// <param name="patterns">Names or patterns of the columns that do not belong to it.</param>
    public ColumnPattern Except(params string[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return new ColumnPattern(Pattern, [.. _except, .. patterns]);
    }

    /// <summary>Whether the column belongs to the group.</summary>
    /// <param name="column">Name of the column; case matters.</param>
    public bool Matches(string column) =>
        FileSystemName.MatchesSimpleExpression(Pattern, column, ignoreCase: false)
        && !_except.Any(except => FileSystemName.MatchesSimpleExpression(except, column, ignoreCase: false));

    /// <summary>The pattern, with what is excepted.</summary>
    public override string ToString() => _except.Length == 0 ? Pattern : $"{Pattern} except {string.Join(", ", _except)}";
}
