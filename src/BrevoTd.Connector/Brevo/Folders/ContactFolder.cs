using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A folder of contact lists.</summary>
public sealed record ContactFolder
{
    /// <summary>Id.</summary>
    public ContactFolderId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Contacts in the folder's lists, each counted once. Brevo is dropping this figure and may answer 0.</summary>
    public long? UniqueSubscribers { get; init; }

    /// <summary>Contacts in the folder's lists. Brevo is dropping this figure and may answer 0.</summary>
    public long? TotalSubscribers { get; init; }

    /// <summary>Blocklisted contacts in the folder's lists. Brevo is dropping this figure and may answer 0.</summary>
    public long? TotalBlacklisted { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ContactFolder)} {Id}";
}
