using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A contact to create or to upsert. It needs an e-mail address, an external id, or a phone number in <c>Attributes["SMS"]</c>.</summary>
public sealed record CreateContactRequest
{
    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The caller's own id.</summary>
    [JsonPropertyName("ext_id")]
    public string? ExternalId { get; init; }

    /// <summary>Attributes by name in capital letters; they must exist in the account. Phone numbers stand here too, with country code.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Lists to put the contact on. An upsert adds to the lists that the contact is on already.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>Whether to exclude the contact from e-mail campaigns. <see langword="null"/> leaves an existing contact as it is.</summary>
    public bool? EmailBlacklisted { get; init; }

    /// <summary>Whether to exclude the contact from SMS campaigns. <see langword="null"/> leaves an existing contact as it is.</summary>
    public bool? SmsBlacklisted { get; init; }

    /// <summary>Senders whose transactional e-mail the contact does not get; only in an upsert.</summary>
    public IReadOnlyList<string>? SmtpBlacklistSender { get; init; }

    /// <summary>
    /// Whether to merge two contacts when an identifier belongs to another one. Dangerous: the contact that changed last survives, the other is
    /// deleted. <see langword="null"/> or <see langword="false"/>: such a conflict is refused.
    /// </summary>
    public bool? ForceMerge { get; init; }

    /// <summary>
    /// Whether the answer names the contact that survives a merge; only with <see cref="ForceMerge"/>. It comes back as <see cref="UpsertContactResult.Id"/>.
    /// </summary>
    public bool? GetId { get; init; }

    [JsonInclude]
    internal bool? UpdateEnabled { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(CreateContactRequest);
}
