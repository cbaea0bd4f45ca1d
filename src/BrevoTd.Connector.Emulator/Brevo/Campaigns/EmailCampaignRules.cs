using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What an e-mail campaign must and must not have, after a request has been laid over what was stored.</summary>
internal static class EmailCampaignRules
{
    private const int MaximumHtmlBytes = 1024 * 1024;

    private static readonly string[] s_texts =
    [
        "previewText",
        "replyTo",
        "toField",
        "tag",
        "header",
        "footer",
        "attachmentUrl",
        "utmCampaign",
        "utmContent",
        "utmTerm",
    ];

    private static readonly string[] s_flags = ["sendAtBestTime", "inlineImageActivation", "mirrorActive", "recurring"];

    public static void Check(JsonElement campaign)
    {
        // Whatever is stored must be readable again.
        foreach (var name in s_texts)
            BrevoRequest.Text(campaign, name);
        foreach (var name in s_flags)
            BrevoRequest.Boolean(campaign, name);
        if (string.IsNullOrWhiteSpace(BrevoRequest.Text(campaign, "name")))
            throw BrevoError.Missing("name is missing");
        CheckSender(campaign);
        CheckBody(campaign);
        if (BrevoRequest.Boolean(campaign, "abTesting") == true)
            CheckTest(campaign);
        else if (string.IsNullOrWhiteSpace(BrevoRequest.Text(campaign, "subject")))
            throw BrevoError.Missing("subject is missing");
        if (BrevoRequest.Boolean(campaign, "ipWarmupEnable") == true)
        {
            if (BrevoRequest.Number(campaign, "initialQuota") is not > 1)
                throw BrevoError.Missing("initialQuota is missing or not greater than 1");
            if (BrevoRequest.Number(campaign, "increaseRate") is not >= 0)
                throw BrevoError.Missing("increaseRate is missing");
        }
    }

    private static void CheckSender(JsonElement campaign)
    {
        if (BrevoRequest.Member(campaign, "sender") is not { ValueKind: JsonValueKind.Object } sender)
            throw BrevoError.Missing("sender is missing");
        var id = BrevoRequest.Number(sender, "id");
        var email = BrevoRequest.Text(sender, "email");
        if (id is null && email is null)
            throw BrevoError.Missing("sender email or id is missing");
        if (id is not null && email is not null)
            throw BrevoError.Invalid("Either sender email or sender id can be passed");
        if (email is not null && !Identifiers.TryEmail(email, out _))
            throw BrevoError.Invalid("Sender is invalid / inactive");
    }

    private static void CheckBody(JsonElement campaign)
    {
        var html = BrevoRequest.Text(campaign, "htmlContent");
        var bodies = (string[])["htmlContent", "htmlUrl", "templateId"];
        var given = bodies.Count(name => BrevoRequest.Member(campaign, name) is not null);
        if (given == 0)
            throw BrevoError.Missing("htmlContent, htmlUrl or templateId is missing");
        if (given > 1)
            throw BrevoError.Invalid("Only one of htmlContent, htmlUrl and templateId can be passed");
        if (html is { Length: <= 10 })
            throw BrevoError.Invalid("htmlContent should have more than 10 characters");
        if (html is not null && Encoding.UTF8.GetByteCount(html) >= MaximumHtmlBytes)
            throw BrevoError.Invalid("htmlContent should be less than 1MB");
    }

    private static void CheckTest(JsonElement campaign)
    {
        var a = BrevoRequest.Text(campaign, "subjectA");
        var b = BrevoRequest.Text(campaign, "subjectB");
        if (string.IsNullOrWhiteSpace(a) || string.IsNullOrWhiteSpace(b))
            throw BrevoError.Missing("subjectA and subjectB are mandatory when abTesting is true");
        if (a == b)
            throw BrevoError.Invalid("subjectA and subjectB should be unique");
        if (BrevoRequest.Boolean(campaign, "sendAtBestTime") == true)
            throw BrevoError.Invalid("abTesting can be true only if sendAtBestTime is false");
        var split = BrevoRequest.Number(campaign, "splitRule");
        if (split is null && BrevoRequest.Member(campaign, "recipients") is not null)
            throw BrevoError.Missing("splitRule is missing");
        if (split is < 1 or > 50)
            throw BrevoError.OutOfRange("splitRule should be between 1 and 50");
        if (split is null or 50)
            return;
        if (BrevoRequest.Text(campaign, "winnerCriteria") is not ("open" or "click"))
            throw BrevoError.Missing("winnerCriteria is missing");
        if (BrevoRequest.Number(campaign, "winnerDelay") is not (>= 1 and <= 168))
            throw BrevoError.Missing("winnerDelay is missing or not between 1 and 168");
    }
}
