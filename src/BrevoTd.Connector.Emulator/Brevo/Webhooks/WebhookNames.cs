namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Events have two spellings: one to subscribe to, one in payloads.</summary>
internal static class WebhookNames
{
    public static readonly string[] Types = ["transactional", "marketing", "inbound"];

    private static readonly string[] s_transactional =
    [
        "sent",
        "request",
        "delivered",
        "hardBounce",
        "softBounce",
        "blocked",
        "spam",
        "invalid",
        "deferred",
        "click",
        "opened",
        "uniqueOpened",
        "unsubscribed",
    ];

    private static readonly string[] s_marketing =
    [
        "spam",
        "opened",
        "click",
        "hardBounce",
        "softBounce",
        "unsubscribed",
        "listAddition",
        "delivered",
        "contactUpdated",
        "contactDeleted",
    ];

    // The document names none but reply; the others are those of the help pages, as the event log spells them.
    private static readonly string[] s_sms =
    [
        "sent",
        "accepted",
        "delivered",
        "reply",
        "hardBounce",
        "softBounce",
        "blocked",
        "rejected",
        "skipped",
        "unsubscribed",
    ];

    private static readonly string[] s_whatsApp = ["sent", "delivered", "read", "error", "softBounce", "reply", "unsubscribed"];

    public static string[] TriggersOf(string type, string channel) =>
        channel == "sms" ? s_sms
        : channel == "whatsapp" ? s_whatsApp
        : type == "transactional" ? s_transactional
        : type == "marketing" ? s_marketing
        : ["inboundEmailProcessed"];

    /// <summary>What subscribes to an event of a payload. Brevo documents no subscription for openings by a proxy: they come with the openings.</summary>
    public static string[] TriggersOfEvent(string name) =>
        name switch
        {
            "request" or "sent" => ["request", "sent"],
            "hard_bounce" => ["hardBounce"],
            "soft_bounce" or "soft-bounce" => ["softBounce"],
            "complaint" or "spam" => ["spam"],
            "invalid_email" => ["invalid"],
            "unique_opened" or "unique_proxy_open" => ["uniqueOpened"],
            "opened" or "proxy_open" => ["opened"],
            "unsubscribe" or "unsubscribed" => ["unsubscribed"],
            "list_addition" => ["listAddition"],
            "contact_updated" => ["contactUpdated"],
            "contact_deleted" => ["contactDeleted"],
            "replied" => ["reply"],
            _ => [name],
        };
}
