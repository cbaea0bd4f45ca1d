namespace BrevoTd.Connector.TreasureData;

/// <summary>A column was read that is not there, is null, or holds something else. The message names column and kinds, never the value.</summary>
public sealed class TdColumnException : Exception
{
    internal TdColumnException(string message, TdColumnProblem problem, string columnName, TdValueKind? kind, long rowNumber)
        : base(message)
    {
        Problem = problem;
        ColumnName = columnName;
        Kind = kind;
        RowNumber = rowNumber;
    }

    /// <summary>What is wrong.</summary>
    public TdColumnProblem Problem { get; }

    /// <summary>Name of the column that was asked for; its number in decimal if it was asked for by a number that does not exist.</summary>
    public string ColumnName { get; }

    /// <summary>Kind of the value that was found; <see langword="null"/> if the column is not there.</summary>
    public TdValueKind? Kind { get; }

    /// <summary>Number of the row in its result, from 1; 0 if the row comes from nowhere in particular.</summary>
    public long RowNumber { get; }
}
