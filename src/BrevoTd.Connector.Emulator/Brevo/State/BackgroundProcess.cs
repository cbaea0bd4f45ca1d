namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>One of Brevo's asynchronous processes. Its status before the end follows from the clock.</summary>
internal sealed record BackgroundProcess(int Id, string Name, long AcceptedAt, long StartsAt, long DueAt)
{
    public const string Import = "IMPORTUSER";

    public const string CampaignRecipients = "CAMPAIGN_USER_DETAILS";

    // Brevo's documents name no process for this; the name is the emulator's own.
    public const string ListRemoval = "LIST_CONTACTS_REMOVAL";

    public const string Export = "SEARCH_EXPORT_USERS_API";

    public const string WebhookExport = "EXPORT_WEBHOOK";

    /// <summary>Stands in <see cref="Reports"/> for the file of an export.</summary>
    public const string ExportFile = "export_url";

    public bool Failed { get; init; }

    /// <summary>Milliseconds since 1970; <see langword="null"/> before the end.</summary>
    public long? EndedAt { get; init; }

    /// <summary>Reports of an import by cause, or the file of an export: the name of the file in the address.</summary>
    public IReadOnlyDictionary<string, string> Reports { get; init; } = new Dictionary<string, string>();

    public string Status(long now) =>
        this switch
        {
            { Failed: true } => "failed",
            { EndedAt: not null } => "completed",
            _ when now >= StartsAt => "processing",
            _ => "queued",
        };
}
