using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A result of Treasure Data cannot be read: cut short, damaged, or not of the shape its schema promises.</summary>
public sealed class TreasureDataResultException : ConnectorException
{
    internal TreasureDataResultException(
        TdResultProblem problem,
        string message,
        long rowNumber = 0,
        long byteOffset = -1,
        Exception? innerException = null,
        string operation = "jobs.result"
    )
        : base("Treasure Data", operation, message, innerException)
    {
        Problem = problem;
        RowNumber = rowNumber;
        ByteOffset = byteOffset;
    }

    /// <summary>What is wrong.</summary>
    public TdResultProblem Problem { get; }

    /// <summary>Number of the row that could not be read, from 1; 0 if the problem is not in a row.</summary>
    public long RowNumber { get; }

    /// <summary>Where in the decompressed data the problem stands, from 0; −1 if unknown.</summary>
    public long ByteOffset { get; }

    /// <summary><see langword="true"/> if downloading the same result again may help: it was cut short or damaged on the way.</summary>
    public override bool IsTransient => Problem is TdResultProblem.Truncated or TdResultProblem.Corrupt;
}
