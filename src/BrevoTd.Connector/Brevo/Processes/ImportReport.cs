using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One report of an import: the address of its CSV file, or only a number of rows in the shape of April 2026.</summary>
[JsonConverter(typeof(ImportReportConverter))]
public readonly record struct ImportReport
{
    /// <summary>A report that can be fetched.</summary>
    /// <param name="address">Address of the CSV file.</param>
    public ImportReport(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Address = address;
    }

    /// <summary>A report that tells only how many rows it would have.</summary>
    /// <param name="count">Number of rows.</param>
    public ImportReport(long count) => Count = count;

    /// <summary>Address of the CSV file. Fetch it at once: how long it stays there is not documented.</summary>
    public Uri? Address { get; }

    /// <summary>Number of rows, where Brevo gives a number instead of an address.</summary>
    public long? Count { get; }

    /// <summary>Whether there is an address; not the address, because who has it can read the file.</summary>
    public override string ToString() => Address is null ? $"{Count} rows" : "address of a CSV file";
}
