using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>User who added a domain.</summary>
public sealed record DomainCreator
{
    /// <summary>Id of the user.</summary>
    public CrmUserId? Id { get; init; }

    /// <summary>E-mail address; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>When the domain was added.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(DomainCreator)} {Id}";
}
