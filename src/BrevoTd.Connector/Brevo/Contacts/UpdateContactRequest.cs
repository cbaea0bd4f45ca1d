using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a contact. Members that are not set are not sent and stay as they are.</summary>
public sealed record UpdateContactRequest
{
    /// <summary>Attributes by name. <c>EMAIL</c>, <c>SMS</c>, <c>WHATSAPP</c> and <c>LANDLINE_NUMBER</c> change the identifiers. An empty text clears a value by custom; Brevo does not document it.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>New external id; setting it to <see langword="null"/> sends null.</summary>
    [JsonPropertyName("ext_id")]
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> ExternalId { get; init; }

    /// <summary>Lists to put the contact on; other lists stay.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>Lists to take the contact off.</summary>
    public IReadOnlyList<ContactListId>? UnlinkListIds { get; init; }

    /// <summary>Whether the contact is excluded from e-mail campaigns.</summary>
    public bool? EmailBlacklisted { get; init; }

    /// <summary>Whether the contact is excluded from SMS campaigns.</summary>
    public bool? SmsBlacklisted { get; init; }

    /// <summary>Senders whose transactional e-mail the contact does not get.</summary>
    public IReadOnlyList<string>? SmtpBlacklistSender { get; init; }

    /// <summary>
    /// Whether to merge two contacts when an identifier belongs to another one. Dangerous: the contact that changed last survives, the other is
    /// deleted. <see langword="null"/> or <see langword="false"/>: such a conflict is refused.
    /// </summary>
    public bool? ForceMerge { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(UpdateContactRequest);
}
