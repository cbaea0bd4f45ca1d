using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What is kept as a campaign; each has ids of its own.</summary>
internal enum CampaignKind : byte
{
    Email = 1,
    Sms,
    WhatsApp,
    WhatsAppTemplate,
}

/// <summary>A campaign, or a template of WhatsApp. Never changed after it has been stored; a change stores a copy.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
/// <param name="Json">What requests said about it: an object in the words of the request.</param>
internal sealed record Campaign(CampaignKind Kind, int Id, long CreatedAt, byte[] Json)
{
    public required long ModifiedAt { get; init; }

    /// <summary>One of <see cref="CampaignStates"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Milliseconds since 1970; <see langword="null"/> for a campaign that is not scheduled.</summary>
    public long? ScheduledAt { get; init; }

    /// <summary>Milliseconds since 1970; <see langword="null"/> for a campaign that is not sent.</summary>
    public long? SentAt { get; init; }

    public bool TestSent { get; init; }

    /// <summary>The contacts that it was sent to.</summary>
    public int RecipientCount { get; init; }

    public JsonDocument Parse() => JsonDocument.Parse(Json);

    public override string ToString() => $"{Kind} {Id}: {Status}";
}
