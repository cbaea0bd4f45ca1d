namespace BrevoTd.Connector.Brevo;

/// <summary>A contact was put on lists (<c>list_addition</c>).</summary>
public sealed record ListAdditionWebhookEvent : BrevoWebhookEvent
{
    /// <summary>The lists.</summary>
    public IReadOnlyList<ContactListId> ListIds { get; init; } = [];

    /// <summary>
    /// Name of the API key that did it, since November 2026: empty if it was not done through the API, <see langword="null"/> if the payload has no such member. Drop what bears the name of your
    /// own key, or your writes come back as changes. What stands here for OAuth tokens is not documented.
    /// </summary>
    public string? ApiKeyName { get; init; }

    /// <summary>The <c>key</c> of the payload, whose meaning is not documented.</summary>
    public string? Key { get; init; }

    /// <summary>Date as text, in the account's time zone; use <see cref="BrevoWebhookEvent.Time"/>.</summary>
    public string? Date { get; init; }
}
