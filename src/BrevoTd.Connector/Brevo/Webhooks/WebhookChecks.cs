using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo would refuse, or take and never call, found before it is sent.</summary>
internal static class WebhookChecks
{
    private static readonly HashSet<WebhookTrigger> s_transactional =
    [
        WebhookTrigger.Sent,
        WebhookTrigger.Request,
        WebhookTrigger.Delivered,
        WebhookTrigger.HardBounce,
        WebhookTrigger.SoftBounce,
        WebhookTrigger.Blocked,
        WebhookTrigger.Spam,
        WebhookTrigger.Invalid,
        WebhookTrigger.Deferred,
        WebhookTrigger.Click,
        WebhookTrigger.Opened,
        WebhookTrigger.UniqueOpened,
        WebhookTrigger.Unsubscribed,
    ];

    private static readonly HashSet<WebhookTrigger> s_marketing =
    [
        WebhookTrigger.Spam,
        WebhookTrigger.Opened,
        WebhookTrigger.Click,
        WebhookTrigger.HardBounce,
        WebhookTrigger.SoftBounce,
        WebhookTrigger.Unsubscribed,
        WebhookTrigger.ListAddition,
        WebhookTrigger.Delivered,
        WebhookTrigger.ContactUpdated,
        WebhookTrigger.ContactDeleted,
    ];

    private static readonly HashSet<WebhookTrigger> s_known = [.. s_transactional, .. s_marketing, WebhookTrigger.InboundEmailProcessed];

    public static void Check(CreateWebhookRequest request)
    {
        CheckAddress(request.Url, nameof(CreateWebhookRequest.Url));
        var type = request.Type ?? WebhookType.Transactional;
        if (type == WebhookType.Inbound)
        {
            if (string.IsNullOrWhiteSpace(request.Domain))
            {
                throw Wrong("An inbound webhook needs the domain whose e-mail it tells of: set Domain.");
            }
        }
        else if (request.Events is not { Count: > 0 })
        {
            throw Wrong("Events is empty. Name at least one event to tell of.");
        }

        // SMS and WhatsApp have events of their own, and their list is not complete in the document.
        if (request.Channel is null || request.Channel == WebhookChannel.Email)
        {
            CheckEvents(request.Events ?? [], type);
        }

        CheckAuthentication(request.Auth);
        CheckHeaders(request.Headers);
    }

    public static void Check(UpdateWebhookRequest request)
    {
        if (request == new UpdateWebhookRequest())
        {
            throw Wrong("Nothing is set. Set at least one member.");
        }

        if (request.Url is { } url)
        {
            CheckAddress(url, nameof(UpdateWebhookRequest.Url));
        }

        if (request.Events is { Count: 0 })
        {
            throw Wrong("Events is empty. Name at least one event, or leave it null to keep them; delete the webhook to stop it.");
        }

        CheckAuthentication(request.Auth.Value);
        CheckHeaders(request.Headers);
    }

    public static void Check(ExportWebhookEventsRequest request)
    {
        CheckAddress(request.NotifyUrl, nameof(ExportWebhookEventsRequest.NotifyUrl));
        if (string.IsNullOrEmpty(request.Event.Value))
        {
            throw Wrong("Event is empty. Name one, or WebhookExportEvent.All.");
        }

        if (request.Type != WebhookType.Transactional && request.Type != WebhookType.Marketing)
        {
            throw Wrong("Brevo exports transactional or marketing events: set Type to one of them.");
        }

        if (request.StartDate is null != request.EndDate is null)
        {
            throw Wrong("StartDate and EndDate belong together: set both, or none.");
        }

        if (request.Days is not null && request.StartDate is not null)
        {
            throw Wrong("Give Days, or StartDate and EndDate, not all of them.");
        }

        if (request.Days is <= 0)
        {
            throw Wrong("Days counts today as 1 and cannot be below it.");
        }

        if (request.StartDate > request.EndDate)
        {
            throw Wrong("StartDate is after EndDate.");
        }

        if (request.MessageId is not null && request.Type != WebhookType.Transactional)
        {
            throw Wrong("MessageId finds transactional messages only: leave it out, or set Type to transactional.");
        }
    }

    private static void CheckEvents(IReadOnlyList<WebhookTrigger> events, WebhookType type)
    {
        HashSet<WebhookTrigger>? fitting =
            type == WebhookType.Transactional ? s_transactional
            : type == WebhookType.Marketing ? s_marketing
            : type == WebhookType.Inbound ? [WebhookTrigger.InboundEmailProcessed]
            : null;
        foreach (var trigger in events)
        {
            if (string.IsNullOrEmpty(trigger.Value))
            {
                throw Wrong("One of Events is empty.");
            }

            if (fitting is not null && s_known.Contains(trigger) && !fitting.Contains(trigger))
            {
                throw Wrong(
                    $"A webhook of type {type} has no event {trigger}. Leave it out, or create a second webhook of the type that has it."
                );
            }
        }
    }

    private static void CheckAddress(Uri address, string member)
    {
        if (address is not { IsAbsoluteUri: true, Scheme: "https" or "http" })
        {
            throw Wrong($"{member} must be an absolute address that begins with https:// (or http://).");
        }
    }

    private static void CheckAuthentication(WebhookAuthentication? authentication)
    {
        if (authentication is null)
        {
            return;
        }

        if (authentication.Token is not { } token || !Credential.IsUsable(token))
        {
            throw Wrong(
                "The token of Auth is empty, or has a blank, a line break or a character outside ASCII. Use WebhookAuthentication.Bearer."
            );
        }

        if (authentication.Type is not { Value.Length: > 0 })
        {
            throw Wrong("Auth has no type. Use WebhookAuthentication.Bearer.");
        }
    }

    private static void CheckHeaders(IReadOnlyList<WebhookHeader>? headers)
    {
        foreach (var header in headers ?? [])
        {
            if (header?.Key is not { } key || !Credential.IsUsable(key) || key.Contains(':', StringComparison.Ordinal))
            {
                throw Wrong("One of Headers has a name that is empty or cannot be one. Use letters, digits and hyphens.");
            }

            if (header.Value is not { } value || value.AsSpan().IndexOfAny('\r', '\n') >= 0)
            {
                throw Wrong("One of Headers has no value, or one with a line break.");
            }
        }
    }

    // The parameter of the client's methods.
    private static ArgumentException Wrong(string message, string parameter = "request") => new(message, parameter);
}
