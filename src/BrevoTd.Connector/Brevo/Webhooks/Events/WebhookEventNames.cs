using System.Collections.Frozen;

namespace BrevoTd.Connector.Brevo;

/// <summary>Every spelling of an event that has been documented or seen.</summary>
internal static class WebhookEventNames
{
    private static readonly FrozenDictionary<string, WebhookEventKind> s_kinds = new Dictionary<string, WebhookEventKind>
    {
        ["request"] = WebhookEventKind.Sent,
        ["requests"] = WebhookEventKind.Sent,
        ["sent"] = WebhookEventKind.Sent,
        ["accepted"] = WebhookEventKind.Accepted,
        ["delivered"] = WebhookEventKind.Delivered,
        ["deferred"] = WebhookEventKind.Deferred,
        ["softbounce"] = WebhookEventKind.SoftBounce,
        ["softbounces"] = WebhookEventKind.SoftBounce,
        ["softbounced"] = WebhookEventKind.SoftBounce,
        ["hardbounce"] = WebhookEventKind.HardBounce,
        ["hardbounces"] = WebhookEventKind.HardBounce,
        ["hardbounced"] = WebhookEventKind.HardBounce,
        ["blocked"] = WebhookEventKind.Blocked,
        ["invalid"] = WebhookEventKind.Invalid,
        ["invalidemail"] = WebhookEventKind.Invalid,
        ["rejected"] = WebhookEventKind.Rejected,
        ["skipped"] = WebhookEventKind.Skipped,
        ["error"] = WebhookEventKind.Error,
        ["opened"] = WebhookEventKind.Opened,
        ["open"] = WebhookEventKind.Opened,
        ["uniqueopened"] = WebhookEventKind.UniqueOpened,
        ["uniqueopen"] = WebhookEventKind.UniqueOpened,
        ["proxyopen"] = WebhookEventKind.ProxyOpen,
        ["loadedbyproxy"] = WebhookEventKind.ProxyOpen,
        ["uniqueproxyopen"] = WebhookEventKind.UniqueProxyOpen,
        ["read"] = WebhookEventKind.Read,
        ["click"] = WebhookEventKind.Click,
        ["clicks"] = WebhookEventKind.Click,
        ["clicked"] = WebhookEventKind.Click,
        ["reply"] = WebhookEventKind.Reply,
        ["replies"] = WebhookEventKind.Reply,
        ["replied"] = WebhookEventKind.Reply,
        ["spam"] = WebhookEventKind.Spam,
        ["complaint"] = WebhookEventKind.Spam,
        ["unsubscribe"] = WebhookEventKind.Unsubscribed,
        ["unsubscribed"] = WebhookEventKind.Unsubscribed,
        ["unsubscription"] = WebhookEventKind.Unsubscribed,
        ["listaddition"] = WebhookEventKind.ListAddition,
        ["listadditions"] = WebhookEventKind.ListAddition,
        ["contactupdated"] = WebhookEventKind.ContactUpdated,
        ["contactdeleted"] = WebhookEventKind.ContactDeleted,
        ["inboundemailprocessed"] = WebhookEventKind.InboundEmail,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The kind, whether the name is written with underscores, hyphens, blanks or capitals.</summary>
    public static WebhookEventKind KindOf(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > 64)
        {
            return WebhookEventKind.Other;
        }

        Span<char> bare = stackalloc char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            if (c is not ('_' or '-' or ' '))
            {
                bare[length++] = c;
            }
        }

        return s_kinds.GetValueOrDefault(new string(bare[..length]));
    }
}
