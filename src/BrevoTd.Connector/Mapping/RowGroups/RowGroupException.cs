namespace BrevoTd.Connector.Mapping;

/// <summary>Rows could not be put into groups: a group has too many rows, or its key came before.</summary>
public sealed class RowGroupException : Exception
{
    internal RowGroupException(string message, long rowNumber)
        : base(message) => RowNumber = rowNumber;

    /// <summary>Number of the row at which it was seen, from 1, as they came.</summary>
    public long RowNumber { get; }
}
