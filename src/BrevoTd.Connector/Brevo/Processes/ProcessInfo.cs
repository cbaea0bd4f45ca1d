using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Particulars of a process.</summary>
public sealed record ProcessInfo
{
    /// <summary>Reports of an import.</summary>
    public ImportReports? Import { get; init; }
}
