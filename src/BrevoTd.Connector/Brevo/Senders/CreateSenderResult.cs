using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A sender that was created.</summary>
public sealed record CreateSenderResult
{
    /// <summary>Id.</summary>
    public SenderId? Id { get; init; }

    /// <summary>Whether the DKIM record of the domain is wrong or missing.</summary>
    public bool? DkimError { get; init; }

    /// <summary>Whether the SPF record of the domain is wrong or missing.</summary>
    public bool? SpfError { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(CreateSenderResult)} {Id}";
}
