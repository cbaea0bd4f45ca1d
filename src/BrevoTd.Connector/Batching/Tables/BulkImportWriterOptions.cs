using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that fills a bulk import session.</summary>
public class BulkImportWriterOptions : BatchWriterOptions
{
    /// <summary>Creates the options, with parts of up to 200,000 rows and 64 MB before compression, and six hours for the session's completion.</summary>
    public BulkImportWriterOptions()
    {
        MaxBatchRecords = 200_000;
        MaxBatchBytes = 64_000_000;
        MaxBatchAge = System.Threading.Timeout.InfiniteTimeSpan;
        MaxQueuedBatches = 1;
        MaxUnsettledRecords = int.MaxValue;
        SettlementTimeout = TimeSpan.FromHours(6);
    }

    /// <summary>First word of the names of parts. Writers that fill one session at the same time use different ones.</summary>
    /// <value>Default: <c>part</c>.</value>
    public string Label { get; set; } = "part";

    /// <summary>How many rows the service may have refused before the session is not committed.</summary>
    /// <value>Default: 0. The service itself would commit the rest without a word.</value>
    public long MaxErrorRecords { get; set; }

    /// <summary>Whether the session is committed although whole parts could not be read; how many rows those held is not known.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowErrorParts { get; set; }

    /// <summary>Whether the session is deleted after its commit.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool DeleteWhenCommitted { get; set; } = true;

    /// <summary>Pause between two looks at the session; it varies by a fifth.</summary>
    /// <value>Default: 3 seconds.</value>
    public TimeSpan PollDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether the map is compared with the first row's columns, and the session is looked at, before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require(
            MaxUnsettledRecords == int.MaxValue,
            nameof(MaxUnsettledRecords),
            "left as it is: no row of a session is settled before all of them are sent"
        );
        Require(
            !string.IsNullOrEmpty(Label) && Label.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'),
            nameof(Label),
            "letters, digits, '_' and '-'"
        );
        Require(MaxErrorRecords >= 0, nameof(MaxErrorRecords), "at least 0");
        Require(PollDelay > TimeSpan.Zero && PollDelay <= TimeSpan.FromHours(1), nameof(PollDelay), "above zero and at most an hour");
    }

    /// <summary>How the session is brought to its end; how long that may take is the settlement's time-out.</summary>
    internal TdBulkImportCompletion ToCompletion() =>
        new()
        {
            MaxErrorRecords = MaxErrorRecords,
            AllowErrorParts = AllowErrorParts,
            DeleteWhenCommitted = DeleteWhenCommitted,
            PollDelay = PollDelay,
        };
}
