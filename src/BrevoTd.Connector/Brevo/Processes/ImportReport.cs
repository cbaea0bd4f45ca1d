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

    /// <summary>A report of which Brevo says something else.</summary>
    /// <param name="text">What it says.</param>
    public ImportReport(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    /// <summary>Address of the CSV file. Fetch it at once: how long it stays there is not documented.</summary>
    public Uri? Address { get; }

    /// <summary>Number of rows, where Brevo gives a number instead of an address.</summary>
    public long? Count { get; }

    /// <summary>What Brevo gives where it is neither an address nor a number: there is a report, and it cannot be read.</summary>
    public string? Text { get; }

    /// <summary>Whether there is an address; not the address, because who has it can read the file.</summary>
    public override string ToString() =>
        Address is not null ? "address of a CSV file"
        : Count is { } count ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} rows")
        : "unreadable";
}
