using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A list of contacts.</summary>
public record ContactList
{
    /// <summary>Id.</summary>
    public ContactListId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Folder in which the list stands; <see langword="null"/> in the listing of a folder's lists.</summary>
    public ContactFolderId? FolderId { get; init; }

    /// <summary>Contacts in the list, each counted once.</summary>
    public long? UniqueSubscribers { get; init; }

    /// <summary>Contacts in the list that are not blocklisted. Brevo is dropping this figure and may answer 0.</summary>
    public long? TotalSubscribers { get; init; }

    /// <summary>Blocklisted contacts in the list. Brevo is dropping this figure and may answer 0.</summary>
    public long? TotalBlacklisted { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ContactList)} {Id}";
}
