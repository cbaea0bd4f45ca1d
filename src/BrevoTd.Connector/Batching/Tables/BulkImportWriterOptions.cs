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

    /// <summary>What is committed, and how often the session is looked at.</summary>
    /// <value>Default: nothing is committed if the service refused a single row, and the session is deleted after its commit.</value>
    public TdBulkImportCompletion Completion { get; set; } = new();

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
        Require(Completion is not null, nameof(Completion), "set");
        Completion!.Validate();
    }
}
