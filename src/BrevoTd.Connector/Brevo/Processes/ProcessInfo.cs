using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Particulars of a process.</summary>
public sealed record ProcessInfo
{
    /// <summary>Reports of an import.</summary>
    public ImportReports? Import { get; init; }

    /// <summary>Figures of an export, in the shape of April 2026; later shapes have none.</summary>
    public ExportFigures? Export { get; init; }
}
