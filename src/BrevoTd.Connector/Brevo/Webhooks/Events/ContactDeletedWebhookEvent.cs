namespace BrevoTd.Connector.Brevo;

/// <summary>A contact was deleted (<c>contact_deleted</c>). Nothing else in the API tells of it.</summary>
public sealed record ContactDeletedWebhookEvent : BrevoWebhookEvent
{
    /// <summary>The lists that the contact was on.</summary>
    public IReadOnlyList<ContactListId> ListIds { get; init; } = [];

    /// <summary>The <c>key</c> of the payload, whose meaning is not documented.</summary>
    public string? Key { get; init; }

    /// <summary>Date as text, in the account's time zone; use <see cref="BrevoWebhookEvent.Time"/>.</summary>
    public string? Date { get; init; }
}
